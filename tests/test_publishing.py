"""What is said of a field's place in the exports is so: whoever adds a field is told what lacks it."""

import json
import re
from dataclasses import field, fields, is_dataclass, make_dataclass, replace
from enum import StrEnum
from functools import cache
from typing import get_args, get_origin

import pytest
from builders import DAY, ROOT, read_seeds, text

from briefing_desk.checks.assemble import make_library
from briefing_desk.exports.csl import format_sources
from briefing_desk.exports.csv_text import format_csv
from briefing_desk.exports.matrices import format_matrix
from briefing_desk.exports.tables import MONTH_TABLES, SITE_TABLES, TOPIC_TABLES, fill_row, make_columns
from briefing_desk.exports.web_annotations import format_month
from briefing_desk.pages.reuse import describe
from briefing_desk.quotes.evidence import collect_evidence, get_id, list_quotes
from briefing_desk.schema.dates import Day, Interval, parse_interval
from briefing_desk.schema.model import Acceptance, ActorKind, Checked, Id
from briefing_desk.schema.publishing import EXPORTS, PUBLISHED, WHOLE, LeftOut, find_where, list_gaps
from briefing_desk.schema.records import list_keys, strip_optional
from briefing_desk.schema.settings import Settings
from briefing_desk.syntax.source import Text
from briefing_desk.text.quotation_marks import Direct
from briefing_desk.web.links import Context
from briefing_desk.web.outlet import Outlet
from briefing_desk.web.views import view_months, view_topic

Article, Correction, Publisher, Actor, Topic, Question, Event, Matter, Position, Quote, Translation, Passage = PUBLISHED
TABLES = (*SITE_TABLES, *TOPIC_TABLES, *MONTH_TABLES)
FIELDS = [(noun, name) for noun in PUBLISHED for name in list_keys(noun)]
"""Every field of every noun that is published."""


def ids(words):
    return tuple(text(word) for word in words.split())


