"""Many articles at once, and from what else than pages: mails, PDFs, feeds."""

from contextlib import suppress
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st
from laws import tries

from briefing_desk.intake.documents import Document, read_document
from briefing_desk.intake.extraction import NoArticle
from briefing_desk.intake.fetching import PAUSE, wait_for
from briefing_desk.intake.listings import list_files, list_links
from briefing_desk.intake.pdfs import drop_edges, drop_line_numbers, join_paragraphs, read_pdf
from briefing_desk.syntax.errors import UsageError

WORDS = (
    "The council voted on Tuesday to close the old quay after a hearing of four hours in the town hall. "
    "Nobody had asked the schools, and the ferry line wants to be paid for the winter that it will lose by it."
)


def make_mail(html="", plain=WORDS):
    mail = EmailMessage()
    mail["From"] = "The Harbour Letter <letter@harbour.example>"
    mail["Subject"] = "Council closes the old quay"
    mail["Date"] = "Tue, 04 Mar 2025 23:30:00 -0500"
    mail.set_content(plain)
    if html:
        mail.add_alternative(html, subtype="html")
    return mail.as_bytes()


def read(data, name="letter.eml", url=""):
    return read_document(Document(name, data, url=url))


@pytest.mark.parametrize("html", ["", f"<html><body><h1>Letter</h1><p>{WORDS}</p></body></html>"])
def test_a_mail_says_who_sent_it_and_when_where_it_was_sent(html):
    found = read(make_mail(html))
    assert (found.title, found.publisher, found.date) == (
        "Council closes the old quay",
        "The Harbour Letter",
        "2025-03-04",
    )
    assert found.origins["date"] == "the mail's Date"
    assert found.language == "en"
    assert "Nobody had asked the schools" in " ".join(found.text.split())


def test_a_mail_is_known_by_its_headers_too():
    assert read(make_mail(), "standard input").publisher == "The Harbour Letter"


@pytest.mark.parametrize("data", [b"", b"From: a\nSubject: b\n\n", b"Content-Type: text/html; charset=x\n\nhi"])
def test_a_mail_without_text_is_told(data):
    with pytest.raises(UsageError, match="the mail has no text"):
        read(data)


@given(st.binary(max_size=200))
@tries(100)
def test_no_mail_raises_anything_else(data):
    for whole in (data, b"From: a\nSubject: " + data, make_mail()[:200] + data):
        with suppress(UsageError):
            read(whole)


def test_no_control_character_reaches_a_value():
    named = make_mail().replace(b"Council closes", b"Council =?utf-8?q?=C2=80=1B?= closes")
    assert read(named).title.isprintable()
    html = f"<html><body><h1>Council \x80\x1b closes</h1><p>{WORDS}</p><p>{WORDS}</p></body></html>"
    assert read(html.encode(), "a.html").title.isprintable()


def make_pdf(*pages):
    """Return a PDF with some lines on each page, written by hand."""
    return join_pdf(["".join(f"({line}) Tj 0 -14 Td\n" for line in lines) for lines in pages])


def place(rows, left=0, right=240):
    """Return what writes two columns line by line, as some programs do."""
    return "".join(f"{left} 0 Td ({a}) Tj {right} 0 Td ({b}) Tj {-right - left} -14 Td\n" for a, b in rows)


