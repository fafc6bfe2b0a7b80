"""What is taken from a saved page: title, authors and day where they are certain, and the words that readers see."""

import json
import os
from contextlib import suppress
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from laws import tries

from briefing_desk.intake.extraction import NoArticle, extract_article, is_html
from briefing_desk.text.article_text import from_plain
from briefing_desk.webpage.body import fill_rows, show_displayed
from briefing_desk.webpage.days import read_days
from briefing_desk.webpage.prepare import DISPLAYED
from briefing_desk.webpage.tree import list_blocks, parse_page
from briefing_desk.webpage.wording import guess_language, measure_words

LONG = [
    "The council met on the hill above the port to hear what the island wanted and what the ferry could pay for it.",
    "Several members said that the winter timetable was drawn up in a hurry, and that nobody had asked the schools.",
    "The line answered with figures of its own, which the harbour master read out to the hall one after another.",
    "After four hours the chair put the plan to a vote, and ten members raised their hands while six did not.",
]
TITLE = "Ferry plan splits the island council"
SAVED = Path(os.environ.get("EVALUATION", "evaluation"))
SITE = '<meta property="og:site_name" content="Sound Courier">'


def page(middle="", head="", top="", lang="en", title=TITLE, h1=TITLE, text=LONG):
    """Return a page with an article, what is asked for in the middle of it, and what stands beneath its headline."""
    before, after = ("".join(f"<p>{words}</p>" for words in part) for part in (text[:2], text[2:]))
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>'
        f'<header><nav><a href="/">Home</a></nav></header><main><article><h1>{h1}</h1>{top}{before}{middle}{after}'
        "</article></main></body></html>"
    )


def ld(fields):
    """Return an article's JSON-LD."""
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{TITLE}", {fields}}}</script>'


def read_middle(middle, **options):
    """Return the paragraphs that the article has in its middle."""
    paragraphs = extract_article(page(middle, **options)).text.rstrip("\n").split("\n\n")
    assert (paragraphs[:2], paragraphs[-2:]) == (LONG[:2], LONG[-2:])
    return paragraphs[2:-2]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            "the harbour<sup>1</sup> while it<sup><a href='#2'>[2]</a></sup> is open",
            "the harbour 1 while it [2] is open",
        ),
        ("the harbour<sup>a</sup> and the quay<sup>*</sup>", "the harbour a and the quay *"),
        ("on the 1<sup>st</sup>, the XX<sup>e</sup>, with M<sup>me</sup> Roux", "on the 1st, the XXe, with Mme Roux"),
        ("of 40 m<sup>2</sup> or 3 km<sup>3</sup>", "of 40 m2 or 3 km3"),
        ("in 2023<sup>1</sup> some 10<sup>6</sup> boats", "in 2023¹ some 10⁶ boats"),
        ("in 2023<sup><a href='#1'>1</a></sup> some boats", "in 2023 1 some boats"),
        ("the Seacat<sup>®</sup> and CO<sub>2</sub>", "the Seacat® and CO2"),
        (
            "it pays <del>five</del> <ins>six</ins> million, <s>before</s> after <strike>a</strike> the vote",
            "it pays six million, after the vote",
        ),
        ('it pays <span style="text-decoration: line-through">five</span> six million', "it pays six million"),
        ("The mayor said: <q>We stay</q>, and left", "The mayor said: “We stay”, and left"),
        ("She said: <q>He said <q>no</q> twice</q>.", "She said: “He said ‘no’ twice”."),
        ("<q><em>We</em> stay</q>, she said", "“We stay”, she said"),
        ("one line<br>and its rest", "one line and its rest"),
        ("<ruby>港<rp>(</rp><rt>minato</rt><rp>)</rp></ruby> is a word", "港 is a word"),
        ("an im&shy;possible plan", "an impossible plan"),
    ],
)
def test_words_are_those_that_readers_see(html, expected):
    (words,) = read_middle(f"<p>{html}</p>")
    assert words == expected


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("de-AT", "Sie sagte: „Er sagte ‚nein‘ zweimal“."),
        ("fr", "Sie sagte: «\N{NARROW NO-BREAK SPACE}Er sagte “nein” zweimal\N{NARROW NO-BREAK SPACE}»."),
        ("eo", "Sie sagte: “Er sagte ‘nein’ zweimal”."),
    ],
)
def test_quotations_have_the_marks_of_the_language(lang, expected):
    from lxml.html import fromstring

    from briefing_desk.webpage.prepare import prepare_tree

    tree = fromstring("<p>Sie sagte: <q>Er sagte <q>nein</q> zweimal</q>.</p>")
    prepare_tree(tree, lang)
    assert tree.text_content() == expected


def test_two_line_breaks_part_paragraphs():
    assert read_middle("<div>One line<br>and its rest. <br> <br>Another<br><br><br>A third</div>") == [
        "One line and its rest.",
        "Another",
        "A third",
    ]


def test_a_block_quotation_is_displayed_speech():
    said = "We will not close the harbour while one boat still needs it in the winter months."
    more = "And in the summer months we shall see who pays for it, and how much of it."
    shown = read_middle(
        f"<p>The mayor wrote:</p><blockquote class='pull'><p>{said}</p><p>{more}</p>"
        "<footer>Ida Quist, mayor</footer></blockquote>"
    )
    assert shown == ["The mayor wrote:", f"> {said}", f"> {more}", "Ida Quist, mayor"]
    text = from_plain(extract_article(page(f"<blockquote>{said}</blockquote>")).text)
    start = text.text.index(said)
    assert text.is_direct(start, start + len(said))
    assert not text.is_direct(0, 20)


def test_an_article_that_is_indented_as_a_whole_is_nobodys_speech():
    whole = "".join(f"<p>{words}</p>" for words in LONG)
    html = f"<html lang='en'><body><h1>{TITLE}</h1><blockquote>{whole}</blockquote></body></html>"
    assert ">" not in extract_article(html).text


@pytest.mark.parametrize("kind", ["teaser-content", "article-lead", "intro teaser"])
def test_a_lead_that_is_called_a_teaser_is_kept(kind):
    lead = "The mayor wants to close the harbour, she told the hall on Monday: “We close it in June.”"
    found = extract_article(page(top=f'<div class="{kind}"><p>{lead}</p></div>'))
    assert found.text.startswith(f"{lead}\n\n{LONG[0]}")


def test_a_teaser_of_another_article_is_not_taken_for_a_lead():
    other = '<a href="/x">The ferry line has found a new captain for its oldest boat, and he is not amused</a>'
    found = extract_article(page(top=f'<div class="teaser"><h3>Other news</h3><p>{other}</p></div>'))
    assert found.text.startswith(LONG[0])


