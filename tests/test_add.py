"""A new article from a page: what is written, what is refused, and that nothing is half-written or overwritten."""

import codecs
import gzip
import re
import shutil
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pseudo
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from laws import thin

from briefing_desk import network
from briefing_desk.cli import main
from briefing_desk.intake import drafting, fetching
from briefing_desk.intake.documents import read_plain
from briefing_desk.intake.drafting import escape_markdown
from briefing_desk.intake.extraction import Findings
from briefing_desk.messages import again, words
from briefing_desk.schema.model import Basis, Stance
from briefing_desk.text.article_text import from_markdown, from_plain
from briefing_desk.text.normalise import normalise

DATA = Path(__file__).parent / "data/add"
PAGE = DATA / "strike.html"
ID = "union-warns-strike-over-quay"
ARTICLE = f"seeds/articles/{ID}.md"
DAY = {"SOURCE_DATE_EPOCH": "1743638400"}


@pytest.fixture(scope="module")
def new(tmp_path_factory):
    """Return a new site."""
    root = tmp_path_factory.mktemp("new") / "desk"
    assert CliRunner().invoke(main, ["init", str(root)]).exit_code == 0
    return root


@pytest.fixture
def desk(new, tmp_path):
    """Return a copy of it with a folder for texts beside it."""
    (tmp_path / "texts").mkdir()
    return shutil.copytree(new, tmp_path / "desk")


def add(desk, source, *options, texts=True, given=None):
    """Run `briefing add`."""
    where = ["--texts", str(desk.parent / "texts")] if texts else []
    arguments = ["add", "--root", str(desk), *where, *options, str(source)]
    return CliRunner(env=DAY).invoke(main, arguments, input=given)


def list_all(desk):
    """Return every file of the site and of the texts with its bytes."""
    return {path: path.read_bytes() for path in sorted(desk.parent.rglob("*")) if path.is_file()}


def test_a_page_becomes_an_article_ready_to_edit(desk, expect):
    result = add(desk, PAGE)
    assert (result.exit_code, result.stderr) == (0, "")
    expect(DATA / "strike.md", (desk / ARTICLE).read_text(encoding="utf-8"))
    expect(DATA / "strike.txt", (desk.parent / "texts/union-warns-strike-over-quay.txt").read_text(encoding="utf-8"))
    expect(DATA / "said.txt", result.stdout.replace(str(desk.parent), "…"))
    assert CliRunner().invoke(main, ["check", "--root", str(desk), "--strict"]).exit_code == 0


