"""The files that people write become nouns; whatever they hold, it ends in nouns or in problems."""

import re
from datetime import date

import pytest
from builders import ROOT
from hypothesis import given
from hypothesis import strategies as st
from laws import tries

from briefing_desk.schema.dates import parse_interval
from briefing_desk.schema.model import ActorKind, Basis, PublisherKind, Stance, Status
from briefing_desk.schema.seeds import PLACEHOLDERS, read_actors, read_article, read_publishers, read_topic
from briefing_desk.syntax.decode import decode
from briefing_desk.syntax.problems import CODES
from briefing_desk.syntax.source import Source

ARTICLE = """\
---
title: Council votes to close the quay
url: https://news.example/quay
publisher: harbour-gazette
authors: [A. Name]
date: 2025-03-05
date_note: the article says "on Tuesday"; the vote was on 5 March
retrieved: 2025-03-05
language: en
based_on: [national-wire]
status: corrected
correction: {date: 2025-03-06, note: The sum was wrong.}
abstract: Two sentences in the desk's own words.
positions:
  - actor: dockers-union
    question: quay-closure/close-now
    stance: conditional
    condition: if every job is moved to the new terminal
    summary: Accepts closing the quay once jobs are guaranteed.
    basis: reported
    speakers: [jo-marsh]
    according_to: harbour-authority
    event: council-hearing
    date: 2025-03~
    quotes:
      - exact: >-
          we will not leave
          one person behind
        prefix: said
        suffix: and left
        speakers: [jo-marsh]
  - actors: [mayor, port]
    question: quay-closure/close-now
    stance: support
    summary: Want it closed.
    basis: inferred
    quotes:
      - exact: close it
passages:
  - id: cost
    exact: |
      closing the quay would cost
      12 million
---
we will not leave one person behind
"""
TOPIC = """\
title: The quay
summary: Whether the quay is closed.
questions:
  - id: close-now
    label: Close it
    proposition: The quay should be closed.
    background: It is old.
events:
  - {id: council-hearing, title: The hearing, date: 2025-03-04}
"""
ACTORS = """\
no:
  name: Norway
  kind: state
jo-marsh:
  name: Jo Marsh
  kind: person
  aliases: [J. Marsh]
  role: Chair
  on_behalf_of: dockers-union
  wikidata: Q1
"""
PUBLISHERS = "harbour-gazette: {name: The Gazette, kind: newspaper, owner: Harbour Media, country: NO}\n"
FILES = {read_article: ARTICLE, read_topic: TOPIC, read_actors: ACTORS, read_publishers: PUBLISHERS}


def test_an_article():
    article, problems = read_article(Source("a.md", ARTICLE))
    assert not problems
    assert (article.title, article.url) == ("Council votes to close the quay", "https://news.example/quay")
    assert (article.publisher, article.authors) == ("harbour-gazette", ("A. Name",))
    assert article.based_on == ("national-wire",)
    assert (article.date, article.retrieved, article.language) == (parse_interval("2025-03-05"), date(2025, 3, 5), "en")
    assert article.date_note == 'the article says "on Tuesday"; the vote was on 5 March'
    assert (article.status, article.correction.date) == (Status.CORRECTED, date(2025, 3, 6))
    assert article.abstract == "Two sentences in the desk's own words."
    assert article.passages[0].exact == "closing the quay would cost 12 million"


def test_positions():
    article, _ = read_article(Source("a.md", ARTICLE))
    one, joint = article.positions
    assert (one.question, one.stance, one.basis) == ("quay-closure/close-now", Stance.CONDITIONAL, Basis.REPORTED)
    assert one.condition == "if every job is moved to the new terminal"
    assert (one.speakers, one.according_to, one.event) == (("jo-marsh",), "harbour-authority", "council-hearing")
    assert one.date == parse_interval("2025-03~")
    assert one.quotes[0].exact == "we will not leave one person behind"
    assert (one.quotes[0].prefix, one.quotes[0].suffix, one.quotes[0].speakers) == ("said", "and left", ("jo-marsh",))
    assert (one.holders, joint.holders) == (("dockers-union",), ("mayor", "port"))


def test_a_quote_may_have_no_speaker_though_its_position_has_one():
    article, problems = read_article(
        Source("a.md", ARTICLE.replace("        speakers: [jo-marsh]", "        speakers: []"))
    )
    (quote,) = article.positions[0].quotes
    assert (problems, quote.speakers, "speakers" in quote.places) == ([], (), True)
    of_position = ARTICLE.replace("    speakers: [jo-marsh]\n    according", "    speakers: []\n    according")
    (problem,) = read_article(Source("a.md", of_position))[1]
    assert (problem.code, problem.message) == ("empty-value", "`speakers` is empty")