def test_a_page_that_is_laid_out_in_tables_is_taken_in():
    cells = "".join(f"<p>{words}</p>" for words in LONG)
    rows = f"<tr><td><a href='/'>Home</a></td></tr><tr><td><h1>{TITLE}</h1>{cells}</td></tr>"
    html = f"<html lang='en'><body><table>{rows}</table>"
    assert extract_article(html).text == "\n\n".join(LONG) + "\n"


HAN = "市长周二在会议上重申不会关闭港口，并表示将听取岛上居民的意见。"


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("one two three", 3, 3),
        (HAN, 10, 30),
        ("市長は港を閉めないと述べた", 5, 13),
        ("นายกเทศมนตรีกล่าวว่าจะไม่ปิดท่าเรือ", 6, 30),
        ("Das Haus „港口“ steht", 4, 5),
        ("", 0, 0),
    ],
)
def test_words_are_counted_by_script(text, least, most):
    assert least <= measure_words(text) <= most


def test_a_page_without_spaces_between_words_is_taken_in():
    lines = [
        HAN,
        "“我们不会关闭港口，”市长说，“只要还有一条船需要它。”",
        "会议持续了四个小时，十人赞成，六人反对，无人弃权。",
    ]
    found = extract_article(page(lang="zh", title="市议会", h1="市议会就港口问题产生分歧", text=lines))
    assert (found.text, found.language) == ("\n\n".join(lines) + "\n", "zh")


@pytest.mark.parametrize(
    ("head", "h1", "title", "expected"),
    [
        ("", TITLE, f"{TITLE} - Sound Courier", TITLE),
        ("", "", f"{TITLE} | Sound Courier", TITLE),
        ("", "", f"Sound Courier » {TITLE}", TITLE),
        ("", "", f"{TITLE} (sound courier)", TITLE),
        ("", "", f"{TITLE} — Politics — Sound Courier", f"{TITLE} — Politics"),
        (f'<meta property="og:title" content="{TITLE} - Sound Courier">', "", "x", TITLE),
        ("", f"{TITLE} | Sound Courier", TITLE, TITLE),
        ("", f"<span>Transport</span> {TITLE}", TITLE, TITLE),
        ("", f"Transport: {TITLE}", TITLE, f"Transport: {TITLE}"),
        (
            '<meta property="og:title" content="Senator calls the mayor "unfit" to lead">',
            "Senator calls the mayor “unfit” to lead",
            "Senator calls the mayor &quot;unfit&quot; to lead",
            "Senator calls the mayor “unfit” to lead",
        ),
        (
            '<meta property="og:title" content="Senator calls the mayor "unfit" to lead">',
            "",
            "Senator calls the mayor &quot;unfit&quot; to lead | Sound Courier",
            'Senator calls the mayor "unfit" to lead',
        ),
        ('<meta property="og:title" content="<br />">', "", TITLE, TITLE),
        ('<meta property="og:title" content="Ferry plan &lt;br /&gt;splits the island council">', "", "", TITLE),
        ("", '<a href="/">Sound of the Isles</a>', f"Sound of the Isles » {TITLE}", TITLE),
        ("", "Sound Courier", TITLE, TITLE),
        ("", "", f"{TITLE} : Archive | Notes on a harbour | Since 2005 | Year 6 of what we write about it", TITLE),
        (
            '<meta property="og:title" content="Ferry plan: what the courier wrote">',
            "",
            "x",
            "Ferry plan: what the courier wrote",
        ),
        ("", f"23.01.2022 - {TITLE}", f"23.01.2022 - {TITLE} | Sound Courier", TITLE),
        ("", f'"No way out" / <span>{TITLE}</span>', TITLE, TITLE),
        ("", f"<span><style>p {{}}</style>Press release :</span>{TITLE}", TITLE, TITLE),
        ('<meta property="og:title" content="Ferry lineFor all the isles">', "Ferry line", "x", "Ferry line"),
        ("", "Welcome", "Sound Courier", "Welcome"),
        ("", "Timetable", "Sound Courier: all ferries", "Timetable"),
    ],
)
def test_the_title_is_the_headline_without_the_site(head, h1, title, expected):
    middle = f"<h2>{TITLE}</h2>" if "Isles" in h1 or "Archive" in title else ""
    found = extract_article(page(middle, SITE + head, title=title, h1=h1))
    assert found.title == expected


@pytest.mark.parametrize("headline", ["« Nous restons »", "»Wir bleiben«", "NFF: the ferry stays", "“Stay” - he said"])
def test_marks_and_words_of_a_headline_stay(headline):
    site = '<meta property="og:site_name" content="NFF courier">'
    assert extract_article(page(head=site, title=f"{headline} | NFF courier", h1=headline)).title == headline


def test_a_page_without_its_frame_is_still_a_page():
    assert is_html(f"\n<style>p {{}}</style><h1>{TITLE}</h1>")
    assert is_html("<!-- saved --><div>x</div>")
    assert not is_html("a < b, and <b>bold</b>")


@pytest.mark.parametrize("title", [TITLE, f"{TITLE} after four hours in a cold hall above the port"])
def test_the_headline_does_not_stay_in_the_text(title):
    for h1 in (title, f"{title} | Sound Courier"):
        found = extract_article(page(head=SITE, title=f"{title} - Sound Courier", h1=h1, top="<p>By Ida Quist</p>"))
        assert (found.title, found.text) == (title, "\n\n".join(LONG) + "\n")


BYLINE = "<p class='byline'>{}</p>"


@pytest.mark.parametrize(
    ("head", "top", "lang", "expected"),
    [
        ('<meta name="author" content="Jo Marsh">', "<p>By Jo Marsh</p>", "en", ("Jo Marsh",)),
        ('<meta name="author" content="Jo Marsh">', "<p>Photo: Jo Marsh</p>", "en", ("Jo Marsh",)),
        (
            ld('"author": [{"@type": "Person", "name": "Jo Marsh"}, {"@type": "Person", "name": "Cy Reed"}]'),
            "<p>By Jo Marsh and Cy Reed</p>",
            "en",
            ("Jo Marsh", "Cy Reed"),
        ),
        (ld('"author": {"@type": "Organization", "name": "Jo Marsh"}'), "", "en", ()),
        ("", BYLINE.format("By Jo Marsh, 2 April 2025"), "en", ("Jo Marsh",)),
        ("", BYLINE.format("Von Karin van der Berg | 2. April 2025"), "de", ("Karin van der Berg",)),
        ("", BYLINE.format("Par Anne-Marie d’Arc et Jean Roux"), "fr", ("Anne-Marie d’Arc", "Jean Roux")),
        ("", BYLINE.format("Por Ana Ruiz y José Gil @jgil"), "es", ("Ana Ruiz", "José Gil")),
        ("", "<p>By J. R. Stone</p>", "en", ("J. R. Stone",)),
        ("", BYLINE.format("By Jo Marsh <span>Jo Marsh</span>"), "en", ("Jo Marsh",)),
        ("", BYLINE.format("About Marsh"), "en", ()),
        ("", "<p>By Harold Stone Jr.</p>", "en", ("Harold Stone Jr.",)),
        *(
            (f'<meta name="author" content="{name}">', f"<p>{name}</p>", "en", ())
            for name in (
                "No Author",
                "admin",
                "Redaktion",
                "La rédaction",
                "Sound Courier",
                "SOUND COURIER ONLINE, Port City, Island",
                "soundcourier.example",
                "@soundcourier",
                "https://x.example/jo",
                "Harbour News Agency",
                "Reed GmbH",
                "Super User",
                "Staff Writer",
                "jo.marsh@x.example",
            )
        ),
        ("", "<a rel='author' href='/a'>View all posts by Jo Marsh</a>", "en", ("Jo Marsh",)),
        ('<meta name="author" content="Jo Marsh">', "", "en", ()),
        ('<meta name="author" content="Cy Reed">', "<p>By Jo Marsh</p>", "en", ()),
        ("", "<p>By the time they met, all was over.</p>", "en", ()),
    ],
)
def test_authors_are_people_whom_readers_see(head, top, lang, expected):
    text = LONG if lang == "en" else TEXTS[lang]
    found = extract_article(page(head=SITE + head, top=top, lang=lang, text=text))
    assert found.authors == expected