def test_comments_speak_the_language_of_the_site_and_the_command_line_english(desk, monkeypatch):
    """Replaced is every word of ours: what is left in comments is the page's, a key, or the name of a standard."""
    for name in ("DRAFT", "DRAFT_MORE", "FOUND", "NOTED"):
        said = pseudo.translate(getattr(words, name))
        monkeypatch.setitem(again.SAID, name, said)
        monkeypatch.setattr(drafting, name, said, raising=False)
    add(desk, PAGE)
    text = (desk.parent / f"texts/{ID}.txt").read_text(encoding="utf-8")
    half = text[: len(text) // 2] + "\n\n" + " ".join(f"word{number}" for number in range(150))
    result = add(desk, "-", given=f"Another title\n\nby Cy Other\n\n{half}")
    assert "looks like the same report as" in result.stderr
    assert "all quotes together may have" in result.stdout
    page = PAGE.read_text(encoding="utf-8")
    for path in (desk / ARTICLE, desk / "seeds/articles/another-title.md"):
        front = path.read_text(encoding="utf-8").split("\n---\n")[0]
        comments = " ".join(re.findall(r"^# (?! *(?:- actor:|\w+:$|quotes:)).*|  # .*", front, re.MULTILINE))
        comments = re.sub(r"`\S+`|\S*[-./:_>]\S*|[\"“][^\"”]*[\"”]", " ", comments)
        known = {*re.findall(r"[a-z]+", page.lower()), *Stance, *Basis, "person", "other", "meta", "json"}
        assert {word for word in re.findall(r"[a-z]{3,}", comments.lower()) if word not in known} == set()


@pytest.mark.parametrize(
    ("english", "kept"),
    [
        ("the headline and <title>", "<title>"),
        ("the headline and JSON-LD headline", "JSON-LD headline"),
        ('the byline "By A. and B.: more" and JSON-LD author', "By A. and B.: more JSON-LD author"),
        ('JSON-LD author and the byline "By A. and B."', "JSON-LD author By A. and B."),
        ('2025-03-04 or 2025-04-03: the byline "By A: 3/4/2025"', "2025-03-04 or 2025-04-03 By A: 3/4/2025"),
        ("<meta> author, seen on the page", "<meta> author"),
        ("the commonest words of the text; <html lang> says en", "<html lang> en"),
        ("JSON-LD datePublished; the address gives it in UTC", "JSON-LD datePublished"),
        ("the mail's From", "From"),
        ("the archive's address https://archive.example/1/a", "https://archive.example/1/a"),
        ("microdata headline", "microdata headline"),
        ("{braces} and <title>", "{braces} <title>"),
    ],
)
def test_where_a_value_is_from_is_said_again_in_another_language(monkeypatch, english, kept):
    monkeypatch.setitem(again.SAID, "FOUND", pseudo.translate(words.FOUND))
    said = again.say_again(english, "FOUND")
    assert re.findall(r"[A-Za-z]+", said) == re.findall(r"[A-Za-z]+", kept)


def uncomment(text):
    """Do what an editor does to all the comments between the fences."""
    text = re.sub(r"^# Who speaks.*?(?=^# positions:)", "", text, flags=re.MULTILINE | re.DOTALL)
    prose = "Candidates|\\(with the line|All quotes|abstract|publisher|A stance"
    return re.sub(rf"^# (?!{prose})(.*)$", r"\1", text, flags=re.MULTILINE)


def test_uncommented_candidates_are_positions_that_lack_only_what_a_person_must_say(desk):
    add(desk, PAGE)
    article = desk / ARTICLE
    article.write_text(uncomment(article.read_text(encoding="utf-8")), encoding="utf-8")
    said = CliRunner().invoke(main, ["check", "--root", str(desk)]).stderr
    codes = re.findall(r"error\[([\w-]+)\] (?:.*`(\w+)`)?", said)
    assert {name for code, name in codes if code == "empty-value"} == {"question", "actor"}
    assert {name for code, name in codes if code == "missing-key"} == {"stance", "summary"}
    assert {code for code, _ in codes} == {"empty-value", "missing-key"}


def test_chosen_candidates_are_verified(desk):
    add(desk, PAGE)
    article = desk / ARTICLE
    text = uncomment(article.read_text(encoding="utf-8"))
    chosen = "question: quay-closure/close-now\n    stance: oppose\n    summary: Says so."
    text = re.sub(r"question:  #.*$", chosen, text, flags=re.MULTILINE)
    text = re.sub(r"actor:  #.*$", "actor: city-council", text, flags=re.MULTILINE)
    article.write_text(text, encoding="utf-8")
    (desk / "mkdocs.yml").write_text((desk / "mkdocs.yml").read_text().replace("max_share: 0.25", "max_share: 1"))
    texts = ["--texts", str(desk.parent / "texts")]
    result = CliRunner(env=DAY).invoke(main, ["verify", "--root", str(desk), *texts])
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("verified: 10 quotes of 2 articles, 1 receipt written\nnext: ")
    receipt = (desk / "seeds/receipts/union-warns-strike-over-quay.yml").read_text(encoding="utf-8")
    assert receipt.count("direct: yes") == 4


def test_the_text_can_be_stored_in_the_article(desk):
    assert add(desk, PAGE, "--store-text", texts=False).exit_code == 0
    body = (desk / ARTICLE).read_text(encoding="utf-8").split("\n---\n", 1)[1]
    assert body.startswith("The Dockers’ Union warned")
    assert list((desk.parent / "texts").iterdir()) == []


def test_somebody_must_say_where_the_text_goes(desk):
    result = add(desk, PAGE, texts=False)
    assert result.exit_code == 2
    assert "--texts DIR keeps it out of the site" in result.stderr


def test_nothing_is_overwritten(desk):
    add(desk, PAGE)
    before = list_all(desk)
    second = add(desk, PAGE)
    assert (second.exit_code, second.stdout) == (1, "")
    assert "`union-warns-strike-over-quay` has the same address" in second.stderr
    assert "100% of its passages stand there too" in second.stderr
    assert list_all(desk) == before
    assert "union-warns-strike-over-quay-2.md" in add(desk, PAGE, "--anyway").stdout
    assert {path: data for path, data in list_all(desk).items() if path in before} == before


def test_a_newer_text_takes_the_place_of_the_one_before(desk, tmp_path):
    add(desk, PAGE)
    text = desk.parent / "texts/union-warns-strike-over-quay.txt"
    old, annotation = text.read_bytes(), (desk / ARTICLE).read_bytes()
    newer = tmp_path / "newer.html"
    newer.write_text(PAGE.read_text(encoding="utf-8").replace("would strike", "might strike"), encoding="utf-8")
    refused = add(desk, newer)
    assert refused.exit_code == 1
    assert "--refresh union-warns-strike-over-quay takes in its text" in refused.stderr
    result = add(desk, newer, "--refresh", ID)
    assert (result.exit_code, result.stderr) == (0, "")
    sentence = "The Dockers’ Union warned on Wednesday that it {} strike if the old quay was closed without a plan for "
    sentence += "its workers, a day before the council meets again."
    assert result.stdout.splitlines() == [
        f"-{sentence.format('would')}",
        f"+{sentence.format('might')}",
        f"{text}: the new text; the one before is {text.name}.before-1",
        "no quote stands in or next to what differs",
        f"next: run `briefing verify --texts {text.parent}`; if the article was corrected, say so in {ARTICLE}",
    ]
    assert b"might strike" in text.read_bytes()
    assert text.with_name(f"{text.name}.before-1").read_bytes() == old
    assert (desk / ARTICLE).read_bytes() == annotation
    before = list_all(desk)
    assert "is the same text already" in add(desk, newer, "--refresh", ID).stdout
    assert list_all(desk) == before
    assert "the one before is union-warns-strike-over-quay.txt.before-2" in add(desk, PAGE, "--refresh", ID).stdout
    assert text.with_name(f"{text.name}.before-1").read_bytes() == old


@pytest.mark.parametrize("id", ["nothing", "../x"])
def test_only_the_text_of_an_article_can_be_refreshed(desk, id):
    before = list_all(desk)
    result = add(desk, PAGE, "--refresh", id)
    assert result.exit_code == 2
    assert f"no article `{id}` has a text" in result.stderr
    assert list_all(desk) == before


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_text_in_the_article_itself_is_refreshed_too(desk, newline):
    article = desk / "seeds/articles/council-votes.md"
    old = b"\xef\xbb\xbf" + article.read_text(encoding="utf-8").replace("\n", newline).encode()
    article.write_bytes(old)
    front, body = old.split(f"{newline}---{newline}".encode(), 1)
    words = from_markdown(body.decode()).text
    result = add(desk, "-", "--refresh", "council-votes", texts=False, given=f"A title\n\n{words}\n\n# No *heading*.\n")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "+# No *heading*." in result.stdout.splitlines()
    assert article.read_bytes().startswith(front + f"{newline}---{newline}".encode())
    assert article.read_bytes().endswith(f"\\# No \\*heading\\*.{newline}".encode())
    assert article.with_name(".council-votes.md.before-1").read_bytes() == old
    assert "next: run `briefing verify`;" in result.stdout
    checked = CliRunner().invoke(main, ["verify", "--root", str(desk)])
    assert (
        checked.stderr.count("text-changed")
        == checked.stdout.count("verified: 4 quotes of 1 article, 1 receipt written")
        == 1
    )
    accepted = CliRunner().invoke(main, ["verify", "--root", str(desk), "--accept", "council-votes"])
    assert accepted.stderr == ""
    assert accepted.stdout.startswith("verified: 4 quotes of 1 article, 1 receipt written\n")
    unknown = CliRunner().invoke(main, ["verify", "--root", str(desk), "--accept", "council-vote"])
    said = "briefing: --accept: there is no article `council-vote`; did you mean `council-votes`?\n"
    assert (unknown.exit_code, unknown.stderr) == (2, said)


def test_a_text_or_receipt_of_that_name_is_not_taken_for_the_new_article(desk):
    (desk.parent / "texts/union-warns-strike-over-quay.txt").write_text("mine")
    assert "union-warns-strike-over-quay-2.md" in add(desk, PAGE).stdout
    assert (desk.parent / "texts/union-warns-strike-over-quay.txt").read_text() == "mine"
    assert "already" in add(desk, PAGE, "--id", "council-votes", "--anyway").stderr
    assert add(desk, PAGE, "--id", "Not An Id", "--anyway").exit_code == 2
    assert "strike.md" in add(desk, PAGE, "--id", "strike", "--anyway").stdout


def test_a_rewritten_report_is_told_and_noted(desk):
    add(desk, PAGE)
    text = (desk.parent / "texts/union-warns-strike-over-quay.txt").read_text(encoding="utf-8")
    half = text[: len(text) // 2] + "\n\n" + " ".join(f"word{number}" for number in range(150))
    result = add(desk, "-", given=f"Another title\n\nby Cy Other\n\n{half}")
    assert result.exit_code == 0
    assert re.search(r"same report as `union-warns-strike-over-quay`: \d\d% of its passages", result.stderr)
    written = (desk / "seeds/articles/another-title.md").read_text(encoding="utf-8")
    assert "# looks like the same report as `union-warns" in written
    assert 'authors: [Cy Other]  # from the byline "by Cy Other"\n' in written
    assert "\nlanguage:\n" in written  # its words are none of English's commonest
    assert "language: not named, and not known by its words: write it" in result.stdout


@pytest.mark.parametrize(
    ("line", "authors", "publisher", "date"),
    [
        ("By Ned Carrow, The Fenland Herald, 25 September 2025", "Ned Carrow", "The Fenland Herald", "2025-09-25"),
        ("By Ned Carrow, September 25, 2025", "Ned Carrow", "", "2025-09-25"),
        ("by Ned Carrow, 2025-09-25", "Ned Carrow", "", "2025-09-25"),
        ("By Ned Carrow, Ida Quist", "Ned Carrow, Ida Quist", "", ""),
    ],
)
def test_a_plain_text_says_in_its_first_lines_who_wrote_it_and_when(line, authors, publisher, date):
    found = read_plain(f"Union drops its refusal\n{line}\n\nIt rained.\n", is_markdown=False, url="")
    values = {"authors": authors, "date": date, "publisher": publisher}
    origins = {name: f'the byline "{line}"' for name, value in values.items() if value}
    assert found == Findings("It rained.\n", "Union drops its refusal", (authors,), date, publisher, origins=origins)


def test_a_line_that_is_no_byline_stays():
    for line in (
        "By the time they met, the ferry had left them all, 25 September 2025",
        "25 September 2025",
        "It rained",
    ):
        found = read_plain(f"A title\n{line}\n\nIt rained.\n", is_markdown=False, url="")
        assert (found.text.split("\n")[0], found.authors, found.date) == (line, (), "")


def test_markdown_is_read_as_its_words(desk, tmp_path):
    source = tmp_path / "note.md"
    source.write_text("---\nx: y\n---\n# A *fine* title\n\nThe mayor said *nothing* at [all](https://a.example).\n")
    added = add(desk, source)
    assert (added.exit_code, "\n  publisher: not named\n" in added.stdout) == (0, True)
    assert "\n# publisher: not named; an id of" in (desk / "seeds/articles/fine-title.md").read_text()
    assert (desk.parent / "texts/fine-title.txt").read_text() == "The mayor said nothing at all.\n"


def refuse(desk, source, given=None):
    """Return the one line with which a source is refused; nothing may have been written."""
    before = list_all(desk)
    result = add(desk, source, given=given)
    assert (result.exit_code, result.stdout) == (2, ""), result.output
    assert list_all(desk) == before
    assert len(result.stderr.splitlines()) == 1
    return result.stderr.removeprefix("briefing: ")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", b"  \n", "there is no text in it"),
        ("picture.txt", b"\x89PNG\x00\x00", "the file is a picture, not text"),
        ("latin.txt", "Größe".encode("latin-1"), "is not valid UTF-8"),
        ("stub.html", b"<html><body><p>Subscribe to read on.</p></body></html>", "a paywall, a consent page"),
        ("none.html", b"<html><body></body></html>", "the page has no text"),
        ("feed.xml", b"<?xml version='1.0'?><rss><channel>&a;</channel></rss>", "this is XML, and no page"),
        ("huge.txt", b"x" * 10_000_001, "larger than 10 MB"),
    ],
)
def test_files_that_are_no_articles_are_refused(desk, tmp_path, name, data, said):
    (tmp_path / name).write_bytes(data)
    assert said in refuse(desk, tmp_path / name)