SEEDS = read_seeds(
    {
        "seeds/actors.yml": """\
dockers: {name: Dockers, kind: organisation, aliases: [union], role: a union, wikidata: Q1}
council: {name: Council, kind: organisation}
jo: {name: Jo, kind: person, role: speaker, on_behalf_of: dockers}
kim: {name: Kim, kind: person, on_behalf_of: dockers}
ida: {name: Ida, kind: person, on_behalf_of: council}
""",
        "seeds/publishers.yml": """\
gazette: {name: Gazette, kind: newspaper, owner: Paper House, country: DE}
blog: {name: Blog, kind: blog}
wire: {name: Wire, kind: wire}
""",
        "seeds/topics/quay.yml": """\
title: The quay
summary: Whether it closes.
questions:
  - {id: close, label: Close, proposition: It should close., background: It is old.}
  - {id: pay, label: Pay, proposition: It should pay., background: It costs.}
events:
  - {id: hearing, title: Hearing, date: 2025-02-02}
  - {id: vote, title: Vote, date: 2025-05}
  - {id: strike, title: Strike, date: 2024}
matters:
  - {id: sum, title: What it costs, note: Nobody agrees.}
  - {id: who, title: Who pays}
""",
        "seeds/articles/a.md": """\
---
title: Council votes
url: https://a.example/x
archived: https://web.archive.org/web/20250306/https://a.example/x
publisher: gazette
authors: [Ann]
date: 2025-03-05
date_note: the page says so
retrieved: 2025-03-06
language: en
abstract: It voted.
status: corrected
correction: {date: 2025-04-01, note: A figure was wrong.}
positions:
  - actor: dockers
    question: quay/close
    stance: conditional
    condition: if jobs are safe
    summary: Accepts it once jobs are safe.
    basis: reported
    speakers: [kim]
    according_to: council
    event: hearing
    date: 2025-03-01
    precedes: vote
    follows: strike
    quotes:
      - exact: we stay at the quay
        prefix: said that
        suffix: until the end
        speakers: [jo]
        translation: {text: wir bleiben am Kai, by: desk}
    because: [{exact: our homes are here}]
  - actors: [dockers, council]
    question: quay/pay
    stance: oppose
    summary: Will not pay.
    basis: stated
    quotes: [{exact: we will not pay, speakers: [jo]}]
  - actor: council
    question: quay/pay
    stance: oppose
    summary: Will not pay, it said at the hearing.
    basis: reported
    speakers: [ida]
    event: hearing
    quotes: [{exact: nobody pays for it}]
passages:
  - {id: cost, exact: it costs 12 million, prefix: and, suffix: in all, says: Twelve, matter: quay/sum, event: vote,
     translation: {text: es kostet 12 Millionen, by: machine}}
---
""",
        "seeds/articles/b.md": """\
---
{title: Another, retrieved: 2025-03-06, language: en, publisher: blog, based_on: [wire]}
---
""",
        "seeds/articles/c.md": """\
---
title: A third
retrieved: 2025-03-06
language: en
publisher: wire
positions:
  - {actor: council, question: quay/close, stance: support, summary: Yes., basis: stated, quotes: [{exact: close it}]}
---
""",
    }
).seeds
"""One of everything, with every field filled; what a field tells shows where another does not tell it already."""
WHERE = {
    Article: ("articles", "a"),
    Correction: ("articles", "a", "correction"),
    Publisher: ("publishers", "gazette"),
    Actor: ("actors", "dockers"),
    Topic: ("topics", "quay"),
    Question: ("topics", "quay", "questions", 0),
    Event: ("topics", "quay", "events", 0),
    Matter: ("topics", "quay", "matters", 0),
    Position: ("articles", "a", "positions", 0),
    Quote: ("articles", "a", "positions", 0, "quotes", 0),
    Translation: ("articles", "a", "positions", 0, "quotes", 0, "translation"),
    Passage: ("articles", "a", "passages", 0),
}
"""Where in them each noun stands."""
OTHER = {
    (Article, "publisher"): text("blog"),
    (Article, "based_on"): ids("wire"),
    (Article, "correction"): replace(SEEDS.articles["a"].correction, date=Day(2025, 4, 2), note=text("Another one.")),
    (Article, "date"): parse_interval("2025-03-09"),
    (Article, "url"): text("https://b.example/y"),
    (Article, "positions"): SEEDS.articles["a"].positions[:2],
    (Article, "passages"): (),
    (Actor, "kind"): ActorKind.PERSON,
    (Actor, "on_behalf_of"): text("council"),
    (Topic, "questions"): SEEDS.topics["quay"].questions[::-1],
    (Topic, "events"): SEEDS.topics["quay"].events[:2],
    (Question, "id"): text("shut"),
    (Topic, "matters"): SEEDS.topics["quay"].matters[:1],
    (Event, "id"): text("session"),
    (Position, "because"): SEEDS.articles["a"].positions[0].because * 0,
    (Passage, "matter"): text("quay/who"),
    (Passage, "event"): text("strike"),
    (Position, "question"): text("quay/pay"),
    (Position, "quotes"): tuple(quote for number in (0, 1) for quote in SEEDS.articles["a"].positions[number].quotes),
    (Position, "actor"): text("ida"),
    (Position, "according_to"): text("ida"),
    (Position, "event"): text("vote"),
    (Position, "precedes"): text("strike"),
    (Position, "follows"): text("vote"),
    (Position, "speakers"): ids("kim"),
    (Quote, "speakers"): ids("ida"),
    (Quote, "translation"): None,
    (Passage, "translation"): None,
}
"""Values that differ, where not any will do."""
STANDS = {
    (Publisher, "name"): ("publishers", "wire"),
    (Position, "actors"): ("articles", "a", "positions", 1),
    (Position, "basis"): ("articles", "a", "positions", 1),
    (Position, "speakers"): ("articles", "a", "positions", 2),
    (Position, "event"): ("articles", "a", "positions", 2),
}
"""Of fields that the first noun of their kind does not show: which one does."""


def change(noun, name):
    """Return another value for a field."""
    if (noun, name) in OTHER:
        return OTHER[noun, name]
    wanted = list_keys(noun)[name][0]
    if get_origin(wanted) is tuple:
        (item,) = get_args(wanted)[:1]
        return (Acceptance(text("x"), text("y"), text("z")),) if item is Acceptance else ids("council ida")
    if isinstance(wanted, type) and issubclass(wanted, StrEnum):
        return list(wanted)[-1]
    return {Interval: parse_interval("2025-01-09"), Day: Day(2025, 4, 9), Id: Id("other", text("").at)}.get(
        wanted, text("else")
    )