TEXTS = {
    "de": [
        "Der Rat kam auf dem Hügel über dem Hafen zusammen, um zu hören, was die Insel will und was sie zahlt.",
        "Mehrere Mitglieder sagten, der Fahrplan sei in Eile entstanden, und niemand habe die Schulen gefragt.",
        "Nach vier Stunden wurde über den Plan abgestimmt, und zehn hoben die Hand, während sechs es nicht taten.",
    ],
    "fr": [
        "Le conseil s’est réuni sur la colline pour entendre ce que l’île voulait et ce que la ligne paie.",
        "Plusieurs membres ont dit que les horaires sont faits dans la hâte, que personne n’a vu les écoles.",
        "Après quatre heures, le plan a été mis aux voix, et dix membres ont levé la main, six ne l’ont pas fait.",
    ],
    "es": [
        "El consejo se reunió en la colina para escuchar lo que la isla quería y lo que la línea podía pagar.",
        "Varios miembros dijeron que los horarios se hicieron con prisa y que nadie había preguntado a las escuelas.",
        "Después de cuatro horas se votó el plan, y diez miembros levantaron la mano, pero los otros no lo hicieron.",
    ],
}


def test_names_that_contradict_each_other_are_told():
    found = extract_article(page(head='<meta name="author" content="Cy Reed">', top="<p>By Jo Marsh</p>"))
    assert found.doubts["authors"] == ("Cy Reed: <meta> author", 'Jo Marsh: the byline "By Jo Marsh"')


META = '<meta property="article:published_time" content="{}">'


@pytest.mark.parametrize(
    ("head", "top", "lang", "expected"),
    [
        (META.format("2025-03-04T09:00:00+00:00"), "", "en", "2025-03-04"),
        (ld('"datePublished": "2025-03-04T09:00:00+01:00"'), "<p>4 March 2025</p>", "en", "2025-03-04"),
        (ld('"datePublished": "Tue Mar 04 09:00:00 CET 2025"'), "", "en", "2025-03-04"),
        ('<meta name="date" content="11/01/2023 12:43:42">', "", "en", ""),
        ('<meta name="date" content="11/01/2023 12:43:42">', "<p>Erstellt am: 01.11.2023</p>", "de", "2023-11-01"),
        ('<meta name="date" content="11/01/2023">', "<p>11 January 2023</p>", "en", "2023-01-11"),
        ('<meta name="date" content="11/31/2023">', "", "en", ""),
        ('<meta name="date" content="31/10/2023">', "", "en", "2023-10-31"),
        ("", "<p>Published on 4 March 2025</p>", "en", "2025-03-04"),
        ("", "<p>Publié le 4 mars 2025</p>", "fr", "2025-03-04"),
        ("", "<p>Publicado el 4 de marzo de 2025</p>", "es", "2025-03-04"),
        ("", "<p>Von Jo Marsh, 04.03.2025</p>", "de", "2025-03-04"),
        ("", '<p><time datetime="2025-03-04T08:00:00+01:00">heute</time></p>', "de", "2025-03-04"),
        ("", "<p>Updated 4 March 2025</p>", "en", ""),
        (META.format("2025-03-04T23:30:00Z"), "<p>5 March 2025</p>", "en", "2025-03-05"),
        (META.format("2025-03-04T23:30:00Z"), "<p>4 March 2025</p>", "en", "2025-03-04"),
        (META.format("2025-03-04T23:30:00Z"), "", "en", ""),
        (META.format("2025-03-04T00:00:00Z"), "", "en", "2025-03-04"),
        (META.format("2025-03-04T12:00:00Z"), "<p>Published on 9 March 2025</p>", "en", ""),
        (
            "",
            "<p>The vote of 4 March 2025 will be held again, the chair said, as nobody had counted hands.</p>",
            "en",
            "",
        ),
    ],
)
def test_a_day_is_taken_where_it_is_certain(head, top, lang, expected):
    text = LONG if lang == "en" else TEXTS[lang]
    found = extract_article(page(head=head, top=top, lang=lang, text=text))
    assert found.date == expected


EARLY = META.format("2021-11-22")
LATE = "<p>1 January 2023</p>"


@pytest.mark.parametrize(
    ("head", "top", "url"),
    [
        (EARLY, LATE, ""),
        (EARLY, "<p>Published: 1 January 2023</p>", ""),
        (
            EARLY,
            "<p>By Ann Other for the Courier, who saw the harbour, the hill and all the ferries, 1 January 2023</p>",
            "",
        ),
        (ld('"datePublished": "2021-11-22"'), LATE, ""),
        (ld('"datePublished": "2021-11-22"') + META.format("2023-01-01"), "", ""),
        (ld('"datePublished": "2021-11-22"') + META.format("2023-01-01"), LATE, ""),
        (EARLY, "<p>22 November 2021</p><p>Published: 1 January 2023</p>", ""),
        (EARLY, "", "https://courier.example/2023/01/01/ferry"),
    ],
)
def test_a_page_that_shows_one_day_and_notes_another_is_given_none(head, top, url):
    found = extract_article(page(head=head, top=top), url)
    assert (found.date, {line[:10] for line in found.doubts["date"]}) == ("", {"2021-11-22", "2023-01-01"})


def test_a_day_of_change_or_creation_contradicts_nothing():
    made = ld('"datePublished": "2023-01-01", "dateCreated": "2021-11-22"')
    assert extract_article(page(head=made, top=LATE)).date == "2023-01-01"
    assert (
        extract_article(page(head=EARLY, top="<p>22 November 2021</p><p>Updated 1 January 2023</p>")).date
        == "2021-11-22"
    )