def test_what_no_value_may_be_as_long_as_is_left_out(desk, tmp_path):
    title = "Union warns of strike over the quay"
    (tmp_path / "x.html").write_text(PAGE.read_text(encoding="utf-8").replace(title, f"{title} and so on" * 60))
    assert add(desk, tmp_path / "x.html", "--id", "strike").exit_code == 0
    result = CliRunner().invoke(main, ["check", "--root", str(desk)])
    assert re.findall(r"error\[.*", result.stderr) == ["error[empty-value] `title` is empty"]


@pytest.mark.parametrize("stored", [False, True])
@pytest.mark.parametrize(
    ("words", "said"),
    thin(
        [
            ("It rained [so they said].\n" * 8_000, "more than 15000 characters of the text are line ends, brackets"),
            ("It rained on the quay all day. " * 33_000, "the file is larger than 1 MB; make two files of it"),
        ]
    ),
)
def test_no_text_is_written_that_no_later_run_would_read(desk, tmp_path, words, said, stored):
    (tmp_path / "endless.txt").write_text(f"A title\n\n{words}")
    before = list_all(desk)
    where = ["--store-text"] if stored else ["--texts", str(tmp_path / "texts")]
    result = CliRunner().invoke(main, ["add", "--root", str(desk), *where, str(tmp_path / "endless.txt")])
    assert (result.exit_code, result.stdout, list_all(desk)) == (2, "", before)
    assert f"briefing: nothing was written: {tmp_path / 'endless.txt'}: " in result.stderr  # before it is looked into
    assert said in result.stderr
    assert not list(tmp_path.glob("texts/*"))


