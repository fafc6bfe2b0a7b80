"""Names and addresses that readers cannot tell apart are told, with what to do; all others are not."""

import pytest
from builders import check_seeds
from hypothesis import given
from hypothesis import strategies as st

from briefing_desk.checks.namesakes import fold_name

ONE = "if they are one, use one of the ids everywhere and delete the other; else change one"


@pytest.mark.parametrize(
    "name",
    [
        "DENK",
        "denk",
        " Denk ",
        "D\u00adenk",
        "Denk\u200b",
        "\u2066Denk\u2069",
        "Dénk",
        "D\u0435nk",  # a Cyrillic letter
        "Ｄｅｎｋ",
        "“Denk”",
        "Denk.",
    ],
)
def test_what_looks_the_same_is_the_same(name):
    assert fold_name(name) == fold_name("Denk")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dockers' Union", "Dockers’ union"),
        ("Party for the Animals", "Party  for\u00a0the Animals"),
        ("Liberal-Democrats", "Liberal Democrats"),
        ("A – B", "A-B"),
        ("U.S. Senate", "US Senate"),
        ("Großer Rat", "GROSSER RAT"),
        ("Народна Рада", "НАРОДНА РАДА"),
    ],
)
def test_pairs_of_one_name(one, other):
    assert fold_name(one) == fold_name(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Volt", "Volt 2"),
        ("Party A", "Party B"),
        ("C", "C++"),
        ("Georgia", "Georgia (US)"),
        ("हिन्द", "हुन्द"),  # vowel signs are letters, no accents
        ("かき", "かぎ"),
        ("가", "각"),
        ("?", "!"),
        ("…", "—"),
    ],
)
def test_pairs_that_differ(one, other):
    assert fold_name(one) != fold_name(other)


@given(st.text())
def test_folding_twice_is_folding_once_and_a_name_stays_one(name):
    assert fold_name(fold_name(name)) == fold_name(name)
    assert bool(fold_name(name)) == bool(name)


QUOTED = """\
  - actor: {actor}
    question: {question}
    stance: support
    summary: Agrees.
    basis: reported
    quotes:
      - exact: {quote}
"""


def make_article(title, url, *positions):
    """Return an article's file, with positions given as actor, question and quote."""
    told = "".join(QUOTED.format(actor=a, question=q, quote=quote) for a, q, quote in positions)
    head = f'---\ntitle: {title}\nurl: {url}\npublisher: gazette\nretrieved: "2025-03-06"\nlanguage: en\n'
    words = "\n\n".join(f"We note that {quote}." for *_, quote in positions)
    return f"{head}{'positions:' if told else ''}\n{told}---\n{words}\n"


TOPIC = """\
title: The quay
summary: Whether it closes.
questions:
  - {id: close, label: Close, proposition: The quay should close.}
  - {id: pay, label: Pay, proposition: The city should pay.}
"""
FILES = {
    "seeds/actors.yml": """\
dockers: {name: Dockers' Union, kind: organisation}
council: {name: City Council, kind: organisation}
""",
    "seeds/publishers.yml": "gazette: {name: Harbour Gazette, kind: newspaper}\n",
    "seeds/topics/quay.yml": TOPIC,
}


def check(**files):
    """Return what is said of names and addresses in a site of which some files are others."""
    paths = {
        "actors": "actors.yml",
        "publishers": "publishers.yml",
        "quay": "topics/quay.yml",
        "pier": "topics/pier.yml",
    }
    own = {f"seeds/{paths.get(name, f'articles/{name}.md')}": content for name, content in files.items()}
    return [line for line in check_seeds({**FILES, **own}) if "same-name" in line or "duplicate-url" in line]


def test_actors_of_one_name():
    actors = """\
denk: {name: DENK, kind: organisation}
volt: {name: Volt, kind: organisation}
denk-party: {name: Denk, kind: organisation}
volt-2:
  name: "Volt "
  kind: person
  on_behalf_of: denk
"""
    assert check(actors=actors) == [
        "seeds/actors.yml:3:20 same-name: the actor `denk-party` has the name “Denk”, and `denk` (seeds/actors.yml:1) "
        f"“DENK”: readers cannot tell them apart ({ONE} name)",
        "seeds/actors.yml:5:9 same-name: the actor `volt-2` has the name of `volt` (seeds/actors.yml:2): readers "
        f"cannot tell them apart ({ONE} name)",
    ]


