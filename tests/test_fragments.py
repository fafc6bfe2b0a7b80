"""A link leads to the quote, not to what resembles it: as addresses, against a source, and in Chromium."""

import html
import re
from dataclasses import replace
from urllib.parse import unquote

import pytest
from builders import make_article, make_passage, make_seeds, text, verify_articles
from hypothesis import given
from hypothesis import strategies as st
from laws import tries

from briefing_desk.quotes.evidence import collect_evidence
from briefing_desk.quotes.find import find_quote
from briefing_desk.quotes.fragments import (
    LEAD_REACH,
    MAX_LEAD_WORDS,
    MAX_WHOLE,
    RANGE_WORDS,
    extract_context,
    find_lead,
    list_words,
    loosen,
    make_link,
    split_target,
)
from briefing_desk.quotes.readings import Readings
from briefing_desk.schema.dates import Day
from briefing_desk.schema.model import Limits, Url
from briefing_desk.schema.receipts import read_receipt
from briefing_desk.syntax.source import Source
from briefing_desk.text.article_text import from_plain
from briefing_desk.web.figures import address_passage

URL = "https://news.example/quay"
words = st.text(st.sampled_from("abcdefgéñüяж日한-,&"), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("url", "exact", "context", "link"),
    [
        (URL, "we stay", (), "#:~:text=we%20stay"),
        (URL, "non-stop, R&D \n50%", (), "#:~:text=non%2Dstop%2C%20R%26D%2050%25"),
        (URL, "“we” …", (), "#:~:text=%E2%80%9Cwe%E2%80%9D%20%E2%80%A6"),
        (URL, "a b c d e f g h i j k l", (), "#:~:text=a%20b%20c%20d%20e%20f%20g%20h%20i%20j%20k%20l"),
        (URL, "a b […] c", (), "#:~:text=a%20b,c"),
        (URL, "a b […] d [...] c e", (), "#:~:text=a%20b,c%20e"),
        (URL, "[…] a b […]", (), "#:~:text=a%20b"),
        (URL, "either/or", (), "#:~:text=either%2For"),
        (URL, "[…]", (), ""),
        (URL, "we stay", ("so-called", None), "#:~:text=so%2Dcalled-,we%20stay"),
        (URL, "we stay", (None, "said, he"), "#:~:text=we%20stay,-said%2C%20he"),
        (URL, "we […] stay", ("a", "b"), "#:~:text=a-,we,stay,-b"),
        (f"{URL}#top", "we stay", (), ":~:text=we%20stay"),
        (f"{URL}#top", "[…]", (), ""),
    ],
)
def test_a_link_leads_to_the_passage(url, exact, context, link):
    assert make_link(url, exact, *context) == url + link


def test_a_link_replaces_the_fragment_of_a_copied_one():
    assert make_link(f"{URL}#:~:text=they%20go", "we stay") == f"{URL}#:~:text=we%20stay"
    assert make_link(f"{URL}#top:~:text=they", "we stay") == f"{URL}#top:~:text=we%20stay"


@pytest.mark.parametrize(
    "sentence",
    [
        "The union would accept the closure only if every job were moved to the new terminal in Ost",
        "Die Gewerkschaft würde der Schließung nur zustimmen, wenn jeder Arbeitsplatz verlegt würde",
        "Профспілка погодилася б на закриття причалу лише за умови перенесення кожного робочого місця",
        "Профсоюз согласился бы на закрытие причала при условии сохранения каждого рабочего места",
        "قالت النقابة إنها لن تقبل بإغلاق الرصيف إلا إذا نقلت كل وظيفة إلى الميناء الجديد",
        "संघ ने कहा कि वह घाट को बंद करने पर तभी सहमत होगा जब हर नौकरी वहाँ जाए",
    ],
)
def test_what_may_be_published_is_linked_whole_in_every_script(sentence):
    quote = " ".join((sentence.split() * 40)[: Limits().max_quote_words])
    assert split_target(quote) == (quote,)