@pytest.mark.parametrize("mark", ["<", "[", "*a ", "> "])
def test_markdown_of_mere_marks_is_refused_before_it_is_read(desk, tmp_path, mark):
    """Reading it would take minutes."""
    (tmp_path / "endless.md").write_text(f"# A title\n\n{mark * 900_000}")
    said = refuse(desk, tmp_path / "endless.md")
    assert "endless.md: more than 15000 characters of the text are line ends" in said


def test_a_text_without_its_article_is_not_left_behind(desk):
    shutil.rmtree(desk / "seeds/articles")
    (desk / "seeds/articles").write_text("in the way")
    assert "cannot write" in refuse(desk, PAGE)


def test_a_page_may_declare_its_encoding_as_xml_does(desk, tmp_path):
    (tmp_path / "x.html").write_text(f'<?xml version="1.0" encoding="utf-8"?>\n{PAGE.read_text()}')
    assert add(desk, tmp_path / "x.html").exit_code == 0


def test_what_is_not_there_and_what_cannot_be_fetched_is_told(desk, tmp_path):
    assert "No such file" in refuse(desk, tmp_path / "nowhere.html")
    assert "only http and https" in refuse(desk, "ftp://a.example/x")
    assert "could not be reached" in refuse(desk, "http://127.0.0.1:9/x")
    assert "user name" in refuse(desk, "http://me@127.0.0.1/x")