def test_the_clock_of_a_menu_is_no_day_of_an_article():
    html = page().replace("<nav>", "<nav><span>Wednesday, 9 April 2025</span>")
    assert extract_article(html).date == ""


def test_readings_of_a_day_are_told():
    found = extract_article(page(head='<meta name="date" content="11/01/2023">'))
    assert found.doubts["date"] == ("2023-01-11 or 2023-11-01: <meta> date",)


@pytest.mark.parametrize(
    ("words", "language", "expected"),
    [
        ("2025-09-25T10:00:00+02:00", "", [["2025-09-25"]]),
        ("2025/9/25", "", [["2025-09-25"]]),
        ("20250925", "", [["2025-09-25"]]),
        ("25.09.2025", "en", [["2025-09-25"]]),
        ("01.02.2025", "de", [["2025-02-01"]]),
        ("01.02.2025", "en", [["2025-01-02", "2025-02-01"]]),
        ("1. 2. 2025", "cs", [["2025-02-01"]]),
        ("01/02/2025", "fr", [["2025-01-02", "2025-02-01"]]),
        ("25. September 2025", "de", [["2025-09-25"]]),
        ("Sept. 25, 2025 and 1st Oct 2025", "en", [["2025-09-25"], ["2025-10-01"]]),
        ("25 вересня 2025", "uk", [["2025-09-25"]]),
        ("25 de septiembre de 2025", "es", [["2025-09-25"]]),
        ("2025年9月25日", "ja", [["2025-09-25"]]),
        ("31.02.2025", "de", []),
        ("version 1.2.2025.4, tel. 040/12/2025-7", "de", []),
    ],
)
def test_days_are_read_with_all_their_readings(words, language, expected):
    assert [sorted(day.isoformat() for day in one.days) for one in read_days(words, language)] == expected


@pytest.mark.parametrize("lang", sorted(TEXTS))
def test_a_language_that_is_not_named_is_known_by_its_words(lang):
    found = extract_article(page(text=TEXTS[lang]).replace('lang="en"', ""))
    assert (found.language, found.origins["language"]) == (lang, "the commonest words of the text")


def test_a_language_that_the_words_refute_is_not_believed():
    found = extract_article(page(text=TEXTS["fr"]))
    assert (found.language, found.origins["language"]) == (
        "fr",
        "the commonest words of the text; <html lang> says en",
    )
    assert guess_language("lorem ipsum dolor sit amet " * 20) == ""


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (
            "nb",
            "Rådet vedtok i går at fergen skal gå hver time fra mai, sier lederen. Vi har ikke råd til mer enn "
            "dette nå, og det blir dyrere å reise for dem som bor på øya. Noen har bedt om en ny avtale, men "
            "kommunen har ikke svart på brevet.",
        ),
        (
            "da",
            "Rådet vedtog i går, at færgen skal sejle hver time fra maj, siger lederen. Vi har ikke råd til mere "
            "end dette nu, og det bliver dyrere at rejse for dem, der bor på øen. Nogle har bedt om en ny aftale, "
            "men kommunen har ikke svaret på brevet.",
        ),
        (
            "sv",
            "Borgmästaren sade på tisdagen att den gamla kajen ska stängas i maj, och att staden inte har råd att "
            "sätta den i stånd. Hamnarbetarna menar att det är för tidigt. Efter mötet gick några av dem till "
            "rådhuset för att lämna ett brev, och hon som leder föreningen bad om mer tid.",
        ),
        (
            "cs",
            "Starostka v úterý řekla, že se staré nábřeží v květnu zavře a že město nemá peníze na jeho opravu. "
            "Přístavní dělníci si myslí, že je to příliš brzy. Po schůzi šli někteří z nich na radnici, aby tam "
            "předali dopis, a předsedkyně spolku požádala o více času, protože o tom nikdo nevěděl.",
        ),
        (
            "hu",
            "A polgármester kedden azt mondta, hogy a régi rakpartot májusban bezárják, és hogy a városnak nincs "
            "pénze arra, hogy rendbe hozza. A kikötői munkások szerint ez túl korai. A gyűlés után néhányan "
            "közülük a városházára mentek, hogy átadjanak egy levelet, és az egyesület elnöke több időt kért.",
        ),
        (
            "el",
            "Η δήμαρχος είπε την Τρίτη ότι η παλιά αποβάθρα θα κλείσει τον Μάιο και ότι η πόλη δεν έχει χρήματα "
            "για να την επισκευάσει. Οι λιμενεργάτες πιστεύουν ότι είναι πολύ νωρίς. Μετά τη συνεδρίαση μερικοί "
            "από αυτούς πήγαν στο δημαρχείο για να δώσουν μια επιστολή και η πρόεδρος του συλλόγου ζήτησε χρόνο.",
        ),
        (
            "ar",
            "قالت رئيسة البلدية يوم الثلاثاء إن الرصيف القديم سوف يغلق في مايو وإن المدينة لا تملك المال من أجل "
            "إصلاحه، بينما يرى عمال الميناء أن ذلك مبكر جدا. وبعد الاجتماع ذهب بعضهم إلى مبنى البلدية من أجل "
            "تسليم رسالة، وطلبت رئيسة الجمعية التي تمثلهم مزيدا من الوقت في هذا الأمر.",
        ),
    ],
)
def test_languages_that_are_much_alike_are_told_apart(code, words):
    assert guess_language(words) == code


def test_every_value_says_where_it_comes_from():
    head = SITE + ld('"datePublished": "2025-03-04", "author": {"@type": "Person", "name": "Jo Marsh"}')
    link = '<link rel="canonical" href="https://courier.example/ferry">'
    found = extract_article(page(head=head + link, top="<p>By Jo Marsh</p><p>4 March 2025</p>"))
    assert found.origins == {
        "title": "the headline and JSON-LD headline",
        "url": "<link rel=canonical>",
        "authors": 'JSON-LD author and the byline "By Jo Marsh"',
        "date": 'JSON-LD datePublished and "4 March 2025"',
        "publisher": "<meta> og:site_name",
        "language": "<html lang>",
    }
    assert (found.doubts, found.notes) == ({}, ())


def test_articles_that_a_page_lists_are_not_its_own():
    others = '"author": {"@type": "Person", "name": "Cy Reed"}, "datePublished": "2020-01-01"'
    other = (
        f'<script type="application/ld+json">[{{"@type": "NewsArticle", "headline": "Other news", {others}}}]</script>'
    )
    own = ld('"author": {"@type": "Person", "name": "Jo Marsh"}, "datePublished": "2025-03-04"')
    found = extract_article(page(head=other + own, top="<p>By Jo Marsh</p>"))
    assert (found.authors, found.date) == (("Jo Marsh",), "2025-03-04")


@pytest.mark.parametrize("name", ["@soundcourier", "https://courier.example"])
def test_a_handle_is_no_publisher(name):
    assert extract_article(page(head=f'<meta property="og:site_name" content="{name}">')).publisher == ""