LONG = [f"word{number}" for number in range(400)]
FIRST, LAST = " ".join(LONG[:RANGE_WORDS]), " ".join(LONG[-RANGE_WORDS:])


@pytest.mark.parametrize(
    ("exact", "target"),
    [
        ("x" * MAX_WHOLE, ("x" * MAX_WHOLE,)),
        ("x" * (MAX_WHOLE + 1), ("x" * (MAX_WHOLE + 1),)),
        (f"a {'x' * MAX_WHOLE} b", (f"a {'x' * MAX_WHOLE} b",)),
        (" ".join(LONG), (FIRST, LAST)),
        (f"{' '.join(LONG)} […] they go", (FIRST, "they go")),
        (f"they go […] {' '.join(LONG)}", ("they go", LAST)),
        (f"{' '.join(LONG)} end {LAST}", (FIRST, f"end {LAST}")),
        (f"{' '.join(LONG)} end {LAST.upper()}", (FIRST, f"end {LAST.upper()}")),
        (f"{' '.join(LONG)}, {LAST}", (FIRST, f"word399, {LAST}")),
    ],
)
def test_longer_passages_are_linked_by_how_they_begin_and_end(exact, target):
    assert split_target(exact) == target


@given(st.lists(words, min_size=1, max_size=12), st.one_of(st.none(), words), st.one_of(st.none(), words))
@tries(80)
def test_the_parts_of_a_link_are_those_of_the_quote(found, prefix, suffix):
    parts = make_link(URL, " ".join(found), prefix, suffix).removeprefix(f"{URL}#:~:text=").split(",")
    if prefix:
        assert unquote(parts.pop(0)) == f"{prefix}-"
    if suffix:
        assert unquote(parts.pop()) == f"-{suffix}"
    assert [unquote(part) for part in parts] == [" ".join(found)]
    assert not set("-&") & set("".join(parts))


@given(st.text(max_size=30))
@tries(60)
def test_what_a_browser_overlooks_changes_no_length(characters):
    assert len(loosen(characters)) == len(characters)
    assert loosen(loosen(characters)) == loosen(characters)


def test_what_a_browser_overlooks():
    assert loosen("Éclair Ärger ÑÅ Straße 한국 日本 ЁЖ") == "eclair arger na straße 한국 日本 еж"


def test_the_words_before_a_quote_are_whole():
    text = from_plain("alpha " * 100)
    count = LEAD_REACH // len("alpha ")
    assert list_words(text, 0, 600) == ["alpha"] * (count - 1)
    assert list_words(text, 600 - LEAD_REACH, 600) == ["alpha"] * count
    assert list_words(text, 600, 600) == []


def see(source, exact, prefix="", suffix=""):
    """Return the context of a quote in its source's characters, and the lead that its link needs."""
    read = from_plain(source)
    (match,) = find_quote(source, exact, prefix, suffix)
    return *extract_context(source, match, prefix, suffix), find_lead(read, match, prefix, suffix)