def test_a_stub_that_says_it_is_not_free_is_refused(desk, tmp_path):
    page = PAGE.read_text().replace(
        "</head>", '<script type="application/ld+json">{"isAccessibleForFree": false}</script></head>'
    )
    (tmp_path / "stub.html").write_text(page)
    assert "it is not free to read: a paywall's stub" in refuse(desk, tmp_path / "stub.html")


class Site(BaseHTTPRequestHandler):
    """A site with every way to disappoint."""

    def do_GET(self):
        name = self.path.strip("/")
        if name == "robots.txt":
            self.answer(self.server.robots, "text/plain")
        elif name.startswith("status-"):
            self.send_error(int(name.removeprefix("status-")))
        elif name == "moved":
            self.redirect("/page")
        elif name == "inside":
            self.redirect(f"http://localhost:{self.server.server_port}/page")
        elif name == "round":
            self.redirect("/round")
        elif name == "away":
            self.redirect("file:///etc/passwd")
        elif name == "picture":
            self.answer(b"\x89PNG", "image/png")
        elif name == "zipped":
            self.answer(gzip.compress(PAGE.read_bytes()), "text/html", ("Content-Encoding", "gzip"))
        elif name == "latin":
            self.answer(
                PAGE.read_bytes().replace(b"Ida Quist", "Ida Kvíst".encode("latin-1")), "text/html; charset=latin-1"
            )
        elif name == "utf-16":
            self.answer(PAGE.read_text(encoding="utf-8").encode("utf-16-le"), "text/html; charset=utf-8")
        elif name == "marked":
            self.answer(codecs.BOM_UTF8 + PAGE.read_bytes(), "text/html; charset=latin-1")
        elif name == "undefined":
            self.answer(PAGE.read_bytes(), "text/html; charset=undefined")
        elif name == "pdf":
            self.answer(b"%PDF-1.7\n" + bytes(range(256)) * 20, "text/plain")
        elif name == "v6":
            self.redirect("http://[::1")
        elif name == "feed":
            links = "".join(
                f"<item><link>http://{self.headers['Host']}/{name}</link></item>" for name in ("page", "pdf")
            )
            self.answer(f"<rss><channel>{links}</channel></rss>".encode(), "application/rss+xml")
        elif name == "kept":
            self.answer(PAGE.read_bytes(), "text/html", ("X-Robots-Tag", "noindex, noarchive"))
        elif name == "odd":
            self.answer(PAGE.read_bytes(), "text/html; charset=no-such")
        elif name == "huge":
            self.answer(b"<p>word</p>" * 100_000, "text/html")
        elif name == "slow":
            self.rfile.read(1)  # until the client hangs up
        elif name == "drip":
            self.send_response(200)
            self.end_headers()
            for _ in range(20):
                self.wfile.write(b"<p>word</p>" * 10_000)
                time.sleep(0.05)
        elif name == "broken":
            self.send_response(200)
            self.send_header("Content-Length", "5000")
            self.end_headers()
            self.wfile.write(b"<p>begin")
        else:
            self.answer(PAGE.read_bytes(), "text/html")

    def redirect(self, target):
        self.send_response(302)
        self.send_header("Location", target)
        self.end_headers()

    def answer(self, data, kind, *headers):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        for header in headers:
            self.send_header(*header)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    robots = b""

    def handle_error(self, *_):
        """Clients that hang up are what is tested here."""


