"""What is known of each language is written as the code reads it."""

import tomllib
import unicodedata
from importlib.resources import files

import pytest

from briefing_desk.languages import Language, list_languages, load_language
from briefing_desk.languages.collation import LETTERS, find_place

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


NAMES = {
    "ar": ["أهالي الحي", "بلدية", "شركة Northline", "مجلس المدينة", "نقابة", "Northline"],
    "cs": ["Cesta", "Čáp", "Dům", "Hora", "Chata", "Ivan", "Řeka", "Šum", "Žába"],
    "da": ["Anders", "Zorn", "Æbelø", "Østbo", "Aalborg"],
    "de": ["3 Türme", "Anwohner", "Ärzteverein", "Handwerk", "Ökobund", "Ordnungsamt", "Straße", "Zunft", "Київ"],
    "es": ["Nube", "Ñandú", "Oficina", "Órgano"],
    "fr": ["cote", "coté", "côte", "côté", "Œuvre", "Ordre", "Zoé"],
    "hu": ["Cukor", "Család", "Gabona", "Gyula", "Ódon", "Ö", "Zala", "Zsolt"],
    "pl": ["Ala", "Ągra", "Lot", "Łódź", "Mazury", "Sad", "Świat", "Zana", "Źródło", "Żaba"],
    "ru": ["Ёлка", "Ель", "Игра", "Йод", "Кот", "Anna"],
    "sv": ["Anna", "Zorn", "Åberg", "Ärlig", "Öberg"],
    "uk": ["Галич", "Ґанок", "Дніпро", "Енергія", "Єва", "Жовква", "Івано", "Їжак", "Йосип", "Яр", "Anna"],
}
"""By language, names as its dictionaries sort them."""


@pytest.mark.parametrize("language", NAMES)
def test_names_are_sorted_as_the_language_sorts_them(language):
    assert sorted(sorted(NAMES[language]), key=lambda name: find_place(name, language)) == NAMES[language]
    assert LETTERS.keys() <= set(list_languages())


@pytest.mark.slow
def test_a_browser_sorts_them_alike(open_page):
    """It has its own copy of Unicode's rules, and its own code for them (ICU)."""
    names = [name for language in ("de", "es", "fr", "pl", "sv") for name in NAMES[language]]
    page = open_page("about:blank")
    say = "([language, names]) => names.sort(new Intl.Collator(language).compare)"
    for language in ("en", *NAMES):
        mixed = list(dict.fromkeys([*names, *NAMES.get(language, ())]))
        ours = sorted(mixed, key=lambda name: find_place(name, language))
        assert ours == page.evaluate(say, [language, mixed]), language