def test_publishers_and_topics_of_one_name():
    publishers = "gazette: {name: Harbour Gazette, kind: newspaper}\nhg: {name: Harbour gazette, kind: website}\n"
    pier = TOPIC.replace("The quay\n", "The Quay\n")
    assert check(publishers=publishers, pier=pier) == [
        "seeds/publishers.yml:2:12 same-name: the publisher `hg` has the name “Harbour gazette”, and `gazette` "
        f"(seeds/publishers.yml:1) “Harbour Gazette”: readers cannot tell them apart ({ONE} name)",
        "seeds/topics/pier.yml:1:8 same-name: the topic `pier` has the title “The Quay”, and `quay` "
        f"(seeds/topics/quay.yml:1) “The quay”: readers cannot tell them apart ({ONE} title)",
    ]


def test_questions_and_events_of_one_topic():
    quay = f"""\
{TOPIC}\
  - {{id: shut, label: Shut, proposition: The quay should close.}}
  - {{id: paying, label: pay, proposition: The city should pay.}}
events:
  - {{id: vote, title: The vote, date: 2025-03-04}}
  - {{id: second-vote, title: The vote, date: 2025-04-04}}
  - {{id: ballot, title: The Vote, date: 2025-03-04}}
"""
    assert check(quay=quay) == [
        "seeds/topics/quay.yml:7:25 same-name: the question `paying` has the label “pay”, and `pay` "
        f"(seeds/topics/quay.yml:5) “Pay”: readers cannot tell them apart ({ONE} label)",
        "seeds/topics/quay.yml:6:42 same-name: the question `shut` has the proposition of `close` "
        f"(seeds/topics/quay.yml:4): readers cannot tell them apart ({ONE} proposition)",
        "seeds/topics/quay.yml:11:25 same-name: the event `ballot` has the title “The Vote”, and `vote` "
        f"(seeds/topics/quay.yml:9) “The vote”: readers cannot tell them apart ({ONE} title)",
    ]


def test_questions_of_two_topics_may_be_called_alike():
    assert check(pier=TOPIC.replace("The quay\n", "The pier\n")) == []


URL = "https://answers.example/all.pdf"
PART = make_article("All answers, by the dockers", URL, ("dockers", "quay/close", "the dockers agree with it"))
CASES = {
    "parts of one document": (
        URL,
        "All answers, by the council",
        [("council", "quay/close", "so does the council")],
        "",
    ),
    "parts on other questions": (URL, "All answers, part 2", [("dockers", "quay/pay", "and with that too")], ""),
    "the same title": (
        URL,
        "All answers, by the Dockers",
        [("council", "quay/close", "so does the council")],
        "the same title",
    ),
    "a position in common": (
        URL,
        "Everybody's answers",
        [("dockers", "quay/close", "the dockers do agree")],
        "both give `dockers` a position on `quay/close`",
    ),
    "a quote in common": (
        URL,
        "Everybody's answers",
        [("council", "quay/pay", "the dockers agree with it")],
        "they quote the same words",
    ),
    "a draft": (URL, "Everybody's answers", [], "one of the two quotes nothing yet"),
    "an address that differs in nothing that counts": (
        "http://www.answers.example/all.pdf?utm_source=x",
        "Everybody's answers",
        [],
        "one of the two quotes nothing yet",
    ),
    "another part of a page": (f"{URL}#page=7", "All answers, by the dockers", [], ""),
    "another address": ("https://answers.example/none.pdf", "All answers, by the dockers", [], ""),
}
PARTS = "parts of a document need titles of their own, and no position or quote in common"


@pytest.mark.parametrize("name", CASES)
def test_one_address(name):
    url, title, positions, why = CASES[name]
    said = f"`a` has the same url, and {why} (delete one if they are the same article; {PARTS})"
    expected = [f"seeds/articles/b.md:3:6 duplicate-url: {said}"] if why else []
    assert check(a=PART, b=make_article(title, url, *positions)) == expected


def test_a_third_article_is_held_against_both():
    second = make_article("All answers, by the council", URL, ("council", "quay/close", "so does the council"))
    third = make_article("Once more", URL, ("council", "quay/close", "and so does the council"))
    assert [line.split(" (")[0] for line in check(a=PART, b=second, c=third)] == [
        "seeds/articles/c.md:3:6 duplicate-url: `b` has the same url, "
        "and both give `council` a position on `quay/close`"
    ]