@pytest.fixture(scope="module")
def remote():
    """Return the address of a site on this machine."""
    server = Server(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("status-404", "there is no such page (status 404)"),
        ("status-402", "asks for payment"),
        ("status-403", "save it in the browser and add the file"),
        ("status-429", "come back later"),
        ("status-503", "the site has a fault (status 503)"),
        ("status-418", "the page is not given"),
        ("round", "redirected more than 10 times"),
        ("away", "only http and https"),
        ("picture", "this is no page but image/png"),
        ("huge", "larger than 1 MB"),
        ("v6", "it leads to `http://[::1`, which is not an address"),
        ("pdf", "the PDF"),
        ("slow", "did not answer in time"),
        ("drip", "did not come within 0.3 seconds"),
        ("broken", "could not be reached, or broke off"),
    ],
)
def test_each_way_to_fail_is_one_line(desk, remote, monkeypatch, name, said):
    if name == "slow":
        monkeypatch.setattr(network, "READ", 0.2)
    monkeypatch.setattr(fetching, "MAX_BYTES", 1_000_000)
    if name == "drip":
        monkeypatch.setattr(network, "WHOLE", 0.3)
        monkeypatch.setattr(fetching, "MAX_BYTES", 50_000_000)
    assert said in refuse(desk, f"{remote}/{name}")