def put(noun, path, value):
    """Return a noun in which a value stands at a path."""
    if not path:
        return value
    step, *rest = path
    if isinstance(noun, dict):
        return {**noun, step: put(noun[step], rest, value)}
    if isinstance(noun, tuple):
        return tuple(put(item, rest, value) if number == step else item for number, item in enumerate(noun))
    return replace(noun, **{step: put(getattr(noun, step), rest, value)})


def rename(seeds, noun, name, value):
    """Return seeds in which what names a changed id names the new one."""
    if (noun, name) == (Question, "id"):
        for id in "ac":
            seeds = put(seeds, ("articles", id, "positions", 0, "question"), text(f"quay/{value}"))
    if (noun, name) == (Event, "id"):
        for number in (0, 2):
            seeds = put(seeds, ("articles", "a", "positions", number, "event"), value)
    return seeds


def check(id, article):
    """Return a receipt's entry for each quote of an article: found as it stands, in quotation marks."""
    return [
        Checked(get_id(id, quote), quote.exact, 0, 9, Direct.YES, DAY, quote.prefix, quote.suffix)
        for quote in list_quotes(article)
    ]


def export(seeds):
    """Return what each export says of seeds."""
    evidence = {id: collect_evidence(id, found, check(id, found)) for id, found in seeds.articles.items()}
    library = make_library(seeds, evidence, {})
    outlet = Outlet(library, Settings(), "data/x.json")
    pages = ["quay.md", *(f"actors/{id}.md" for id in library.by_actor)]
    pages += [f"sources/{month}.md" for month in view_months(library)]
    topic, months = view_topic(Context(library, "quay.md"), "quay"), view_months(library).values()
    rows = [(table, table.list_rows(library)) for table in SITE_TABLES]
    rows += [(table, table.list_rows(topic)) for table in TOPIC_TABLES]
    rows += [(table, table.list_rows(month)) for table in MONTH_TABLES for month in months]
    quotes = [json.loads(format_month(outlet, month, None)) for month in months]
    return {
        "tables": "".join(format_csv(*pair) for pair in rows),
        "matrix": format_matrix(outlet, topic),
        "csl": [format_sources(outlet, month.articles) for month in months],
        "linked_data": json.dumps([describe(outlet, page) for page in pages]),
        "annotations": sorted(json.dumps(item) for page in quotes for item in page["items"]),
    }


BEFORE = cache(lambda: export(SEEDS))


def test_of_every_field_it_is_said_what_becomes_of_it():
    assert [gap for noun in PUBLISHED for gap in list_gaps(noun)] == []
    assert set(PUBLISHED) == set(WHERE) == set(WHOLE)
    assert [(noun, name) for noun in PUBLISHED for name in PUBLISHED[noun] if (noun, name) not in FIELDS] == []


def test_every_noun_of_the_seeds_is_among_them():
    """Whatever the files hold, down to the last noun; an acceptance is the desk's own."""
    found, left = set(), [Article, Actor, Publisher, Topic]
    while left:
        noun = left.pop()
        found.add(noun)
        for wanted, _ in list_keys(noun).values():
            inner = strip_optional(get_args(wanted)[0] if get_origin(wanted) is tuple else wanted)
            if is_dataclass(inner) and inner is not Interval and inner not in found:
                left.append(inner)
    assert found == set(PUBLISHED) | {Acceptance}


@pytest.mark.parametrize(("noun", "name"), FIELDS, ids=lambda given: getattr(given, "__name__", given))
def test_an_export_shows_what_it_is_said_to_show_and_nothing_else(noun, name):
    """Another value changes the exports that have the field, and no other."""
    path, value = STANDS.get((noun, name), WHERE[noun]), change(noun, name)
    after = export(rename(put(SEEDS, (*path, name), value), noun, name, value))
    shown = [kind for kind in EXPORTS if after[kind] != BEFORE()[kind]]
    assert shown == [kind for kind in EXPORTS if isinstance(find_where(noun, name, kind), str)]


PARTS = ("articles.correction", "quotes.translation")
"""Nouns within nouns: the columns of their parts have their names before them."""


