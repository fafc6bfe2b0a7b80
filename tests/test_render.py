"""Which pages there are, with which regions; what stands on them besides."""

import re

import builders
import pytest
from builders import make_passage, make_position
from test_hostile import ENGINES, WORDS, Reader, normalise

from briefing_desk.checks.assemble import assemble
from briefing_desk.checks.assemble import make_library as join_library
from briefing_desk.pages.overview import LATEST, render_latest
from briefing_desk.pages.site_pages import render_site
from briefing_desk.pages.sources import view_source
from briefing_desk.quotes.evidence import collect_evidence
from briefing_desk.quotes.readings import Readings
from briefing_desk.regions.citations import list_citable, render_citations
from briefing_desk.regions.markers import is_edited, parse_page
from briefing_desk.regions.prose import check_prose, find_prose
from briefing_desk.regions.skeleton import fill_skeleton
from briefing_desk.schema.model import Limits, Seeds
from briefing_desk.schema.seeds import read_actors, read_article, read_publishers, read_topic
from briefing_desk.schema.settings import Settings
from briefing_desk.syntax.problems import has_errors
from briefing_desk.syntax.source import Source
from briefing_desk.web.drafts import CITATIONS, REQUIRED, Draft
from briefing_desk.web.links import Context
from briefing_desk.web.markdown import escape_heading
from briefing_desk.web.parts import describe_origins

ACTORS = """
union:
  name: Dockers' Union
  kind: organisation
council:
  name: City Council
  kind: organisation
"""
PUBLISHERS = """
gazette:
  name: The *Harbour* Gazette
  kind: newspaper
tide:
  name: 1986. A <Tide>
  kind: newspaper
"""
TOPIC = """
title: Closing the old quay
summary: Whether the old quay closes.
questions:
  - id: close-now
    label: Close it now
    proposition: The old quay should be closed this year.
"""
FIRST = """---
title: Council votes to close the quay
publisher: gazette
date: 2025-03-05
retrieved: 2025-03-06
language: en
positions:
  - actor: council
    question: quay/close-now
    stance: support
    summary: Voted to close the quay.
    basis: reported
    quotes:
      - exact: the old quay has had its day
passages:
  - id: cost
    exact: closing the quay would cost 12 million
---
"""
SECOND = """---
title: Union objects
publisher: tide
retrieved: 2025-03-07
language: en
positions:
  - actor: union
    question: quay/close-now
    stance: oppose
    summary: Is against it.
    basis: reported
    quotes:
      - exact: we will not leave one person behind
---
"""


def read(parser, text):
    """Return what a parser makes of a file."""
    value, problems = parser(Source("seeds/file", text))
    assert problems == []
    return value


def make_library(articles, topics=("quay",), actors=ACTORS, topic=TOPIC):
    """Return a library of some articles, by id, without receipts."""
    seeds = Seeds(
        read(read_actors, actors),
        read(read_publishers, PUBLISHERS),
        {id: read(read_topic, topic) for id in topics},
        {id: read(read_article, text) for id, text in articles.items()},
    )
    library, problems = assemble(Readings(seeds, {}, {}), Limits())
    assert not has_errors(problems)
    return library


def render_page(path, library):
    """Return a new page of a library's site."""
    return next(fill_skeleton(draft) for draft in render_site(library, Settings()) if draft.path == path)


LIBRARY = make_library({"first": FIRST, "second": SECOND})
DRAFTS = {draft.path: draft for draft in render_site(LIBRARY, Settings())}


def find_regions(draft):
    """Return the names of a new page's regions."""
    return re.findall(r"^<!-- generated: (.*) -->$", fill_skeleton(draft), re.MULTILINE)


def test_the_pages_of_a_site():
    assert list(DRAFTS) == [
        "briefings/actors/council.md",
        "briefings/actors/index.md",
        "briefings/actors/union.md",
        "briefings/changes.md",
        "briefings/index.md",
        "briefings/method.md",
        "briefings/quay.md",
        "briefings/sources/2025-03.md",
        "briefings/sources/index.md",
        "briefings/sources/undated.md",
        "briefings/topics/index.md",
    ]