def test_a_page_whose_text_only_programs_see_says_so():
    told = ld('"articleBody": "' + "\\n".join(LONG) + '"')
    html = f"<html lang='en'><head>{told}</head><body><h1>{TITLE}</h1></body></html>"
    found = extract_article(html)
    assert found.text == "\n\n".join(LONG) + "\n"
    assert found.notes == ("the page shows no text: this is its JSON-LD articleBody",)
    with pytest.raises(NoArticle, match="no text"):
        extract_article(html.replace('"articleBody"', '"isAccessibleForFree": "False", "articleBody"'))


def test_a_short_text_is_taken_in_with_a_note():
    found = extract_article(page(text=LONG[:2]))
    assert found.notes == ("the text has only 43 words: see whether the page has more",)


@pytest.mark.parametrize(
    ("line", "is_left"),
    [
        ("Subscribe now to our paper edition for the full story.", True),
        ("READ ALSO: The captain who stayed", True),
        ("Subscribers of the ferry line’s letter heard of the plan in May.", False),
        ("“Subscribe to our letter,” the mayor told the hall.", False),
        ("The line asks its passengers to donate blood, and to read more about it on board.", False),
    ],
)
def test_appeals_are_left_out_and_told(line, is_left):
    found = extract_article(page(f"<p>{line}</p>"))
    assert (line in found.text) is not is_left
    assert (line in found.left) is is_left


