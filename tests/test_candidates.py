"""Which passages of a new article are proposed, with whom as their speaker; and who is recognised at all."""

import pytest
from builders import grows_linearly, text

from briefing_desk.intake.candidates import find_candidates
from briefing_desk.intake.candidates import shorten as shorten_in
from briefing_desk.intake.phrasing import phrase, split_sentences
from briefing_desk.quotes.recognition import find_mentions, find_publisher
from briefing_desk.schema.model import Actor, ActorKind
from briefing_desk.text.article_text import from_plain
from briefing_desk.text.resemblance import find_alike, find_same_address, simplify_address


def make_actor(name, kind="organisation", aliases=(), on_behalf_of=None):
    return Actor(text(name), ActorKind(kind), tuple(map(text, aliases)), on_behalf_of=on_behalf_of)


ACTORS = {
    "dockers": make_actor("Dockers' Union", aliases=["the union"]),
    "port": make_actor("Harbour Staff", aliases=["the Port Union"]),
    "us": make_actor("United States", "state", ["US", "U.S."]),
    "jo": make_actor("Jo Marsh", "person", on_behalf_of="dockers"),
    "ida": make_actor("Ida Quist", "person"),
    "old": make_actor("Ann Reed", "person"),
    "young": make_actor("Ben Reed", "person"),
}


def shorten(words, start, end, limit):
    return shorten_in(words, start, end, limit, phrase("en"))


def propose(words, limit=40):
    """Return the candidates of a text as tuples: words, direct, actor, name."""
    article = from_plain(words)
    found = find_candidates(article, ACTORS, limit)
    return [(words[c.start : c.end], c.is_direct, c.actor, c.name) for c in found]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("“We will not go,” said Jo Marsh on Friday.", ("We will not go", True, "jo", "Jo Marsh")),
        ('Jo Marsh told reporters: "We will not go."', ("We will not go", True, "jo", "Jo Marsh")),
        ('Marsh said that "we will not go" and left.', ("we will not go", True, "jo", "Marsh")),
        ('"Will you go there?" asked Ida Quist.', ("Will you go there?", True, "ida", "Ida Quist")),
        ('"We will go to the U.S." said Marsh.', ("We will go to the U.S.", True, "jo", "Marsh")),
        ("„Wir gehen nicht fort“, hieß es.", ("Wir gehen nicht fort", True, None, "")),
        ("« Nous ne partons pas », dit-elle.", ("Nous ne partons pas", True, None, "")),
        ('"We never met," said Mary van Dyke, a neighbour.', ("We never met", True, None, "Mary van Dyke")),
        ("Jo Marsh said the union “will not go”. The council said otherwise.", ("will not go", True, "jo", "Jo Marsh")),
        ("“We will not go,” Jo Marsh of the Dockers' Union told us.", ("We will not go", True, "jo", "Jo Marsh")),
        ("“We will not go,” Ida Quist, head of the union, said.", ("We will not go", True, "ida", "Ida Quist")),
        ("“We will not go,” the union and Ida Quist said.", ("We will not go", True, "ida", "Ida Quist")),
        ("According to Quist, “it will cost nothing”.", ("it will cost nothing", True, "ida", "Quist")),
        ("According to the union, Ida Quist said “we will go”.", ("we will go", True, "ida", "Ida Quist")),
        ("“We will go there,” Quist said, according to the union.", ("We will go there", True, "ida", "Quist")),
    ],
)
def test_a_quotation_has_its_boundaries_and_its_likely_speaker(words, expected):
    assert propose(words) == [expected]


def test_the_speaker_before_speaks_on_within_a_paragraph_and_not_beyond():
    words = '"We will not go," said Marsh. "Nobody asked us at all."\n\n"It is a fine day."'
    assert [actor for _, _, actor, _ in propose(words)] == ["jo", "jo", None]


def test_a_sentence_with_an_actor_and_a_stance_is_proposed_once():
    words = "It rained. The union rejects the plan. The union met. Would the union accept it?"
    assert propose(words) == [("The union rejects the plan", False, "dockers", "The union")]


@pytest.mark.parametrize(
    ("words", "holder"),
    [
        ("The union, which speaks for the Port Union’s guards, rejected the plan.", "dockers"),
        ("The union, which shares the US' view, rejected the plan.", "dockers"),
        ("The union's guards rejected the plan.", "dockers"),
    ],
)
def test_who_owns_something_did_not_do_it(words, holder):
    assert [found[2] for found in propose(words)] == [holder]


