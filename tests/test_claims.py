"""What articles tell side by side: matters on which they differ, events, and the reasons that actors give."""

import pytest
from builders import DAY, read_seeds, view_site

from briefing_desk.build.renaming import RENAMERS
from briefing_desk.checks.assemble import make_library
from briefing_desk.exports.plain_text import REGIONS
from briefing_desk.pages.accounts import (
    render_chronology,
    render_disagreements,
    render_topic_chronology,
    view_disagreements,
    view_events,
)
from briefing_desk.pages.evidence import render_evidence
from briefing_desk.quotes.evidence import collect_evidence, get_id, list_quotes
from briefing_desk.schema.model import Checked, Limits
from briefing_desk.text.quotation_marks import Direct
from briefing_desk.web.links import Context
from briefing_desk.web.views import view_topic

TOPIC = """\
title: The quay
summary: Whether it closes.
questions:
  - {id: close, label: Close, proposition: The quay should close.}
events:
  - {id: ballot, title: The ballot, date: 2025-06, status: expected}
  - {id: hearing, title: The hearing, date: 2025-03-04}
  - {id: strike, title: The strike, date: 2025-02-01}
matters:
  - {id: cost, title: What it costs, note: One counts a year.}
  - {id: owner, title: Who owns it}
"""
ARTICLE = """\
---
title: {title}
date: {date}
retrieved: 2025-03-06
language: en
positions:
  - actor: dockers
    question: quay/close
    stance: oppose
    summary: Will not leave.
    basis: reported
    quotes: [{{exact: the dockers will not leave}}]
    because: [{{exact: their homes stand beside it}}]
passages:
  - {{id: cost, exact: {words}, says: {says}, matter: quay/cost}}
  - {{id: heard, exact: the council heard them, event: hearing}}
---
"""
OWNER = "  - {id: owner, exact: the city owns it, matter: quay/owner}\n"
LATER = ARTICLE.format(title="Later", date="2025-03-05", words="it costs a million a year", says="A million a year")
EARLIER = ARTICLE.format(title="Earlier", date="2025-03-02", words="“it costs ten million”", says="Ten million")
FILES = {
    "seeds/actors.yml": "dockers: {name: Dockers, kind: organisation}\n",
    "seeds/publishers.yml": "gazette: {name: Gazette, kind: newspaper}\n",
    "seeds/topics/quay.yml": TOPIC,
    "seeds/articles/a.md": LATER.removesuffix("---\n") + f"{OWNER}---\n",
    "seeds/articles/b.md": EARLIER,
}


def see(files=FILES, direct=Direct.NO):
    """Return the view of the topic in a library of files whose quotes are checked."""
    seeds = read_seeds(files).seeds
    evidence = {}
    for id, article in seeds.articles.items():
        found = [
            Checked(get_id(id, quote), quote.exact, 0, 9, direct, DAY, quote.prefix, quote.suffix)
            for quote in list_quotes(article)
        ]
        evidence[id] = collect_evidence(id, article, found)
    return view_topic(Context(make_library(seeds, evidence, {}), "quay.md"), "quay")


def test_a_matter_is_shown_with_what_each_article_says_earliest_first():
    (matter,) = view_disagreements(see())
    assert (matter.title, matter.note) == ("What it costs", "One counts a year.")
    assert [(told.says, told.words.words) for told in matter.accounts] == [
        ("Ten million", "“it costs ten million”"),
        ("A million a year", "it costs a million a year"),
    ]
    assert matter.accounts[0].words.href == "sources/2025-03.html#s-b--cost"


def test_of_what_one_article_alone_tells_nobody_disagrees():
    assert "Who owns it" not in render_disagreements(see())
    alone = {path: text for path, text in FILES.items() if not path.endswith("b.md")}
    assert "We have noted no fact here on which two articles differ." in render_disagreements(see(alone))


def test_what_a_withdrawn_article_told_is_not_set_against_another():
    gone = FILES["seeds/articles/b.md"].replace(
        "language: en", "language: en\nstatus: withdrawn\ncorrection: {date: 2025-03-06, note: Made up.}"
    )
    assert view_disagreements(see({**FILES, "seeds/articles/b.md": gone})) == []


@pytest.mark.parametrize(("direct", "shown"), [(Direct.YES, "“the city owns it”"), (Direct.NO, "the city owns it")])
def test_words_stand_in_quotation_marks_only_if_they_are_direct_speech(direct, shown):
    other = {"seeds/articles/b.md": EARLIER.replace("it costs ten million", "x").replace("quay/cost", "quay/owner")}
    (matter,) = view_disagreements(see({**FILES, **other}, direct))
    assert matter.accounts[1].words.words == shown


def test_events_stand_in_the_order_of_their_dates_and_those_to_come_apart():
    happened, expected = view_events(see())
    assert [event.title.words for event in happened] == ["The strike", "The hearing"]
    assert [event.title.words for event in expected] == ["The ballot"]
    assert [told.place.title.words for told in happened[1].accounts] == ["Earlier", "Later"]
    assert happened[0].accounts == []


def test_home_leads_to_the_entry_of_each_event():
    view = see()
    page = render_topic_chronology(view)
    home = render_chronology(view_site(view.context.library))
    for name in ("strike", "hearing", "ballot"):
        assert f'id="b-event-{name}"' in page
        assert f'href="quay.html#b-event-{name}"' in home
    assert "What the articles then expected" in home


def test_reasons_stand_beside_a_position_and_show_no_stance():
    view = see()
    (cell,) = view.cells.values()
    report = cell.all_reports[0]
    assert [quote.text for quote in report.quotes] == ["the dockers will not leave"]
    assert [quote.text for quote in report.reasons] == ["their homes stand beside it"]
    page = render_evidence(view)
    assert page.index("the dockers will not leave") < page.index("Why, as the article gives it:")
    assert page.index("Why, as the article gives it:") < page.index("their homes stand beside it")


def test_the_plain_text_tells_the_same():
    view = see()
    text = "\n".join(
        line for name in ("disagreements", "chronology", "evidence") for line in REGIONS[name](_Outlet(view), view)
    )
    for words in ("- What it costs: One counts a year.", "Ten million: “it costs ten million” (Earlier)", "The ballot"):
        assert words in text
    assert text.count("> their homes stand beside it") == 2


class _Outlet:
    """As much of an outlet as regions of plain text need."""

    def __init__(self, view):
        self.library = view.context.library


def test_reasons_and_passages_count_as_quoted_words():
    seeds = read_seeds(FILES).seeds
    assert len(list(list_quotes(seeds.articles["b"]))) == 4
    assert Limits().allow(100) == 25


@pytest.mark.parametrize(
    ("kind", "old", "new", "places"),
    [
        ("matter", "quay/cost", "quay/price", 3),
        ("topic", "quay", "pier", 6),
        ("event", "hearing", "session", 4),
    ],
)
def test_what_passages_name_is_renamed_with_it(kind, old, new, places):
    edits = RENAMERS[kind](old, new, read_seeds(FILES)).edits
    assert len(edits) == places
    assert all(edit.at.source.text.startswith(edit.old, edit.at.offset) for edit in edits)