def test_nobody_leads_from_outside_to_what_is_within(desk, remote, monkeypatch):
    """A page of the net must not make the editor's machine fetch what only that machine can see."""
    hosts = {"127.0.0.1": True, "localhost": False}
    monkeypatch.setattr(fetching, "is_public", hosts.__getitem__)
    assert "it leads to a host that has no public address" in refuse(desk, f"{remote}/inside")
    hosts["127.0.0.1"] = False  # whoever begins within may stay there
    assert add(desk, f"{remote}/inside").exit_code == 0


@pytest.mark.parametrize("name", ["page", "moved", "zipped", "latin", "odd", "utf-16", "marked", "undefined"])
def test_pages_are_fetched(desk, remote, name):
    result = add(desk, f"{remote}/{name}")
    assert result.exit_code == 0, result.stderr
    written = (desk / ARTICLE).read_text(encoding="utf-8")
    assert 'url: "https://gazette.example/strike"' in written  # what the page itself calls its address
    text = (desk.parent / "texts/union-warns-strike-over-quay.txt").read_text(encoding="utf-8")
    assert ("Ida Kvíst" if name == "latin" else "Ida Quist") in text


def test_a_folder_is_added_file_by_file_and_what_is_none_is_told(desk, tmp_path):
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "a.txt").write_text("")
    (folder / "b.html").write_bytes(PAGE.read_bytes())
    (folder / "c.html").write_bytes(PAGE.read_bytes())
    result = add(desk, folder)
    assert result.exit_code == 1
    assert f"{folder}/a.txt: there is no text in it" in result.stderr
    assert "`union-warns-strike-over-quay` has the same address" in result.stderr  # the one that came just before
    assert [path.name for path in list_all(desk) if path.name.startswith("union")] == [f"{ID}.md", f"{ID}.txt"]


def test_a_feed_is_added_page_by_page(desk, remote, monkeypatch):
    monkeypatch.setattr(fetching, "PAUSE", 0)
    result = add(desk, f"{remote}/feed")
    assert result.exit_code == 1
    assert f"{remote}/pdf: the PDF" in result.stderr
    assert (desk / ARTICLE).is_file()
    assert "--id, --archived and --refresh are for one source" in add(desk, f"{remote}/feed", "--id", "x").stderr


def test_of_many_pages_none_is_fetched_that_robots_txt_keeps_and_one_is_a_persons_wish(desk, remote, monkeypatch):
    monkeypatch.setattr(fetching, "PAUSE", 0)
    before, kept = list_all(desk), "the publisher lets no program fetch it with others (robots.txt): save the page"
    for agent in ("*", "briefing-desk"):
        monkeypatch.setattr(Server, "robots", f"User-agent: {agent}\nDisallow: /page\n".encode())
        result = add(desk, f"{remote}/feed")
        assert (result.exit_code, list_all(desk)) == (1, before)
        assert f"briefing: {remote}/page: {kept}" in result.stderr
        for name in ("page", "moved"):  # a redirection leads into the same trap
            result = add(desk, f"{remote}/{name}", f"{remote}/status-404")
            assert (f"{remote}/page: {kept}" in result.stderr, list_all(desk)) == (True, before)
    assert add(desk, f"{remote}/page").exit_code == 0
    monkeypatch.setattr(Server, "robots", b"User-agent: other\nDisallow: /\n")
    assert add(desk, f"{remote}/page", f"{remote}/status-404", "--anyway").stderr.count("robots.txt") == 0