def test_a_verb_behind_and_or_but_keeps_the_subject_before():
    words = "Its secretary, Jo Marsh, said that many “had no home”, but warned that the union would oppose any plan."
    assert [found[2:] for found in propose(words) if not found[1]] == [("jo", "Jo Marsh")]


@pytest.mark.parametrize("said", ["has not taken a decision", "hasn’t yet decided", "have not made up their minds"])
def test_who_has_not_decided_is_proposed(said):
    assert propose(f"It rained. The union {said}.") == [(f"The union {said}", False, "dockers", "The union")]


def test_a_sentence_that_is_little_more_than_a_quotation_is_not_proposed_twice():
    assert len(propose('The union said: "We reject every plan that takes our work away from us."')) == 1


@pytest.mark.parametrize(
    ("words", "guess"),
    [
        ("Ida Quist spoke in the port. “We will not go,” he told the Post.", "ida"),
        ("Ida Quist spoke in the port.\n\n“We will not go,” she said.", "ida"),
        ("Ida Quist spoke.\n\nIt rained all day.\n\n“We will not go,” she said.", None),  # too long ago
        ("Ida Quist met Jo Marsh. “We will not go,” she said.", None),
        ("Ida Quist met Olav Dahl. “We will not go,” she said.", None),
        ("Jo Marsh spoke.\n\nIts chair, Ida Quist, came. “We will not go,” she told the Post.", "ida"),
        ("Jo Marsh spoke.\n\nThe chair came. “We will not go,” she told the Post.", "jo"),
        ("Ida Quist spoke, Dahl said. “We will not go,” she said.", None),
        ("The union met. “We will not go,” she said.", None),
        ("Ida Quist spoke in the port. “We will not go,” they said.", None),
        ("“We will not go,” she said.", None),
    ],
)
def test_whom_a_pronoun_may_mean_is_guessed_where_only_one_person_is_named(words, guess):
    (found,) = (c for c in find_candidates(from_plain(words), ACTORS, 40) if c.is_direct)
    assert (found.actor, found.name, found.guess) == (None, "", guess)


@pytest.mark.parametrize(
    "words",
    [
        "The union has asked for new guarantees.",
        "The union said that new guarantees were needed.",
        "The union is seeking new guarantees.",
        "The United States called on the port to wait.",
        "The union said the port must wait.",
    ],
)
def test_what_somebody_asks_for_is_proposed(words):
    assert [found[1:3] for found in propose(words)] == [(False, "us" if "States" in words else "dockers")]


@pytest.mark.parametrize(
    ("words", "actor"),
    [
        ("The union declined to comment.", "dockers"),
        ("The Ministry of Ports declined to comment on whether it would pay.", None),
        ("A spokesman refused to say who would pay.", None),
        ("The ferry line had no comment.", None),
    ],
)
def test_who_declines_to_comment_is_proposed_also_if_nobody_knows_them(words, actor):
    assert propose(words) == [(words[:-1], False, actor, "The union" if actor else "")]


@pytest.mark.parametrize(
    "words",
    [
        "The ferry line could not be reached for comment.",
        "The ferry line did not respond to questions.",
        "The union met in the port.",
        "The union met the committee.",
        "The union gave no background.",
        "The union was asked about a mustard seed.",
    ],
)
def test_what_takes_no_stance_is_not(words):
    assert propose(words) == []


def test_short_quotations_are_terms():
    assert propose('The so-called "last quay" closed.') == []


def test_a_quotation_inside_another_belongs_to_it():
    assert [found[0] for found in propose("“He said ‘it is all over now’ and left,” said Quist.")] == [
        "He said ‘it is all over now’ and left"
    ]


def test_what_is_too_long_ends_with_a_sentence_or_a_word():
    words = "One two three. Four five six seven."
    assert words[: shorten(words, 0, len(words), 4)] == "One two three"
    assert words[: shorten(words, 0, len(words), 2)] == "One two"
    assert shorten(words, 0, len(words), 40) == len(words)
    words = "One two three four, five six seven."
    assert words[: shorten(words, 0, len(words), 6)] == "One two three four"
    words = "One, two three four five six seven."
    assert words[: shorten(words, 0, len(words), 6)] == "One, two three four five six"


def test_a_passage_that_goes_on_says_so():
    (short,), (long,) = (find_candidates(from_plain("The union rejects it, and will."), ACTORS, n) for n in (40, 4))
    assert (short.is_cut, long.is_cut) == (False, True)