KEYS = ("@type", "@graph", "headline", "name", "author", "datePublished", "publisher", "articleBody", "inLanguage")
VALUES = st.recursive(
    st.sampled_from(("NewsArticle", "Person", "2025-03-04", "Jo Marsh", "", TITLE, 7, None, True)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=12,
)


@tries(40)
@given(VALUES)
def test_no_data_of_a_page_stops_it(read):
    found = extract_article(page(head=f'<script type="application/ld+json">{json.dumps(read)}</script>'))
    assert found.text == "\n\n".join(LONG) + "\n"


PIECES = (
    "<q>", "</q>", "<br>", "<sup>1</sup>", "<sup>", "</sup>", "<blockquote>", "</blockquote>",
    "<table><tr><td>", "</td></tr></table>",
    "<p>", "</p>", "<del>", "</del>", "<ins>", "<h1>", "</h1>", "<li>", "<pre>", "</pre>", "<rt>", "x", " ", "&",
    "<time datetime='x'>",
    "<!-- c -->", "<a rel=author>", "</a>", "2025", "By Jo", "01/02/2025", "<footer>", "<cite>", "<meta content>",
)  # fmt: skip


@tries(60)
@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_no_markup_stops_a_page(pieces):
    found = extract_article(page("".join(pieces)))
    assert LONG[0] in found.text


def test_a_page_nested_beyond_measure_is_read_or_refused():
    deep = "<div>" * 3000 + "<span>" * 3000 + "deep"
    assert LONG[0] in extract_article(page() + deep).text


def test_the_measure_counts_what_agrees_and_what_does_not(tmp_path):
    from benchmarks.intake import compare, describe

    (tmp_path / "eval").mkdir()
    top = "<p>By Jo Marsh</p><p>4 March 2025</p>"
    (tmp_path / "eval/a.html").write_text(page(f"<!-- 2025-03-05 --><p>{TITLE} today", top=top), encoding="utf-8")
    gold = {"file": "a.html", "title": f"{TITLE} today", "date": "2025-03-05", "author": "JO MARSH, Harbour"}
    outcome = compare(tmp_path, {**gold, "with": [LONG[0], "not there"], "without": [LONG[1], "Home"]})
    assert list(describe(outcome.counts, 1)) == [
        "1 pages, 0 refused",
        "title: 0 of 1 right (0.0%), 1 wrong (100.0% of those given); 0 with more behind it; 1 of them disputed,"
        " 0.0% not; 0 without gold",
        "date: 0 of 1 right (0.0%), 1 wrong (100.0% of those given); 0 without gold",
        "author: 1 of 1 right (100.0%), 0 wrong (0.0% of those given); 0 without gold",
        "lost: 1 of 2 (50.0%)",
        "unwanted: 1 of 2 (50.0%)",
    ]
    assert ("dates", "a.html: '2025-03-04' for '2025-03-05' (\"4 March 2025\")") in outcome.listed
    (tmp_path / "eval/b.html").write_text(page(top=top), encoding="utf-8")
    disputed = compare(tmp_path, {**gold, "file": "b.html", "author": "Ann Reed", "with": [], "without": []})
    assert [row for row, _ in disputed.listed].count("disputed") == 3
    assert "1 of them disputed, 0.0% not" in list(describe(disputed.counts, 1))[2]


@pytest.mark.slow
@pytest.mark.skipif(not (SAVED / "evaldata.json").is_file(), reason="the saved pages are not at hand")
def test_of_real_saved_pages_little_is_said_that_is_not_so():
    """Needs `tests/` of trafilatura, at the place that EVALUATION names."""
    from benchmarks.intake import measure_pages

    counts = measure_pages(SAVED, 1)
    for key, most in (("date", 0.01), ("author", 0.03)):
        assert counts[f"{key} wrong"] - counts[f"{key} disputed"] <= most * counts[f"{key} given"]
    assert counts["title with more"] <= 0.01 * counts["title gold"]
    assert counts["lost"] <= 0.05 * counts["segments"]
    assert counts["unwanted"] - counts["unwanted words"] <= 0.04 * counts["unwanted segments"]
    assert counts["title right"] >= 0.95 * (counts["title gold"] - counts["title disputed"])
    assert counts["refused"] <= 5


@pytest.mark.parametrize(
    "h1",
    [
        f'<span class="overline">From the island</span> {TITLE}',
        f'<span class="topline">From the island</span><span class="colon">: </span><span>{TITLE}</span>',
        f"<small>From the island</small> {TITLE}",
        f'<span>{TITLE}</span> <span class="entry-subtitle">Ten hands against six</span>',
    ],
)
def test_lines_above_and_below_a_headline_are_no_part_of_it(h1):
    assert extract_article(page(h1=h1)).title == TITLE


def test_a_heading_that_is_all_small_stays_whole():
    assert extract_article(page(h1=f"<small>{TITLE}</small>")).title == TITLE


def test_the_headline_in_the_article_goes_before_one_in_a_path():
    path = f'<div class="breadcrumb"><h1>{TITLE} again</h1></div>'
    head = f'<meta property="og:title" content="{TITLE}">' + ld('"x": 1').replace(TITLE, f"{TITLE} again")
    html = page(head=head).replace(f"<h1>{TITLE}</h1>", f"{path}<h2>{TITLE}</h2>")
    found = extract_article(html)
    assert (found.title, found.origins["title"]) == (TITLE, "the headline and <meta> og:title")


@pytest.mark.parametrize(
    ("others", "origin"),
    [("", "the headline"), ('<p itemprop="headline">Harp lost at sea</p>', "microdata headline")],
)
def test_what_a_page_marks_as_its_headline_is_one_unless_it_marks_several(others, origin):
    marked = '<p itemprop="headline">The ferry plan splits the council</p>'
    html = page(others, head=f'<meta property="og:title" content="{TITLE}">').replace(f"<h1>{TITLE}</h1>", marked)
    found = extract_article(html)
    assert (found.title, found.origins["title"]) == ("The ferry plan splits the council", origin)


def test_an_archived_page_knows_its_first_page():
    first = '<a href="/web/20110304id_/http://courier.example/">Sound Courier</a>'
    html = page(title=f"Sound Courier » Archive » {TITLE}").replace(f"<h1>{TITLE}</h1>", f"<h1>{first}</h1>")
    assert extract_article(html).title == TITLE


OWN = "https://courier.example/2023/ferry"
COPY = f"https://web.archive.org/web/20230102030405/{OWN}"
SHORT = "https://archive.ph/AbC1d"


@pytest.mark.parametrize(
    ("given", "head", "top", "url", "archived", "origin"),
    [
        (OWN, "", "", OWN, "", None),
        (COPY, "", "", OWN, COPY, "the address given"),
        ("", f'<link rel="canonical" href="{COPY}">', "", OWN, COPY, "<link rel=canonical>"),
        (COPY, f'<link rel="canonical" href="/web/2023id_/{OWN}">', "", OWN, COPY, "the address given"),
        (SHORT, f'<link rel="canonical" href="https://archive.ph/20230102030405/{OWN}">', "", OWN, SHORT,
         "the address given"),
        (SHORT, "", "", "", SHORT, "the address given"),
        (SHORT, f'<link rel="canonical" href="{OWN}">', "", OWN, SHORT, "the address given"),
        (OWN, ld(f'"archivedAt": "{COPY}"'), "", OWN, COPY, "JSON-LD archivedAt"),
        (OWN, ld('"archivedAt": "javascript:alert(1)"'), "", OWN, "", None),
        (OWN, f'<link rel="memento" href="{COPY}">', "", OWN, COPY, "<link rel=memento>"),
        (OWN, "", f'<p><a href="{COPY}?utm_source=x">archived</a></p>', OWN, f"{COPY}?utm_source=x",
         "a link to its copy"),
        (OWN, "", f'<p><a href="{COPY}-boats">what the line said</a></p>', OWN, "", None),
        ("https://web.archive.org/web/20230102030405id_/https:/courier.example/a?b=1", "", "",
         "https://courier.example/a?b=1", "https://web.archive.org/web/20230102030405id_/https:/courier.example/a?b=1",
         "the address given"),
        ("https://news.example/2023/https://other.example/", "", "", "https://news.example/2023/https://other.example/",
         "", None),
        ("https://web.archive.org/web/20230102030405/http://user:pw@courier.example/", "", "", "",
         "https://web.archive.org/web/20230102030405/http://user:pw@courier.example/", "the address given"),
        ("https://archive.ph/", "", "", "https://archive.ph/", "", None),
    ],
)  # fmt: skip
def test_an_archives_copy_is_known_and_is_never_taken_for_the_page(given, head, top, url, archived, origin):
    found = extract_article(page(head=head, top=top), given)
    assert (found.url, found.archived, found.origins.get("archived")) == (url, archived, origin)


def test_what_an_archive_puts_around_a_copy_is_not_the_articles():
    """Its own days neither date the article nor contradict the page's."""
    banner = '<div id="wm-ipp-base"><p>Published: 4 May 2024</p><p>12 captures, 4 May 2024 to 1 June 2025</p></div>'
    html = page(top="<p>2 January 2023</p>").replace("<header>", f"{banner}<header>")
    found = extract_article(html, COPY)
    assert found.date == "2023-01-02"
    assert "captures" not in found.text


@pytest.mark.parametrize("behind", [" | Sound Courier", " » Sound Courier"])
def test_without_a_heading_a_title_ends_at_a_bar(behind):
    html = page(title=f"{TITLE}{behind}").replace(f"<h1>{TITLE}</h1>", "")
    assert extract_article(html).title == TITLE


def test_a_name_in_other_letters_behind_a_title_is_the_sites():
    name = "\N{CJK UNIFIED IDEOGRAPH-65B0}\N{CJK UNIFIED IDEOGRAPH-534E}\N{CJK UNIFIED IDEOGRAPH-7F51}"
    site = f'<meta property="og:site_name" content="{name}">'
    html = page(title=f"{TITLE}-{name}", head=site).replace(f"<h1>{TITLE}</h1>", "")
    assert extract_article(html).title == TITLE


def test_what_a_page_calls_its_first_page_is_the_sites_name():
    html = page(title=f"{TITLE} - Sound Courier").replace("Home", "Sound Courier").replace(f"<h1>{TITLE}</h1>", "")
    assert extract_article(html).title == TITLE


def test_a_site_name_that_is_the_title_is_none():
    head = f'<meta property="og:site_name" content="{TITLE}">'
    assert extract_article(page(head=head)).title == TITLE


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("Tue, 04 Mar 2025 00:25:56 GMT", ""),
        ("Tue, 04 Mar 2025 12:25:56 GMT", "2025-03-04"),
        ("Tue Mar 04 2025 01:00:00 GMT+0100", "2025-03-04"),
    ],
)
def test_a_time_in_the_way_of_mails_has_a_zone_too(stamp, day):
    assert extract_article(page(head=ld(f'"datePublished": "{stamp}"'))).date == day


def test_the_day_of_an_embedded_post_is_not_the_articles():
    found = extract_article(page(top="<p>Jo Marsh (@jomarsh) March 5, 2025</p>"))
    assert (found.date, found.doubts.get("date")) == ("", None)


LEAD = "The council has voted to close the harbour in winter, and the ferry line wants to be paid for it."


@pytest.mark.parametrize(
    "top", [f"<div class='x-intro'><div>{LEAD}</div></div>", f"<p class='teaser'>{LEAD}</p>", f"<h2>{LEAD}</h2>"]
)
def test_a_lead_outside_the_text_belongs_to_it(top):
    paragraphs = "".join(f"<p>{words}</p>" for words in LONG)
    html = f"<html lang='en'><body><div><h1>{TITLE}</h1>{top}</div><article>{paragraphs}</article></body></html>"
    assert extract_article(html).text.startswith(f"{LEAD}\n\n{LONG[0]}")