def test_the_pages_of_an_empty_site():
    drafts = render_site(make_library({}, topics=()), Settings())
    assert [draft.path for draft in drafts] == [
        "briefings/actors/index.md",
        "briefings/changes.md",
        "briefings/index.md",
        "briefings/method.md",
        "briefings/sources/index.md",
        "briefings/topics/index.md",
    ]


def test_a_topic_without_articles_has_its_page():
    drafts = {draft.path: draft for draft in render_site(make_library({}), Settings())}
    assert find_regions(drafts["briefings/quay.md"])


@pytest.mark.parametrize("path", DRAFTS)
def test_a_new_page_has_every_region_in_the_order_of_its_bodies(path):
    assert find_regions(DRAFTS[path]) == list(DRAFTS[path].bodies)
    assert list(DRAFTS[path].bodies)[-1] == CITATIONS


@pytest.mark.parametrize("path", DRAFTS)
def test_a_new_page_is_sound(path):
    page, problems = parse_page(Source(path, fill_skeleton(DRAFTS[path])))
    assert problems == []
    assert check_prose(find_prose(page), ()) == []
    assert not any(is_edited(page, region) for region in page.regions)
    assert "\n\n\n" not in page.source.text


@pytest.mark.parametrize("path", DRAFTS)
def test_what_is_generated_is_a_few_lines_that_each_begin_with_a_tag(path):
    """In an editor a page reads as a page: a line for each row and question, however much stands in them."""
    for name, body in DRAFTS[path].bodies.items():
        lines = [line for line in body.split("\n") if line]
        assert all(line.startswith("<") for line in lines), name
        assert len(lines) <= 12, name


def test_a_question_more_is_a_line_more_of_evidence_and_an_actor_more_a_row():
    def count(region, draft=DRAFTS["briefings/quay.md"]):
        return len([line for line in draft.bodies[region].split("\n") if line])

    topic = f"{TOPIC}  - id: pay\n    label: Pay\n    proposition: The city pays.\n"
    others = {
        draft.path: draft
        for draft in render_site(make_library({"first": FIRST, "second": SECOND}, topic=topic), Settings())
    }
    alone = {draft.path: draft for draft in render_site(make_library({"first": FIRST}), Settings())}
    assert count("evidence", others["briefings/quay.md"]) == count("evidence") + 2 == 3  # and a list of the questions
    assert count("matrix", alone["briefings/quay.md"]) == count("matrix") - 1
    assert count("matrix", others["briefings/quay.md"]) == count("matrix")


def test_required_regions_exist():
    assert {name for draft in DRAFTS.values() for name in draft.bodies} >= REQUIRED


def test_the_topic_page_begins_with_its_title_and_summary():
    text = fill_skeleton(DRAFTS["briefings/quay.md"])
    assert "\n# Closing the old quay\n\nWhether the old quay closes.\n\n<!-- generated: glance -->\n" in text


def test_a_template_that_names_something_unknown_is_an_error():
    with pytest.raises(Exception, match="'actor' is undefined"):
        fill_skeleton(Draft("briefings/x.md", "actor.md", {}))


def test_what_prose_can_cite():
    assert list_citable(LIBRARY.seeds) == {"first", "first:cost", "second"}


@pytest.mark.parametrize(
    ("page", "cited", "shown"),
    [
        ("quay.md", [], ""),
        (
            "quay.md",
            ["first:cost", "second", "first:cost", "first"],
            '[^first:cost]: <a href="sources/2025-03.html#s-first--cost" data-search-exclude>'
            "Council votes to close the quay, The &#42;Harbour&#42; Gazette, 5 March 2025: the passage</a>\n"
            '[^second]: <a href="sources/undated.html#s-second" data-search-exclude>'
            "Union objects, 1986. A &#60;Tide&#62;, no date</a>\n"
            '[^first]: <a href="sources/2025-03.html#s-first" data-search-exclude>'
            "Council votes to close the quay, The &#42;Harbour&#42; Gazette, 5 March 2025</a>",
        ),
        (
            "actors/union.md",
            ["second"],
            '[^second]: <a href="../sources/undated.html#s-second" data-search-exclude>'
            "Union objects, 1986. A &#60;Tide&#62;, no date</a>",
        ),
    ],
)
def test_citations(page, cited, shown):
    assert render_citations(LIBRARY, f"briefings/{page}", cited) == shown