def join_pdf(pages):
    """Return a PDF whose pages write just that."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for shown in pages:
        stream = f"BT /F1 11 Tf 72 760 Td\n{shown}ET".encode("latin-1")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        content = len(objects)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R >>" % content
        )
        kids.append(len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


HEAD = "The Harbour Gazette"
PAGES = [
    [
        HEAD,
        "Council closes the old quay",
        "The council voted on Tuesday to close the",
        "old quay after a hear-",
        "ing of four hours in the town hall, as every-",
        "body had expected in the morning.",
        "1",
    ],
    [HEAD, "Nobody had asked the schools, and the ferry", "line wants to be paid.", "It will lose much.", "2"],
    [HEAD, "The next meeting is in April, when all will be", "heard again in the hall.", "3"],
]


def test_of_a_pdf_words_are_joined_and_numbers_of_pages_are_out():
    text = read_pdf(make_pdf(*PAGES))
    assert "a hearing of four hours in the town hall, as everybody had expected in the morning." in text
    assert "Gazette" not in text
    assert not any(line.strip().isdigit() for line in text.splitlines())
    assert "the ferry line wants" in text


LEFT = """The council voted on Tuesday to close
the old quay after a hearing of four
hours in the town hall, as every-
body had expected in the morning.
The museum keeps its boats, which
are to be seen from 1990-
95 only.""".splitlines()
RIGHT = """The ferry line wants to be paid, and
says that the town had promised it.
Nobody had asked the schools at all,
whose pupils come by boat, or the
people of the island. The next one
of the meetings is in April, when
all is heard again.""".splitlines()


@pytest.mark.parametrize(
    "shown",
    [
        place(zip(LEFT, RIGHT, strict=True)),
        "".join(f"({line}) Tj 0 -14 Td\n" for line in LEFT)
        + f"240 {14 * len(LEFT)} Td\n"
        + "".join(f"({line}) Tj 0 -14 Td\n" for line in RIGHT),
    ],
    ids=["line by line", "column by column"],
)
def test_columns_are_read_one_after_the_other(shown):
    text = read_pdf(join_pdf([f"(Old quay to close) Tj 0 -14 Td\n{shown}(1) Tj\n"]))
    whole = (
        " ".join(["Old quay to close", *LEFT, *RIGHT]).replace("every- body", "everybody").replace("1990- ", "1990-")
    )
    assert " ".join(text.split()) == whole


def test_a_table_stays_in_rows():
    rows = [(f"Pier {number}", f"{number * 7} boats") for number in range(1, 13)]
    text = read_pdf(join_pdf([place(rows)]))
    assert all(text.index(a) < text.index(b) for a, b in rows)
    assert text.index("21 boats") < text.index("Pier 4")


def test_numbers_of_lines_are_out():
    assert drop_line_numbers(["1", "2", "3", "4", "5", "6", "So it", "said in", "1990", "1991"]) == [
        "So it", "said in", "1990", "1991",
    ]  # fmt: skip


def test_a_pdf_sent_as_whatever_is_read_as_one():
    found = read(make_pdf(*PAGES), "x.txt", url="https://gazette.example/quay")
    assert found.title == ""
    assert found.notes == ("the text is that of a PDF: look at where columns and pages end",)


def test_a_scan_has_no_text_and_a_broken_pdf_is_told():
    with pytest.raises(NoArticle, match="only pictures of it"):
        read_pdf(make_pdf([]))
    with pytest.raises(UsageError, match="the PDF"):
        read(b"%PDF-1.7\n" + bytes(range(256)) * 20, "a.pdf")


@given(st.data())
@tries(40)
def test_no_pdf_raises_anything_else(data):
    whole = bytearray(make_pdf(*PAGES[:1]))
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(9, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with suppress(NoArticle):
        read_pdf(bytes(whole))


def test_running_heads_stay_where_they_are_text():
    assert drop_edges([["One line", "two lines", "three"], ["Four"]]) == ["One line", "two lines", "three", "Four"]
    assert join_paragraphs(["A well-", "Known man."]) == ["A well- Known man."]


RSS = """<?xml version="1.0"?><rss version="2.0"><channel><link>https://a.example/</link>
<item><title>A</title><link>https://a.example/1</link></item>
<item><title>B</title><link> https://a.example/2 </link></item>
<item><link>javascript:x</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://a.example/"/>
<entry><link rel="self" href="https://a.example/x.xml"/><link rel="alternate" href="https://a.example/1"/></entry>
<entry><link href="https://a.example/2"/></entry></feed>"""
OPML = """<opml version="2.0"><body><outline text="x"><outline xmlUrl="https://a.example/1"/></outline>
<outline xmlUrl="https://a.example/2"/></body></opml>"""


@pytest.mark.parametrize("feed", [RSS, ATOM, OPML])
def test_a_feed_leads_to_its_pages_and_a_list_to_its_feeds(feed):
    assert list_links(feed.encode()) == ["https://a.example/1", "https://a.example/2"]


def test_what_a_feed_includes_of_the_machine_is_not_read(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("https://secret.example/")
    bomb = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]><rss><item><link>&x;</link></item></rss>'
    assert list_links(bomb.encode()) == []


@pytest.mark.parametrize("broken", ["<javascript:x/>", "<titls:></titls:>", "<?x?>", "<!--x-->"])
def test_the_links_of_a_broken_feed_are_found(broken):
    """lxml recovers names that it does not allow; the fuzzer found it."""
    feed = f"<rss><channel>{broken}<item>{broken}<link>https://a.example/1</link></item></channel></rss>"
    assert list_links(feed.encode()) == ["https://a.example/1"]
    assert list_links(b"<p>no <rss here") == []


def test_a_folder_gives_its_articles_in_order(tmp_path):
    for name in ("b.html", "a.txt", "c.png", "d.eml", "e.PDF"):
        (tmp_path / name).write_text("x")
    assert [name.rsplit("/", 1)[1] for name in list_files(tmp_path)] == ["a.txt", "b.html", "d.eml", "e.PDF"]


def test_one_host_is_asked_once_a_second(monkeypatch):
    slept = []
    monkeypatch.setattr("time.sleep", slept.append)
    asked = {}
    for url in ("https://a.example/1", "https://b.example/1", "https://a.example/2"):
        wait_for(url, asked)
    assert len(slept) == 1
    assert 0 < slept[0] <= PAUSE