@pytest.mark.parametrize(
    "middle",
    [
        f"<figure><img src='a.png'><figcaption>{LEAD}</figcaption></figure>",
        f"<div class='wp-caption-text'>{LEAD}</div>",
        f"<p class='image-credit'>{LEAD}</p>",
        "<p>Photo: Jo Marsh / Sound Courier</p>",
        "<p>Read next: The ferry line has found a captain</p>",
        "<p>More from the island</p>",
        "<p>To hear of it each Friday, sign up for our newsletter here.</p>",
        "<p><a href='/x'>The ferry line has found a captain</a></p>",
        "<a href='/x'><h2>The ferry line has found a captain</h2></a>",
        "<p>The quay before the storm. © Sound Pictures / Jo Marsh</p>",
        "<div class='author-box'><p>Jo Marsh writes about harbours, and has since the old quay was built.</p></div>",
        "<div class='m-authorBio'>Jo Marsh writes about harbours.</div>",
        "<div class='author-tooltip'><p>Jo Marsh writes about harbours, and has for long.</p></div>",
        "<section class='newsletter-form'><h2>The letter of the port</h2><p>It comes on Fridays.</p></section>",
        "<div class='related-posts'><p><a href='/x'>The ferry line has found a captain. He is from here.</a></p></div>",
        f"<nav class='x'><p>{LEAD}</p></nav>",
        "<p>Read\N{NO-BREAK SPACE}next: The ferry line has found a captain</p>",
        f"<p>© 2022 Sound Courier. {LEAD * 2}</p>",
        "<p>© 2022, Sound Courier. This article is the property of Sound Courier, and of nobody else.</p>",
        "<p>Figure 3: The quay before the storm.</p>",
        "<p>Photo 12. The quay.</p>",
        "<div class='image-toggle-button'>Show picture</div>",
        "<div class='comment-item'><p>Nobody of us had ever seen such a quay, and I wrote so.</p></div>",
        "<ul class='link-list'><li><a href='/x'>The ferry line has found a captain. He is from here.</a></li></ul>",
        "<p>More from the island: “The ferry line”</p>",
    ],
)
def test_what_is_beside_the_text_is_left_out(middle):
    assert read_middle(middle) == []


def test_a_box_that_leads_nowhere_is_text_whatever_it_is_called():
    assert read_middle(f"<div class='read-more'><p>{LEAD}</p></div>") == [LEAD]


@pytest.mark.parametrize("top", ["<h2>{}</h2>", "<div class='standfirst'><p>{}</p></div>"])
def test_a_line_below_the_headline_is_text_though_it_ends_no_sentence(top):
    line = "The council wants it, the line does not, and nobody has asked the schools"
    paragraphs = "".join(f"<p>{words}</p>" for words in LONG)
    head = f"<div><h1>{TITLE}</h1>{top.format(line)}<p>Share</p></div>"
    html = f"<html lang='en'><body>{head}<article>{paragraphs}</article></body></html>"
    assert extract_article(html).text.startswith(f"{line}\n\n{LONG[0]}")


def test_a_lead_far_above_the_text_belongs_to_it_and_what_stands_between_does_not():
    menu = "".join(f"<div>Offer {number} of the week</div>" for number in range(30))
    paragraphs = "".join(f"<p>{words}</p>" for words in LONG)
    head = f"<div><h1>{TITLE}</h1><p>{LEAD}</p></div>{menu}"
    html = f"<html lang='en'><body>{head}<article>{paragraphs}</article></body></html>"
    assert extract_article(html).text.startswith(f"{LEAD}\n\n{LONG[0]}")


def test_a_paragraph_that_was_passed_over_between_two_of_its_row_is_text():
    blocks = list_blocks(parse_page(page(f"<p>{LEAD}</p>")))
    assert fill_rows(LONG, blocks) == [*LONG[:2], LEAD, *LONG[2:]]
    others = list_blocks(parse_page(page(f"<div><p>{LEAD}</p></div>")))
    assert fill_rows(LONG, others) == LONG


def test_what_stands_behind_a_dash_beneath_a_displayed_post_is_whose_it_is():
    lines = [
        *LONG,
        f"{DISPLAYED}{LEAD}",
        f"{DISPLAYED}— Sound Ferries (@sound) February 17, 2020",
        f"{DISPLAYED}— Yes.",
    ]
    assert list(show_displayed(lines))[4:] == [f"> {LEAD}", "— Sound Ferries (@sound) February 17, 2020", "> — Yes."]


def test_the_writer_of_an_embedded_post_is_not_the_articles():
    post = "<blockquote><p>Posted by Ida Quist on Sunday</p></blockquote>"
    assert extract_article(page(top=post)).authors == ()


@pytest.mark.parametrize("h1", ["<span>{}<picture><img alt=''></picture></span>", "<div>{}</div>"])
def test_what_stands_in_a_heading_is_its_words_whatever_holds_them(h1):
    first = '<h1 class="is-aural">Welcome to the pages of the port</h1>'
    head = f'<meta property="og:title" content="{TITLE}">'
    found = extract_article(page(head=head, h1=h1.format(TITLE)).replace("<main>", f"<main>{first}"))
    assert (found.title, found.origins["title"]) == (TITLE, "the headline and <meta> og:title")


def test_headings_that_a_page_repeats_are_not_its_headline():
    asked = "<h1>The letter of the port comes on Fridays</h1>" * 2
    head = '<meta property="og:title" content="Winter on the island | Sound Courier">'
    assert extract_article(page(head=head).replace("</article>", f"</article>{asked}")).title == TITLE


def test_names_of_other_sites_are_not_this_ones():
    link = '<a href="https://elsewhere.example/">Ferry plan splits</a>'
    html = page(
        link, head='<link rel="canonical" href="https://courier.example/a">', title=f"Ferry plan splits - {TITLE}"
    )
    assert extract_article(html.replace(f"<h1>{TITLE}</h1>", "")).title == f"Ferry plan splits - {TITLE}"


def test_a_day_in_an_address_may_be_written_short():
    head = '<link rel="canonical" href="https://courier.example/home/2017/7/12/montauk">'
    assert (
        extract_article(page(head=head + ld('"datePublished": "2017-07-12"'))).origins["date"].endswith("the address")
    )
    found = extract_article(page(head=head + ld('"datePublished": "2019-06-17"')))
    assert (found.date, len(found.doubts["date"])) == ("", 2)


@pytest.mark.parametrize(
    "words",
    [
        "More from the fund than from the town went into the quay, the auditors found.",
        "Photographs of the quay were shown to the members before they raised their hands.",
        "“Subscribe to our newsletter”, the mayor joked when the members had gone home.",
        "Sources close to the mayor said that the ferry would run on Sundays too.",
    ],
)
def test_sentences_that_begin_like_that_stay(words):
    assert read_middle(f"<p>{words}</p>") == [words]


def test_a_byline_ends_with_its_line():
    top = "<p>By <b>Jo Marsh</b> and <b>Ann Reed</b><br>Kakuma /Kenya</p>"
    assert extract_article(page(top=top)).authors == ("Jo Marsh", "Ann Reed")
    assert extract_article(page(top="<p>By:<br>Jo Marsh</p>")).authors == ("Jo Marsh",)