@pytest.mark.parametrize(
    ("source", "exact", "prefix", "suffix", "context"),
    [
        (
            "Talk – Jo said: “We stay.” Plan – Kim said: “We stay.”",
            "We stay",
            'Plan - Kim said: "',
            "",
            ("Plan – Kim said: “", "", ""),
        ),
        ("We stay – she said. We stay, he said.", "We stay", "", "- she", ("", "– she", "")),
        ("We stay… We\u00a0 stay—now.", "We stay", "stay...", "-now", ("stay…", "—now", "")),
        (
            "We stay. The cafe\u0301 said\nto all: we stay.",
            "we stay",
            "café said to all:",
            "",
            ("café said to all:", "", ""),
        ),
        ("We stay.", "stay", "We", ".", ("We", ".", "")),
        ("We stay now.", "We stay", "", "", ("", "", "")),
        ("WE STAY, they wrote. In the end we stay.", "we stay", "", "", ("", "", "end")),
        ("The résumé is out. The resume was late.", "The resume", "", "", ("", "", "out.")),
        (
            "The harbour is old. Later the harbour will, he said, close.",
            "the harbour […] close",
            "",
            "",
            ("", "", "Later"),
        ),
        ("“We stay,” Jo said. Then Kim: “We stay,” too.", "“We stay,”", "Kim:", "", ("Kim:", "", "")),
        ("One we stay.\n\nThe boats.\n\nWe stay here.", "We stay", "The boats.", "", ("The boats.", "", "")),
        (
            "We stay, a.\n\nThe end\n\nof boats: We stay.",
            "We stay",
            "The end of boats:",
            "",
            ("The end of boats:", "", "boats:"),
        ),
        ("We stay, a.\n\nThe end\n\nWe stay here.\n\nOr go.", "We stay", "", "here. Or go", ("", "here. Or go", "end")),
        ("we stay and we stay. " * 3 + "Now We stay.", "We stay", "", "", ("", "", "Now")),
        ("we stay and Now we stay. " * 3 + "And Now We stay.", "We stay", "", "", ("", "", "stay. And Now")),
        ("go: we stay. " * 3 + "go: We stay.", "We stay", "", "", ("", "", "stay. go: we stay. go: we stay. go:")),
        ("go: we stay. " * 30 + "go: We stay.", "We stay", "", "", ("", "", "")),
        (f"we stay. {'x' * 400} We stay.", "We stay", "", "", ("", "", "")),
        ("unstay it. stay it.", "stay it", "", "", ("", "", "")),
    ],
)
def test_the_context_is_the_sources_and_tells_the_quote_apart(source, exact, prefix, suffix, context):
    assert see(source, exact, prefix, suffix) == context


def test_only_so_many_words_lead():
    source = f"{'go: we stay. ' * 9}go: We stay."
    assert len(see(source, "We stay")[2].split()) in (0, *range(1, MAX_LEAD_WORDS + 1))


def link(paragraphs, exact, prefix=None, suffix=None, address=URL):
    """Return the link that readers get to a quote of an article, checked against its text."""
    passage = make_passage(exact, **{k: v for k, v in (("prefix", prefix), ("suffix", suffix)) if v})
    article = replace(make_article(passages=[passage]), url=Url(address, text("").at))
    plain = "\n\n".join(html.unescape(re.sub("<[^>]*>", "", paragraph)) for paragraph in paragraphs)
    readings = Readings(make_seeds([article]), {}, {"a": ("a.txt", from_plain(f"{plain}\n"))})
    files, problems = verify_articles(readings, Limits(max_quote_words=900, max_share=1), Day(2025, 4, 1))
    receipt, unread = read_receipt(Source("", files.get("seeds/receipts/a.yml", "")))
    assert [problem.message for problem in (*problems, *unread)] == []
    (evidence,) = collect_evidence("a", article, receipt.quotes).values()
    return address_passage(evidence, article)


def test_a_link_has_the_lead_in_the_place_of_the_context():
    assert link(["WE STAY now.", "In Ost we stay now."], "we stay", suffix="now") == f"{URL}#:~:text=Ost-,we%20stay"