def test_an_id_is_for_one_source(desk):
    assert "are for one source" in add(desk, PAGE.parent, "--id", "x").stderr


@pytest.mark.parametrize("is_markdown", [True, False])
def test_a_text_out_of_an_archive_is_a_copy_too(is_markdown):
    copy = "https://web.archive.org/web/20230102030405/https://gazette.example/a.txt"
    found = read_plain("A title\n\nIt rained.\n", is_markdown, copy)
    assert (found.url, found.archived) == ("https://gazette.example/a.txt", copy)


def test_a_person_names_the_copy_in_an_archive(desk):
    copy = "https://web.archive.org/web/20230102030405/https://gazette.example/strike"
    text = "Union warns of a strike\n\nThe union will strike over the quay.\n"
    assert add(desk, "-", "--archived", copy, "--id", "strike", given=text).exit_code == 0
    written = (desk / "seeds/articles/strike.md").read_text(encoding="utf-8")
    assert f'url: "https://gazette.example/strike"\narchived: "{copy}"\n' in written
    for wrong, said in (("ftp://a.example/x", "only http and https links"), ("javascript:alert(1)", "only http and")):
        assert said in add(desk, "-", "--archived", wrong, given=text).stderr
    assert "are for one source" in add(desk, PAGE.parent, "--archived", copy).stderr
    assert "write `archived:` into the one" in add(desk, PAGE, "--archived", copy, "--refresh", ID).stderr


def test_a_folder_without_articles_is_told(desk, tmp_path):
    (tmp_path / "empty").mkdir()
    assert "no file in it may be an article (.html," in refuse(desk, tmp_path / "empty")


def test_what_is_left_out_is_counted_and_shown_on_request(desk, tmp_path):
    page = tmp_path / "page.html"
    words = PAGE.read_text(encoding="utf-8").replace("</article>", "<p>Subscribe now to our paper.</p></article>")
    page.write_text(words, encoding="utf-8")
    before = list_all(desk)
    shown = add(desk, page, "--left-out", texts=False)
    assert (shown.exit_code, list_all(desk)) == (0, before)
    assert shown.stdout.endswith("Subscribe now to our paper.\n")
    number = sum(len(line.split()) for line in shown.stdout.splitlines())
    assert (
        f"  {number} words of the page were left out: `briefing add --left-out` shows them\n" in add(desk, page).stdout
    )
    assert "nothing was left out" in add(desk, "-", "--left-out", given="A line\n\nAnd a text.\n", texts=False).stdout


def test_whoever_wants_no_copies_is_not_copied_into_the_site(desk, remote, tmp_path):
    page = tmp_path / "page.html"
    words = PAGE.read_text(encoding="utf-8").replace("<head>", "<head><meta name='robots' content='noarchive'>")
    page.write_text(words, encoding="utf-8")
    for source, origin in ((page, "<meta> robots"), (f"{remote}/kept", "X-Robots-Tag")):
        result = add(desk, source, "--store-text", texts=False)
        assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
        assert f"the publisher wants no copies to be kept ({origin} noarchive)" in result.stderr
    assert add(desk, page).exit_code == 0


@given(st.text(alphabet=st.sampled_from("ab \n*_#>-+=`~[]()<&|\\1.)\"'“”!"), max_size=80))
def test_a_stored_text_has_the_same_words(words):
    plain = "\n\n".join(line.strip() for line in words.split("\n") if line.strip())
    shown = from_plain(plain)
    assert normalise(from_markdown(escape_markdown(plain)).text) == normalise(
        re.sub(r"^> ", "", shown.text, flags=re.MULTILINE)
    )


def test_displayed_speech_stays_displayed_in_a_stored_text():
    stored = escape_markdown("She wrote:\n\n> We *stay*.\n\n> And > more\n\n>no mark\n")
    assert stored == "She wrote:\n\n> We \\*stay\\*.\n\n> And \\> more\n\n\\>no mark\n"
    text = from_markdown(stored)
    assert [text.text[slice(*span)] for span in text.direct] == ["We *stay*.", "And > more"]