@pytest.mark.parametrize(
    ("origins", "articles", "unknown", "words"),
    [
        (["a", "b"], 2, 0, "2 origins"),
        (["a"], 3, 0, "1 origin"),
        (["a", "unknown"], 3, 2, "1 known origin, 2 articles of unknown origin"),
        (["unknown"], 3, 3, "origins unknown"),
        (["unknown"], 1, 1, "origin unknown"),
    ],
)
def test_unknown_origins_are_never_counted_as_independent(origins, articles, unknown, words):
    assert describe_origins(origins, articles, unknown) == words


def test_citations_become_footnotes():
    notes = render_citations(LIBRARY, "briefings/quay.md", ["second"])
    shown = [
        part[1] for part in Reader(ENGINES["python-markdown"](f"Text[^second]\n\n{notes}")).found if part[0] == "words"
    ]
    assert " ".join(shown) == "Text 1 Union objects, 1986. A <Tide>, no date \u21a9"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Closing the quay", "Closing the quay"),
        ("  one\n two ", "one two"),
        ("2025. A year", "2025&#46; A year"),
        ("3) third", "3&#41; third"),
        ("3-point plan, 2.5 %", "3-point plan, 2.5 %"),
        ("- item", "&#45; item"),
        ("+ item", "&#43; item"),
        ("~~~ code", "&#126;~~ code"),
        ("!!! note", "&#33;!! note"),
        ("=== tab", "&#61;== tab"),
        ("a_b *c* [d](e) <f> #", "a&#95;b &#42;c&#42; &#91;d&#93;(e) &#60;f&#62; &#35;"),
        ("", ""),
    ],
)
def test_headings(words, shown):
    assert escape_heading(words) == shown


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("id", [id for id in WORDS if not re.search(r"[\x00-\x08\x0e-\x1f]", WORDS[id])])
def test_headings_say_just_their_words(id, engine):
    """Vocabulary files are trusted not to attack, but their words may look like Markdown."""
    words = escape_heading(WORDS[id])
    found = Reader(ENGINES[engine](f"# {words}\n\n{words}\n\nthe end\n")).found
    tags = [
        part if isinstance(part, str) else part[0] for part in found if part[0] not in ("words", "a") and part != "/a"
    ]
    assert tags == ["h1", "/h1", "p", "/p", "p", "/p"]
    assert [part[1] for part in found if part[0] == "words" and part[1] != "\u00b6"] == [normalise(WORDS[id])] * 2 + [
        "the end"
    ]


@pytest.mark.parametrize(
    ("is_alone", "mark"),
    [(True, "Second-hand</strong>, by City Council"), (False, "Others report</strong>: “supports”, by City Council")],
)
def test_a_cell_names_the_actors_by_whom_it_is_told(is_alone, mark):
    told = SECOND.replace("stance: oppose", "stance: support\n    according_to: council")
    articles = {"told": told} if is_alone else {"told": told, "own": SECOND}
    for path in ("briefings/quay.md", "briefings/actors/union.md"):
        assert mark in render_page(path, make_library(articles))


def test_the_page_of_a_person_says_in_which_role():
    actors = ACTORS.replace("kind: organisation\ncouncil", "kind: person\n  role: keeper of the quay\ncouncil")
    page = render_page("briefings/actors/union.md", make_library({"second": SECOND}, actors=actors))
    assert "<dt>Role</dt> <dd>keeper of the quay</dd>" in page


def test_reports_of_one_event_are_one_line_of_an_actors_history():
    topic = f"{TOPIC}events:\n  - id: rally\n    title: The rally\n    date: 2025-03-04\n"
    told = SECOND.replace("stance: oppose", "stance: oppose\n    event: rally")
    articles = {"told": told, "again": told.replace("Union objects", "No, says union"), "apart": SECOND}
    page = render_page("briefings/actors/union.md", make_library(articles, topic=topic))
    moments = re.findall('<li><span class="b-moment">.*?</li>', page)
    assert [moment.endswith(" · 2 reports</li>") for moment in moments] == [False, True]