def test_sentences_do_not_end_at_abbreviations():
    words = "Mr. Hill met Gen. Day at 5 p.m. on Monday. They spoke. “No.” It ended."
    assert [words[a:b] for a, b in split_sentences(words, 0, len(words))] == [
        "Mr. Hill met Gen. Day at 5 p.m. on Monday.", "They spoke.", "“No.”", "It ended.",
    ]  # fmt: skip


@pytest.mark.parametrize("unit", ["It rained all day. ", "Mr. ", "A. "])
def test_a_long_paragraph_takes_linear_time(unit):
    assert grows_linearly(lambda size: list(split_sentences(unit * size, 0, len(unit) * size)), 20_000)


def recognise(words):
    return [(found.actor, words[found.start : found.end]) for found in find_mentions(words, ACTORS)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Tell us what the US did in the U.S. today", [("us", "US"), ("us", "U.S.")]),
        (
            "The union and the union's plan, not reunion or the unions",
            [("dockers", "The union"), ("dockers", "the union")],
        ),
        ("the Dockers’ Union", [("dockers", "Dockers’ Union")]),
        ("Jo Marsh and marsh, Marshes, Marsh", [("jo", "Jo Marsh"), ("jo", "Marsh")]),
        ("Reed is one of two, Ben Reed is not", [("young", "Ben Reed")]),
        ("US-backed and non-US", []),
        ("The Port Union and the Port Union", [("port", "The Port Union"), ("port", "the Port Union")]),
        ("THE Port Union and the port union", []),
    ],
)
def test_actors_are_recognised_as_whole_words_in_their_case(words, expected):
    assert recognise(words) == expected


def test_no_actors_no_mentions():
    assert find_mentions("The union", {}) == []


def test_publishers_are_recognised_by_name_or_by_the_host_of_their_other_articles():
    from builders import make_article, make_publisher

    known = {"gazette": make_publisher("The Harbour Gazette"), "wire": make_publisher("National Wire")}
    articles = [make_article(url="https://www.wire.example/a", publisher="wire")]
    assert find_publisher("Harbour Gazette", "", known, articles) == "gazette"
    assert find_publisher("harbourgazette.com", "", known, articles) == "gazette"
    assert find_publisher("", "https://wire.example/b", known, articles) == "wire"
    assert find_publisher("", "", known, articles) is None
    assert find_publisher("Other", "https://other.example/", known, articles) is None


def test_texts_are_alike_by_the_passages_they_share():
    one = "The council voted on Tuesday to close the old quay after a hearing of four hours in the town hall."
    rewritten = one.replace("Tuesday", "TUESDAY,").replace("hearing", "session")
    found = find_alike(
        one, {"a": rewritten, "b": one.upper() + " More words follow.", "c": "Something else altogether happened."}
    )
    assert [likeness.article for likeness in found] == ["b", "a"]
    assert found[0].share == 1
    assert 0.3 < found[1].share < 0.7
    assert find_alike("", {"a": one}) == []


def test_one_page_has_one_address():
    assert simplify_address("http://www.a.example/x/?utm_source=y&b=2&a=1#top") == "a.example/x?a=1&b=2"
    assert (
        find_same_address("https://a.example/x", [("one", "https://a.example/y"), ("two", "http://www.a.example/x/")])
        == "two"
    )
    assert find_same_address("https://a.example/x", []) is None


@pytest.mark.parametrize(
    ("words", "holder", "teller"),
    [
        ("According to the union, the United States rejects the plan.", "us", "dockers"),
        ("The United States rejects the plan, according to the union.", "us", "dockers"),
        ("The union said that the United States rejects the plan.", "us", "dockers"),
        ("The union has also said the United States would accept.", "us", "dockers"),
        ("According to Marsh, the United States rejects the plan.", "us", "jo"),
        ("Marsh said that the union rejects the plan.", "dockers", "jo"),
        ("According to the union, it rejects the plan.", "dockers", "dockers"),
        ("The union rejects the plan.", "dockers", None),
        ("The United States urged the union to accept.", "us", None),
        ("The union rejects the US plan, Quist said.", "dockers", "ida"),
    ],
)
def test_by_whose_account_it_is(words, holder, teller):
    (found,) = find_candidates(from_plain(words), ACTORS, 40)
    assert (found.actor, found.teller) == (holder, teller)
