"""What is known of each language is written as the code reads it."""

import tomllib
import unicodedata
from importlib.resources import files

import pytest

from briefing_desk.languages import Language, list_languages, load_language

PAIRS = {"marks", "romanised"}
"""Lists whose members are no words, and may stand twice."""


def read_lists(code):
    read = tomllib.loads(files("briefing_desk.languages").joinpath(f"{code}.toml").read_text("utf-8"))
    return {name: value for table in read.values() for name, value in table.items() if isinstance(value, list)}


@pytest.mark.parametrize("code", list_languages())
def test_words_are_small_composed_and_stand_once_in_their_list(code):
    for name, words in read_lists(code).items():
        if name not in PAIRS:
            assert [word for word in words if word != unicodedata.normalize("NFC", word.lower().strip())] == []
            assert [word for word in words if words.count(word) > 1] == []


@pytest.mark.parametrize("code", list_languages())
def test_every_language_has_what_the_gate_asks_of_all(code):
    language = load_language(code)
    assert len(language.marks) == 4
    for name in ("common", "inverted", "subjects", "conjunctions", "persons", "relatives", "resuming", "meanwhile"):
        if (code, name) != ("ar", "persons"):
            assert getattr(language, name), name


@pytest.mark.parametrize("code", list_languages())
def test_verbs_and_persons_are_not_among_the_words_that_are_no_verbs(code):
    language = load_language(code)
    assert {*language.inverted} & {*language.unspoken} == set()
    assert {*language.persons} & {*language.articles, *language.subjects} == set()


@pytest.mark.parametrize(("tag", "code"), [("no", "nb"), ("NO-no", "nb"), ("nb", "nb"), ("de-AT", "de"), ("ja", "ja")])
def test_a_language_is_found_by_its_tag(tag, code):
    assert load_language(tag).code == code


def test_of_a_language_that_is_not_described_nothing_is_known():
    assert load_language("ja").inverted == ()
    assert Language("ja").has_dash_dialogue is False
