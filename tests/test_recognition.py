"""Which names a text has, and which lines say whose words stand above them."""

import pytest
from builders import make_article, make_publisher, text

from briefing_desk.languages import list_languages, load_language
from briefing_desk.quotes.recognition import (
    Mention,
    compile_attribution,
    find_mentions,
    find_publisher,
    get_site,
    names_somebody,
    squeeze,
)
from briefing_desk.schema.model import Actor, ActorKind


def make_actor(name, kind="organisation", *aliases):
    return Actor(text(name), ActorKind(kind), tuple(map(text, aliases)))


ACTORS = {
    "dockers": make_actor("Dockers’ Union", "organisation", "the union"),
    "jo": make_actor("Jo Marsh", "person"),
    "kim": make_actor("Kim", "person"),
    "van": make_actor("Mary van dyke", "person"),
    "port": make_actor("Port Lee", "organisation"),
    "ann": make_actor("Ann Reed", "person"),
    "ida": make_actor("Ida von Quist", "person"),
    "old": make_actor("Ole Dahl jr", "person"),
    "town": make_actor("Port", "organisation", "iPort"),
    "ben": make_actor("Ben Reed", "person"),
}


@pytest.mark.parametrize(
    ("words", "mentions"),
    [
        ("Jo Marsh met Kim.", [Mention("jo", 0, 8), Mention("kim", 13, 16)]),
        ("The union met Marsh.", [Mention("dockers", 0, 9), Mention("jo", 14, 19)]),
        ("the “Dockers' Union”", [Mention("dockers", 5, 19)]),
        ("dyke and Lee and Reed", []),
        ("Ben Reed", [Mention("ben", 0, 8)]),
        ("pre-Marsh, Marsh-like, Marsha, Kim's", [Mention("kim", 31, 34)]),
        ("Quist, jr, Dahl", [Mention("ida", 0, 5)]),
        ("Port Lee, Port, IPort", [Mention("port", 0, 8), Mention("town", 10, 14), Mention("town", 16, 21)]),
        ("", []),
    ],
)
def test_names_are_found_where_they_stand(words, mentions):
    assert find_mentions(words, ACTORS) == mentions


@pytest.mark.parametrize("name", ["", " ", "\u200b", "\u00ad", "\u200b\u00ad \u2060"])
def test_a_name_that_nobody_sees_is_found_nowhere(name):
    hidden = make_actor(name, "person", "", name)
    assert find_mentions("Jo Marsh met Kim.", {"hidden": hidden}) == []
    assert find_mentions("Jo Marsh met Kim.", ACTORS | {"hidden": hidden}) == find_mentions("Jo Marsh met Kim.", ACTORS)


@pytest.mark.parametrize("name", ["ßen", "ılgaz", "ŉa", "ǆ union", "ﬁsh", "ſt union", "ᾳ port", "µ group"])
def test_a_name_may_begin_with_any_small_letter(name):
    actors = {"one": make_actor(name)}
    for words in (name, name[0].upper() + name[1:], name.upper(), name.title()):
        assert all(mention.actor == "one" for mention in find_mentions(words, actors))
    assert find_mentions(name, actors)


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("— Jo Marsh", True),
        ("  – Jo Marsh, head of the union ", True),
        ("- Jo Marsh (the union)", True),
        ("―Marsh", True),
        ("— the union’s statement", True),
        ("— The union spokeswoman, on Friday", True),
        ("— Jo Marsh's LETTER", True),
        ("— Jo Marsh letter", True),
        ("— Jo Marsh wins", False),
        ("— X Jo Marsh", False),
        ("— Jo Marsh letter wins", False),
        ("— How Jo Marsh won", False),
        ("— Reuters", False),
        ("", False),
    ],
)
def test_a_line_says_whose_words_were_displayed(line, answer):
    assert names_somebody(line, ACTORS) is answer


@pytest.mark.parametrize("code", list_languages())
def test_what_may_follow_a_name_is_known_by_language(code):
    assert load_language(code).attributions
    for word in load_language(code).attributions:
        assert compile_attribution().fullmatch(f" {word}, Friday")
        assert compile_attribution().fullmatch(f" {word} wins") is None


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("The Harbour Gazette", "harbour-gazette.com", True),
        ("Harbour_Gazette", "HARBOUR GAZETTE.ORG", True),
        ("Port.net", "port", True),
        ("Sea Port", "seaport", True),
        ("Gazette The", "Gazette", False),
        ("Port.company", "port", False),
        ("Theatre", "atre", False),
    ],
)
def test_a_publishers_name_is_written_in_many_ways(one, other, answer):
    assert (squeeze(one) == squeeze(other)) is answer


def test_a_publisher_is_known_by_name_id_or_site():
    known = {"gazette": make_publisher("The Harbour Gazette"), "wire": make_publisher("National Wire")}
    articles = [
        make_article(url="https://www.wire.example/a", publisher="wire"),
        make_article(url="https://nobody.example/a", publisher=None),
        make_article(publisher="gazette"),
    ]
    assert find_publisher("GAZETTE", "", known, articles) == "gazette"
    assert find_publisher("…", "", known, articles) is None
    assert find_publisher("", "https://wire.example/x", known, articles) == "wire"
    assert find_publisher("Other", "https://wire.example/x", known, articles) == "wire"
    assert find_publisher("", "https://nobody.example/x", known, articles) is None
    assert find_publisher("", "", known, [make_article(url="wire", publisher="wire")]) is None
    assert get_site("https://www.www.example/") == "www.example"
