"""Quotes in another language than the site's: their translations, below them, never in their place, never checked."""

import json
from dataclasses import replace

import pytest
from builders import DAY, read_seeds

from briefing_desk.checks.assemble import assemble, make_library
from briefing_desk.desk.settling import write_quote
from briefing_desk.exports.csv_text import format_csv
from briefing_desk.exports.plain_text import REGIONS
from briefing_desk.exports.tables import MONTH_TABLES
from briefing_desk.exports.web_annotations import format_month
from briefing_desk.pages.accounts import render_disagreements
from briefing_desk.pages.evidence import render_evidence
from briefing_desk.quotes.evidence import collect_evidence, get_id, list_quotes
from briefing_desk.schema.model import Checked, Limits
from briefing_desk.schema.settings import Settings
from briefing_desk.store.packing import find_unpack, pack
from briefing_desk.text.quotation_marks import Direct
from briefing_desk.web.links import Context
from briefing_desk.web.outlet import Outlet
from briefing_desk.web.views import view_months, view_topic

ARTICLE = """\
---
title: {title}
date: 2025-03-02
retrieved: 2025-03-06
language: de
positions:
  - actor: dockers
    question: quay/close
    stance: oppose
    summary: Will not leave.
    basis: stated
    quotes:
      - exact: wir gehen nicht
        translation: {{text: {text}, by: {by}}}
passages:
  - id: cost
    exact: es kostet eine Million
    matter: quay/cost
    {passage}
---
"""
SAID = "translation: {text: it costs a million, by: article}"


def make_files(text="we will not go", by="desk", passage=SAID):
    article = ARTICLE.format(title="A", text=text, by=by, passage=passage)
    return {
        "seeds/actors.yml": "dockers: {name: Dockers, kind: organisation}\n",
        "seeds/publishers.yml": "{}\n",
        "seeds/topics/quay.yml": """\
title: The quay
summary: Whether it closes.
questions: [{id: close, label: Close, proposition: The quay should close.}]
matters: [{id: cost, title: What it costs}]
""",
        "seeds/articles/a.md": article,
        "seeds/articles/b.md": ARTICLE.format(title="B", text="we stay", by="desk", passage=SAID),
    }


def see(**changes):
    """Return the view of the topic; all quotes are checked, and direct speech."""
    seeds = read_seeds(make_files(**changes)).seeds
    evidence = {
        id: collect_evidence(
            id, article, [Checked(get_id(id, it), it.exact, 0, 9, Direct.YES, DAY) for it in list_quotes(article)]
        )
        for id, article in seeds.articles.items()
    }
    return view_topic(Context(make_library(seeds, evidence, {}), "quay.md"), "quay")


def check(language, **changes):
    """Return what is told of translations on a site in a language."""
    readings = read_seeds(make_files(**changes))
    readings = replace(readings, seeds=replace(readings.seeds, language=language))
    problems = assemble(readings, Limits(max_share=1))[1]
    return [f"{it.at.path}:{it.at.line}:{it.at.column} {it.code}" for it in problems if "translation" in it.code]


@pytest.mark.parametrize(
    ("by", "whose"),
    [
        ("desk", "Our translation, not checked: we will not go"),
        ("article", "The article’s own translation, not checked: we will not go"),
        ("machine", "A machine’s translation, not checked: we will not go"),
    ],
)
def test_a_translation_stands_below_the_original_and_says_whose_it_is(by, whose):
    page = render_evidence(see(by=by))
    original = page.index('<blockquote lang="de"')
    assert "“wir gehen nicht”" in page[original:]
    assert original < page.index(f'<p class="b-translation"><bdi>{whose}</bdi></p>')
    assert page.count("we will not go") == 1


def test_where_sources_disagree_it_stands_beside_the_words():
    page = render_disagreements(see())
    words = page.index("“es kostet eine Million”")
    assert words < page.index("The article’s own translation, not checked: it costs a million")


def test_it_is_in_every_export_that_has_the_quote():
    view = see()
    said = "Our translation, not checked: we will not go"
    outlet = Outlet(view.context.library, Settings(), "data/x.json")
    evidence = "\n".join(REGIONS["evidence"](outlet, view))
    assert f"> “wir gehen nicht”\n>\n> {said}\n" in evidence
    assert "[The article’s own translation, not checked: it costs a million]" in "\n".join(
        REGIONS["disagreements"](outlet, view)
    )
    (month,) = view_months(view.context.library).values()
    bodies = [item["body"] for item in json.loads(format_month(outlet, month, None))["items"]]
    made = {"type": "TextualBody", "purpose": "describing", "value": said, "language": "en"}
    assert made in bodies[0]
    (table,) = (table for table in MONTH_TABLES if table.name == "quotes")
    rows = format_csv(table, table.list_rows(month)).splitlines()
    assert rows[0].endswith(",translation_text,translation_by")
    assert [row.split(",")[-2:] for row in rows[1:3]] == [
        ["we will not go", "desk"],
        ["it costs a million", "article"],
    ]


@pytest.mark.parametrize("words", ["<script>x</script>", "a &amp; b", "\u202etfel", "[x](javascript:y)"])
def test_nothing_that_a_translation_says_can_run(words):
    page = render_evidence(see(text=json.dumps(words)))
    assert "<script" not in page
    assert words not in page or words.startswith("[")
    assert "“wir gehen nicht”" in page


@pytest.mark.parametrize(
    ("language", "passage", "told"),
    [
        ("en", SAID, []),
        ("en", "says: a million", []),
        ("en", "", ["seeds/articles/a.md:16:5 translation-missing"]),
        ("de", "", ["seeds/articles/a.md:14:22 translation-unused", "seeds/articles/b.md:14:22 translation-unused"]),
        ("de-AT", "", ["seeds/articles/a.md:14:22 translation-unused", "seeds/articles/b.md:14:22 translation-unused"]),
        ("", "", []),
    ],
)
def test_readers_of_another_language_are_told_what_a_passage_says(language, passage, told):
    found = check(language, passage=passage)
    assert [line for line in found if "b.md:19" not in line] == told


def test_a_store_keeps_it():
    article = read_seeds(make_files()).seeds.articles["a"]
    again = find_unpack(type(article))(json.loads(json.dumps(pack(article))), article.title.at.source)
    assert again == article
    kept = again.positions[0].quotes[0].translation
    assert (kept.text, kept.by, kept.places["text"].line) == ("we will not go", "desk", 14)


def test_the_position_of_another_coder_brings_it_along():
    (quote,) = read_seeds(make_files()).seeds.articles["a"].positions[0].quotes
    assert write_quote(quote)["translation"] == {"text": "we will not go", "by": "desk"}