def test_what_the_body_of_a_page_is_called_says_nothing_of_its_blocks():
    html = page(top="<p>By Jo Marsh</p><p>4 March 2025</p>", text=TEXTS["fr"])
    found = extract_article(html.replace("<body>", "<body class='single no-sidebar share-latest'>"))
    assert (found.language, found.authors, found.date) == ("fr", ("Jo Marsh",), "2025-03-04")


def test_a_last_line_that_leads_to_nothing_is_left_out_and_told():
    found = extract_article(
        page().replace(f"<p>{LONG[3]}</p>", f"<p>{LONG[3]}</p><p>What others read in these days:</p>")
    )
    assert found.text.endswith(f"{LONG[3]}\n")
    assert found.left == ("What others read in these days:",)


@pytest.mark.parametrize(
    ("line", "is_first"),
    [
        ("Jo Marsh has written about harbours for this paper since the old quay was built.", False),
        ("Jo Marsh is a professor of harbour law at the university of the island.", True),
        ("4 March 2025, 10:30", True),
        ("Last modified: 5 March 2025", False),
        ("jm/PAP", False),
        ("RIRM", False),
        ("Ida Quist, town hall, phone 555 0182, ida@council.example", False),
        ("<h3>Other tours on the island</h3>", False),
    ],
)
def test_edges_that_are_no_words_of_the_article_are_left_out(line, is_first):
    text = [line, *LONG] if is_first else [*LONG, line]
    found = extract_article(
        page(text=text, head=ld('"author": {"@type": "Person", "name": "Jo Marsh"}'), top="<p>By Jo Marsh</p>")
    )
    assert (found.authors, found.text) == (("Jo Marsh",), "\n\n".join(LONG) + "\n")


@pytest.mark.parametrize(
    "line",
    [
        "Jo Marsh: I have never seen so many people in that hall, nor so few who agreed.",
        "Jo Marsh told the hall: “We will stay until the last boat has left, whatever it costs.”",
        "On 4 March 2025 the council met, and ten members were for the plan.",
        "<a href='/x'>The plan</a> was read out twice to the hall.",
        "Who has seen it may write to ida@council.example before the end of May.",
        "quay@council.example",
    ],
)
def test_first_and_last_lines_that_are_words_of_the_article_stay(line):
    head = ld('"author": {"@type": "Person", "name": "Jo Marsh"}')
    found = extract_article(page(text=[*LONG, line], head=head, top="<p>By Jo Marsh</p>"))
    assert from_plain(found.text, "en").text.rstrip().endswith(line.split("</a>")[-1])


def test_what_is_left_out_of_a_page_can_be_seen():
    html = page("<p>Photo: Jo Marsh</p>", top="<p>By Jo Marsh</p><div class='related'><p>Harp lost at sea</p></div>")
    assert extract_article(html).left == ("By Jo Marsh", "Photo: Jo Marsh")


def test_what_an_attribute_spills_is_no_text():
    data = r"""{"wall":"You <p>need<\/p> a contract \u00e0 la carte to read on from here.","more":"x","less":"y"}"""
    assert read_middle(f'<div data-words="{data}"></div>') == []


def test_a_birthday_is_no_day_of_an_article():
    assert extract_article(page(top="<p>28 January 1975</p>")).date == ""


def test_a_quotation_in_a_figure_keeps_its_speaker():
    said = "We will not close the harbour while one boat still needs it in the winter months."
    figure = f"<figure><blockquote><p>{said}</p></blockquote><figcaption>Ida Quist, mayor</figcaption></figure>"
    assert read_middle(figure)[0] == f"> {said}"


def measure(make):
    """Return how many times as long a page takes that is four times as large."""
    spent = []
    for times in (1, 4):
        html = make(times)
        before = process_time()
        with suppress(NoArticle):
            extract_article(html)
        spent.append(process_time() - before)
    return spent[1] / spent[0]


PARAGRAPH = "<p>The council said that the quay would close.</p>"


@pytest.mark.slow
@pytest.mark.parametrize(
    "make",
    [
        lambda times: f"<html><body>{PARAGRAPH * 500 * times}",
        lambda times: f"<html><body>{PARAGRAPH * 20}{'<' * 20_000 * times}",
        lambda times: f"<html><body><p {' '.join(f'a{n}=1' for n in range(10_000 * times))}>x</p>{PARAGRAPH * 20}",
        lambda times: f"<html><body>{PARAGRAPH * 20}<p>{'<span>x</span> ' * 2_000 * times}",
        lambda times: f"<html><body>{PARAGRAPH * 20}<div>{'one<br><br>' * 2_000 * times}",
        lambda times: f"<html><body>{PARAGRAPH * 20}<p>{'&lt;&amp;' * 4_000 * times}</p>",
    ],
)
def test_a_larger_page_takes_no_more_time_than_it_is_larger(make):
    extract_article(page())  # what is read once is read
    assert measure(make) < 10  # 4, and 16 where time goes by the square


def test_a_page_with_more_tags_than_can_be_read_is_refused():
    with pytest.raises(NoArticle, match="more than 50000 tags"):
        extract_article(f"<html><body>{'<b>x</b>' * 26_000}")


def test_stray_signs_and_too_many_attributes_leave_the_text_whole():
    stray = f"<p {' '.join(f'a{n}=1' for n in range(2_000))}>{LEAD}</p>{'<' * 2_000}"
    assert LEAD in extract_article(page(top=stray)).text


@pytest.mark.parametrize(
    "words",
    [
        "We value your privacy. We and our 143 partners store and access cookies on a device to process personal data. "
        "Choose whether you consent to personalised advertising and tracking by our vendors and partners, or change "
        "your preferences at any time.",
        "Wir und unsere Partner nutzen Cookies und Tracking, um Inhalte und Werbung zu personalisieren. Mit Ihrer "
        "Einwilligung verarbeiten Drittanbieter Nutzungsdaten. Sie können Ihre Zustimmung jederzeit in den Angaben zum "
        "Datenschutz widerrufen oder das Angebot werbefrei lesen.",
    ],
)
def test_a_wall_that_asks_for_consent_is_told(words):
    language = "de" if words.startswith("Wir") else "en"
    html = (
        f"<html lang='{language}'><body><main><h1>Sound Courier</h1><p>{words}</p><p>{words}</p></main></body></html>"
    )
    with pytest.raises(NoArticle, match="only asks for consent"):
        extract_article(html)


def test_an_article_about_such_walls_is_one():
    about = "<p>The council wants to know whether cookie walls on the ferry line's pages ask for consent.</p>"
    assert "cookie walls" in extract_article(page(top=about)).text


@pytest.mark.parametrize("url", ["", "https://a.example/"])
@pytest.mark.parametrize("address", ["https://a.example/a b", "https://a.example/<x>", "https://[::1", "javascript:x"])
def test_an_address_that_no_article_may_have_is_left_out(address, url):
    assert extract_article(page(head=f'<link rel="canonical" href="{address}">'), url).url == url