GAP = '<div style="height:3000px"></div>'
RIVER = "the boats lay in the river at the old pier for a day and then went on"
PAGES = {
    "a look-alike shares the beginning": (
        [
            "We will not leave one harbour, he joked, and talked on.",
            "*“We will not leave one person behind when the old quay closes for summer,” said Jo.",
        ],
        {"exact": "We will not leave one person behind when the old quay closes for summer"},
    ),
    "the page's own dash before it": (
        ["the talk – Jo said: “We stay here.”", "*the plan – Kim said: “We stay here.”"],
        {"exact": "We stay here", "prefix": 'plan - Kim said: "'},
    ),
    "the page's own dash behind it": (
        ["“We stay,” – so Jo.", "*“We stay,” – so Kim."],
        {"exact": "We stay", "suffix": '," - so Kim'},
    ),
    "dashes in it": (
        ["*They stay – all of them — in 2024‒25 at the Article 5‑like quay."],
        {"exact": "They stay - all of them - in 2024-25 at the Article 5-like quay"},
    ),
    "spaces of every kind": (
        ["*They stay&nbsp;for 12\u202f000 euros\u2009a year."],
        {"exact": "They stay for 12 000 euros a year"},
    ),
    "curly marks": (["*They said: “It’s ‘ours’ and they’ll stay.”"], {"exact": "It's 'ours' and they'll stay"}),
    "guillemets": (
        ["*Ils disent « Le port, c’est nous » et restent."],
        {"exact": 'disent " Le port, c\'est nous " et'},
    ),
    "commas and other signs": (
        ["*Yes, R&amp;D, 50% of it: non-stop, #1, a=b, a/b? “+” & so on."],
        {"exact": "Yes, R&D, 50% of it: non-stop, #1, a=b, a/b? “+” & so on"},
    ),
    "an omission": (
        ["They met.", "*The union, said Jo Marsh, will close the old quay."],
        {"exact": "The union […] will close", "suffix": "the old"},
    ),
    "an omission behind a look-alike": (
        ["The union met and will do more.", "*Later the union, said Jo Marsh, will close the quay."],
        {"exact": "the union […] will close the quay"},
    ),
    "capitals alone differ": (
        ["We Stay In Town", "*All of them said that we stay in town."],
        {"exact": "we stay in town"},
    ),
    "accents alone differ": (
        ["The cafe stays open, they said.", "*In town the café stays open, they said."],
        {"exact": "the café stays open"},
    ),
    "Cyrillic": (
        ["Причал не закроют, пошутил он.", "*Мэр заявила: причал не закроют до лета, и все останутся — даже паром."],
        {"exact": "причал не закроют до лета, и все останутся - даже паром"},
    ),
    "Arabic": (
        ["الرصيف لن يغلق أبدا", "*قالت النقابة إن الرصيف لن يغلق قبل نهاية الصيف، وإن الجميع باقون."],
        {"exact": "الرصيف لن يغلق قبل نهاية الصيف، وإن الجميع باقون"},
    ),
    "Chinese": (
        ["我们留下。", "*工会表示，我们不会离开这里，也不会关闭码头。"],
        {"exact": "我们不会离开这里，也不会关闭码头"},
    ),
    "an inline tag": (
        ["*They <b>will</b> n<i>ot</i> leave <a href='#x'>one person</a> behind."],
        {"exact": "They will not leave one person behind"},
    ),
    "soft hyphens": (["*They will im\u00adpossi\u00adbly leave one person."], {"exact": "will impossibly leave one"}),
    "a prefix over two paragraphs": (
        ["We stay here.", "The words of", "*Kim: We stay here."],
        {"exact": "We stay here", "prefix": "The words of Kim:"},
    ),
    "a lead in the paragraph before": (["WE STAY here.", "Kim Quist:", "*We stay here."], {"exact": "We stay here"}),
    "a passage too long to be linked whole": (
        [f"They say that {RIVER}.", f"*They say that {RIVER}, {', '.join([RIVER] * 24)} at last."],
        {"exact": f"They say that {RIVER}, {', '.join([RIVER] * 24)} at last"},
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
def test_chromium_scrolls_to_the_quote(open_page, tmp_path, name):
    paragraphs, quote = PAGES[name]
    shown = (f"<p{' id=it' if words[0] == '*' else ''}>{words.removeprefix('*')}</p>" for words in paragraphs)
    path = tmp_path / "page.html"
    body = GAP + GAP.join(shown) + GAP
    path.write_text(f"<!doctype html><meta charset=utf-8><title>t</title>{body}", encoding="utf-8")
    address = link([words.removeprefix("*") for words in paragraphs], **quote)
    page = open_page(f"{path.as_uri()}#{address.split('#', 1)[1]}")
    page.wait_for_function("() => scrollY > 0")
    top, bottom, height = page.evaluate(
        "() => { const box = it.getBoundingClientRect(); return [box.top, box.bottom, innerHeight] }"
    )
    assert top < height
    assert bottom > 0