@pytest.mark.parametrize("noun", PUBLISHED, ids=lambda noun: noun.__name__)
def test_a_table_that_is_named_has_the_column(noun):
    columns = {f"{table.name}.{column.name}" for table in TABLES for column in table.columns}
    named = [where for name in PUBLISHED[noun] if isinstance(where := find_where(noun, name, "tables"), str)]
    assert [where for where in named if where not in columns and where not in PARTS] == []
    tables = {table.name for table in TABLES}
    assert [found.refers for found in PUBLISHED[noun].values() if found.refers and found.refers not in tables] == []


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_is_described(table):
    """`words.COLUMNS` says of each column what stands in it."""
    assert [column.name for column in table.columns if not table.describe(column)] == []


def test_a_new_field_is_asked_for_by_name(monkeypatch):
    """Whoever adds one is told what lacks it; once it is said to be in a table, the column and its values are there."""
    grown = make_dataclass(
        "Article", [("licence", Text | None, field(default=None))], bases=(Article,), frozen=True, namespace={}
    )
    assert list(list_gaps(grown, Article)) == [
        "Article.licence: say in schema/publishing.py where or why not: tables, matrix, csl, linked_data, annotations"
    ]
    said = replace(PUBLISHED[Article]["title"], tables="articles.licence", linked_data=LeftOut("it is shown"), csl=None)
    monkeypatch.setitem(PUBLISHED, grown, {**PUBLISHED[Article], "licence": said})
    monkeypatch.setitem(WHOLE, grown, WHOLE[Article])
    assert list(list_gaps(grown)) == ["Article.licence: say in schema/publishing.py where or why not: csl"]
    assert "licence" in [column.name for column in make_columns(grown, "articles")]
    values = {found.name: getattr(SEEDS.articles["a"], found.name) for found in fields(Article)}
    assert fill_row(grown(**values, licence=text("CC BY")), grown, "articles")["licence"] == "CC BY"


MARK = "<!-- From here on made from schema/publishing.py: pytest --update tests/test_publishing.py -->\n"


def show(noun, name, kind, reasons):
    """Return a cell of the table in docs/data.md; reasons are told by letters, below."""
    where = find_where(noun, name, kind)
    if isinstance(where, LeftOut):
        return f"– {reasons.setdefault(where.because, 'abcdefghijklmnopqrstuvwxyz'[len(reasons)])}"
    is_noun = list_keys(noun)[name][0] in PUBLISHED
    return f"`{where}_…`" if kind == "tables" and is_noun else f"`{where}`"


def test_the_document_says_which_field_stands_where(expect):
    page = ROOT / "docs/data.md"
    by_hand, mark, _ = page.read_text(encoding="utf-8").partition(MARK)
    assert mark
    reasons: dict[str, str] = {}
    parts = []
    for noun in PUBLISHED:
        rows = [
            f"| {noun.__name__.lower()} | tables | matrix | CSL | JSON-LD | annotations |",
            "|---|---|---|---|---|---|",
        ]
        for name in PUBLISHED[noun]:
            rows.append(f"| `{name}` | {' | '.join(show(noun, name, kind, reasons) for kind in EXPORTS)} |")
        parts.append("\n".join(rows))
    told = "\n".join(f"- {letter}: {because}" for because, letter in reasons.items())
    expect(page, "\n\n".join([f"{by_hand}{MARK}".rstrip(), *parts, "Why a field is left out:", told]) + "\n")


HEADINGS = {
    Article: "The article",
    Correction: "The article",
    Position: "A position",
    Quote: "A quote",
    Translation: "A quote",
    Passage: "A quote",
    Actor: "Actors and speakers: `seeds/actors.yml`",
    Publisher: "Publishers: `seeds/publishers.yml`",
    Topic: "A topic: `seeds/topics/ID.yml`",
    Question: "A topic: `seeds/topics/ID.yml`",
    Event: "A topic: `seeds/topics/ID.yml`",
    Matter: "A topic: `seeds/topics/ID.yml`",
}


@pytest.mark.parametrize("noun", PUBLISHED, ids=lambda noun: noun.__name__)
def test_the_guide_explains_every_key_in_its_section(noun):
    guide = (ROOT / "docs/annotating.md").read_text(encoding="utf-8")
    section = guide.partition(f"\n## {HEADINGS[noun]}\n")[2].partition("\n## ")[0]
    told_once = (
        {"first_id", "id"} if noun is not Article else set()
    )  # `first_id` with the article, ids with the example
    missing = [name for name in list_keys(noun) if not re.search(rf"`{name}\b", section)]
    assert [name for name in missing if name not in told_once] == []
