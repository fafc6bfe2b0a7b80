"""Plain text: the twin of a topic's page, and `llms.txt`. A page's prose as it stands; outsiders' words as words."""

from dataclasses import replace

import pytest
from builders import ROOT, make_article, make_position, make_seeds, text
from markdown_it import MarkdownIt
from test_hostile import WORDS, normalise

from briefing_desk.analysis import agreement
from briefing_desk.analysis.cells import measure_coverage
from briefing_desk.checks.assemble import make_library
from briefing_desk.exports.llms import NOTICE, format_llms
from briefing_desk.exports.plain_text import format_plain_text
from briefing_desk.quotes.evidence import collect_evidence
from briefing_desk.regions.markers import format_region, parse_page
from briefing_desk.schema.settings import Settings, parse_settings
from briefing_desk.syntax.source import Source
from briefing_desk.web.escape import UNSAFE
from briefing_desk.web.links import Context
from briefing_desk.web.markdown import plain
from briefing_desk.web.outlet import Outlet
from briefing_desk.web.views import view_topic

ENGINE = MarkdownIt("commonmark")


def load(*articles):
    seeds = make_seeds(articles)
    return make_library(seeds, {id: collect_evidence(id, found, ()) for id, found in seeds.articles.items()}, {})


def write(page, *articles, cited=(), **settings):
    library = load(*articles)
    found, problems = parse_page(Source("briefings/quay.md", page))
    assert not problems
    view = view_topic(Context(library, "quay.md"), "quay")
    return format_plain_text(Outlet(library, Settings(**settings), "data/topics/quay.txt"), view, found, cited)


PAGE = f"""---
hide: [toc]
---

# The quay

{format_region("glance", "<p>figures</p>")}
Prose with *marks* and `code`.[^a]

{format_region("matrix", "<table></table>")}
{format_region("timeline", "<svg></svg>")}
{format_region("evidence", "<p>evidence</p>")}
The end.
"""


def test_prose_stays_and_regions_become_words():
    twin = write(PAGE, make_article(make_position(quotes=["we agree"])), cited=["a"])
    assert twin.startswith("# The quay\n\n- Newest evidence: 5 March 2025\n")
    assert "\nProse with *marks* and `code`.[^a]\n" in twin
    assert (
        "- Dockers: **Supports**; 5 March 2025; 1 report, 1 origin; not yet checked. Takes the stance support.\n"
        in twin
    )
    assert "\n> we agree\n>\n> — Council votes to close the quay, Harbour Gazette, 5 March 2025\n" in twin
    assert (
        "\n[^a]: Council votes to close the quay, Harbour Gazette, 5 March 2025: ../../sources/2025-03.html#s-a\n"
        in twin
    )
    assert "<" not in twin
    assert twin.endswith("\n\nFrom ../../quay.html\n")


def test_silence_loss_and_correction_are_told():
    gone = make_article(make_position(question="quay/pay"), status="withdrawn")
    twin = write(PAGE, make_article(make_position(), make_position(actor="council", question="quay/pay")), gone)
    assert "- No statement found: Council\n" in twin
    assert "- Dockers: evidence withdrawn\n" in twin
    assert "- Council votes to close the quay: Withdrawn 6 March 2025: A figure was wrong.\n" in twin


def test_timeline_and_agreement_are_told_in_words(monkeypatch):
    monkeypatch.setattr(agreement, "LEAST", 1)
    page = PAGE + format_region("agreement", "<table></table>")
    held = [make_position(), make_position(actor="council"), make_position(actor="council", question="quay/pay")]
    twin = write(page, make_article(*held))
    assert "- 5 March 2025: Dockers on “Close”: Supports\n" in twin
    assert "\n- Council, Dockers: agree on 1 of 1 compared question; Same stance: Close\n" in twin
    assert write(page, make_article(*held[:1])).count("No two actors are heard on three or more") == 1


def test_a_change_has_the_date_by_which_it_was():
    page = PAGE + format_region("changes", "<ol></ol>")
    articles = [
        make_article(make_position(stance="oppose"), date="2025-02-01"),
        make_article(make_position(), date="2025-03-05"),
        make_article(make_position(), date="2025-03"),
    ]
    twin = write(page, *articles)
    assert "from Opposes (1 February 2025) to Supports (5 March 2025)" in twin


def test_a_page_with_other_line_ends():
    assert write(PAGE.replace("\n", "\r\n"), make_article()) == write(PAGE, make_article())


@pytest.mark.parametrize("id", WORDS)
def test_words_stay_words(id):
    words = WORDS[id]
    assert "\n" not in plain(words)
    expected = normalise(UNSAFE.sub("", words))
    tokens = ENGINE.parse(f"> x{plain(words)}x")
    inline = [token for token in tokens if token.type == "inline"]
    assert {child.type for token in inline for child in token.children} <= {"text", "text_special"}
    assert "".join(child.content for token in inline for child in token.children) == f"x{expected}x"


def test_a_hostile_title_is_one_line_of_words():
    article = replace(make_article(make_position()), title=text("]\n# <b> [x](javascript:1) `"))
    assert "\\] # \\<b\\> \\[x\\](javascript:1) \\`" in write(PAGE, article).replace("\\#", "#")


def test_llms_lists_every_topic_and_the_data():
    outlet = Outlet(
        load(make_article()), Settings(site_url="https://x.example/", site_name="S", site_description="D."), ""
    )
    lines = format_llms(outlet, measure_coverage(outlet.library.seeds)).splitlines()
    assert (lines[:3], lines[-1]) == (["# S", "", "> D."], NOTICE)
    assert "- [The quay](https://x.example/data/topics/quay.txt): Whether it closes." in lines
    links = [line for line in lines if line.startswith("- [")]
    assert all("](https://x.example/" in line for line in links)


def test_llms_of_the_demo_leads_somewhere():
    text = (ROOT / "briefings/llms.txt").read_text(encoding="utf-8")
    tokens = [child for token in ENGINE.parse(text) for child in token.children or () if child.type == "link_open"]
    home = parse_settings(Source("mkdocs.yml", (ROOT / "mkdocs.yml").read_text(encoding="utf-8")))[0].site_url
    paths = [token.attrs["href"].removeprefix(home) for token in tokens]
    assert len(paths) > 8
    assert [path for path in paths if not (ROOT / "briefings" / path.replace(".html", ".md")).is_file()] == []