def test_the_vocabulary():
    topic, wrong = read_topic(Source("t.yml", TOPIC))
    actors, wrong_too = read_actors(Source("actors.yml", ACTORS))
    publishers, wrong_as_well = read_publishers(Source("publishers.yml", PUBLISHERS))
    assert not [*wrong, *wrong_too, *wrong_as_well]
    assert (topic.questions[0].id, topic.questions[0].background) == ("close-now", "It is old.")
    assert topic.events[0].date == parse_interval("2025-03-04")
    assert list(actors) == ["no", "jo-marsh"]
    assert (actors["no"].name, actors["no"].kind) == ("Norway", ActorKind.STATE)
    assert (actors["jo-marsh"].on_behalf_of, actors["jo-marsh"].aliases) == ("dockers-union", ("J. Marsh",))
    assert publishers["harbour-gazette"].kind is PublisherKind.NEWSPAPER
    assert publishers["harbour-gazette"].country == "NO"


def test_the_stances_are_those_of_the_contract():
    assert " ".join(Stance) == "support oppose conditional mixed neutral undecided no-comment"


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_change_nothing(end):
    unix, _ = read_article(Source("a.md", ARTICLE))
    other, problems = read_article(Source("a.md", ARTICLE.replace("\n", end)))
    assert not problems
    assert other == unix
    assert [at.line for at in other.places.values()] == [at.line for at in unix.places.values()]


def test_the_same_letters_are_the_same_actor():
    article, _ = read_article(Source("a.md", ARTICLE.replace("actor: dockers-union", "actor: cafe\u0301")))
    assert article.positions[0].actor == "caf\u00e9"


def test_all_faults_are_told_in_one_run():
    text = ARTICLE.replace("language: en", "langauge: en").replace("support", "kinda")
    text = text.replace("retrieved: 2025-03-05", "retrieved: soon")
    article, problems = read_article(Source("a.md", text))
    assert sorted(problem.code for problem in problems) == ["bad-date", "bad-word", "unknown-key"]
    assert article.title == "Council votes to close the quay"


def test_a_long_list_costs_no_more_than_its_length():
    """Looking for duplicates in it once took the square."""
    aliases = ", ".join(map(str, range(20_000)))
    actors, problems = read_actors(Source("actors.yml", f"acme: {{name: Acme, kind: group, aliases: [{aliases}, 7]}}"))
    assert len(actors["acme"].aliases) == 20_000
    assert [problem.message for problem in problems] == ["an item of `aliases` stands there twice: `7`"]


def test_what_could_not_be_read_is_not_judged_again():
    text = ARTICLE.replace("stance: conditional", "stance: kinda").replace("retrieved: 2025-03-05", "retrieved: soon")
    text = text.replace("- id: cost", "- id: A B\n    exact: close it\n  - id: A C")
    _, problems = read_article(Source("a.md", text))
    assert [problem.code for problem in problems] == ["bad-date", "bad-word", "bad-id", "bad-id"]


PIECES = [
    *("[", "{", "}", ",", ": ", "- ", "? ", "&a ", "*a", "!!x ", '"', "'", "|", "> ", " #", "%", "@", "~", "\\"),
    *(
        "---\n",
        "...\n",
        "<<<<<<< a\n",
        "\n",
        "\r",
        "\r\n",
        "  ",
        "\t",
        "\x00",
        "\x85",
        "\u2028",
        "\ufeff",
        "\u0301",
        "😀",
    ),
]


@st.composite
def broken(draw, texts: list[str]) -> str:
    """A sound file with a few pieces put in, and a part cut out."""
    text = draw(st.sampled_from(texts))
    for piece in draw(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=3)):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + piece + text[at:]
    start = draw(st.integers(0, len(text)))
    return text[:start] + text[start + draw(st.integers(0, 20)) :]


@pytest.mark.parametrize("read", FILES)
@given(text=st.text() | broken(list(FILES.values())))
@tries(150)
def test_every_text_is_read_or_told_where_it_is_wrong(read, text):
    value, problems = read(Source("a.md", text))
    assert problems or value is not None
    for problem in problems:
        assert problem.code in CODES
        assert 0 <= problem.at.offset <= len(text)
        assert problem.message.strip()


@given(data=st.binary() | broken([ARTICLE]).map(str.encode), at=st.integers(0, 600), piece=st.binary(max_size=2))
def test_every_file_is_read_or_told_where_it_is_wrong(data, at, piece):
    source, problems = decode("a.md", data[:at] + piece + data[at:])
    article, found = read_article(source) if source else (None, problems)
    assert found or article


def test_the_placeholders_are_those_of_the_snippets():
    """What a snippet puts where a value could be taken as it stands is a whole sentence or begins with a capital."""
    paths = (ROOT / "generator/briefing_desk").rglob("briefing.code-snippets")
    said = "".join(path.read_text(encoding="utf-8") for path in paths)
    assert set(re.findall(r"\$\{\d+:([A-ZА-Я][^}]*)\}", said)) == set(PLACEHOLDERS)