def test_who_reports_of_an_actor_does_not_speak_for_it():
    people = "jo:\n  name: Jo Marsh\n  kind: person\n  on_behalf_of: {}\n"
    told = SECOND.replace("stance: oppose", "stance: oppose\n    according_to: council\n    speakers: [jo]")
    for behalf, is_named in (("council", False), ("union", True)):
        library = make_library({"told": told}, actors=ACTORS + people.format(behalf))
        assert ("Quoted or reported for it" in render_page("briefings/actors/union.md", library)) == is_named


def test_an_articles_list_says_by_whom_and_when_a_position_was_taken():
    told = SECOND.replace("stance: oppose", "stance: oppose\n    according_to: council\n    date: 2023")
    page = render_page("briefings/sources/undated.md", make_library({"told": told}))
    assert "</span>, according to City Council, <span>2023</span>, <a " in page


@pytest.mark.parametrize("changes", [LATEST - 1, LATEST, LATEST + 1, LATEST + 3])
def test_the_home_page_says_how_many_changes_it_leaves_out(changes):
    cells = [(actor, question) for actor, *_ in builders.ACTORS for question in ("quay/close", "quay/pay")][:changes]
    then = [make_position("oppose", actor, question, date="2025-01") for actor, question in cells]
    now = [make_position("support", actor, question, date="2025-02") for actor, question in cells]
    seeds = builders.make_seeds([builders.make_article(*then, *now)])
    evidence = {id: collect_evidence(id, article, ()) for id, article in seeds.articles.items()}
    shown = render_latest(builders.view_site(join_library(seeds, evidence, {})))
    assert shown.count("<li>") == min(changes, LATEST)
    said = f"Shown are {LATEST} of {changes} changes, the latest first. <a href="
    assert (said in shown) == (changes > LATEST)


def test_no_quote_stands_twice_on_a_page():
    """The second position that it shows says how it begins, whose words it is, and leads to the whole."""
    topic = f"{TOPIC}  - id: pay\n    label: Pay\n    proposition: The city pays.\n"
    twice = SECOND.replace("---\n", "", 1).rpartition("---")[0]
    position = twice.partition("positions:\n")[2].replace("close-now", "pay")
    page = render_page("briefings/quay.md", make_library({"second": f"---\n{twice}{position}---\n"}, topic=topic))
    assert page.count("we will not leave one person behind") == 1
    assert page.count('<div class="b-again" id="e-') == 1
    whole = re.search('<figure class="b-quote [^"]*" id="([^"]+)"', page)[1]
    again = re.search('<div class="b-again".*?</div>', page)[0]
    assert '<bdi dir="ltr">we will not …</bdi>' in again
    assert f'As annotated · <a href="#{whole}">' in again


@pytest.mark.parametrize(("first", "is_fragment"), [("the old quay", True), ("The old quay", False), ("12 men", False)])
def test_a_quote_that_begins_within_a_sentence_says_so(first, is_fragment):
    page = render_page("briefings/quay.md", make_library({"first": FIRST.replace("the old quay", first)}))
    assert (f'class="b-cut"><p><bdi dir="ltr">{first}' in page) == is_fragment
    assert f'<bdi dir="ltr">{first} has had its day</bdi>' in page


def test_no_passage_stands_under_what_another_one_says():
    passages = (make_passage("One.", "a", says="It costs"), make_passage("Two.", "b"), make_passage("Three.", "c"))
    seeds = builders.make_seeds([builders.make_article(make_position(), passages=passages)])
    evidence = {id: collect_evidence(id, article, ()) for id, article in seeds.articles.items()}
    shown = view_source(Context(join_library(seeds, evidence, {}), "sources/2025-12.md"), "a").passages
    assert [(says, quote.words) for says, quote in shown] == [(None, "Two."), (None, "Three."), ("It costs", "One.")]
