"""An id is made of a title's words, in whatever script, and nothing has it yet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_desk.intake.article_ids import LONGEST, SHORT, WORDS, propose_id
from briefing_desk.languages import list_languages, load_language
from briefing_desk.schema.values import MAX_ID, check_id


@pytest.mark.parametrize(
    ("title", "date", "expected"),
    [
        ("The Council votes to close the quay — after a long day in the hall", "", "council-votes-close-quay-long-day"),
        ("Совет голосует", "2025-03-04", "sovet-golosuet"),
        ("", "2025-03-04", "article-2025-03-04"),
        ("— ?! …", "2025-03", "article-2025-03"),
        ("The", "", "article"),
        ("\ud800", "", "article"),
        ("Index", "", "article-index"),
        ("CON", "", "article-con"),
        ("Taken", "", "taken-3"),
        ("Взято", "", "vzyato-2"),
    ],
)
def test_an_id_comes_from_the_title(title, date, expected):
    assert propose_id(title, date, "", {"taken", "taken-2", "vzyato"}) == expected


@pytest.mark.parametrize(
    ("language", "title", "expected"),
    [
        ("uk", "Рада не закриє гавань: що далі?", "rada-ne-zakryie-havan-shcho-dali"),
        ("uk", "Зеленський у Києві про в'їзд", "zelenskyi-u-kyievi-pro-vizd"),
        ("uk", "Об’єднання підʼїздів, ґанок", "obiednannya-pidizdiv-ganok"),
        ("", "Київ", "kiiv"),
        ("ru", "Объявление: гавань не закроют", "obyavlenie-gavan-ne-zakroyut"),
        ("el", "Το λιμάνι μένει ανοιχτό", "to-limani-menei-anoichto"),
        ("zh-Hans", "广东港口安全保障", "guang-dong-gang-kou-an-quan"),
        ("ja", "フェリー会社とABC", "fueri-hui-she-to-abc"),
        ("ko", "항구와 나토", "hangguwa-nato"),
        ("ar", "الميناء لن يغلق", "almyna-ln-yghlq"),
        ("he", "נאט״ו והנמל", "natv-vhnml"),
        ("hi", "बंदरगाह", "bmdrgah"),
        ("de", "Größere Übung für Ärzte", "groessere-uebung-fuer-aerzte"),
        ("de-AT", "GRO\u0308SSERE U\u0308BUNG", "groessere-uebung"),
        ("sv", "Ökad övning för hamnen", "okad-ovning-for-hamnen"),
        ("tr", "İstanbul’da ışık", "istanbul-da-isik"),
        ("fr", "L’été à l'œuvre", "l-ete-a-l-oeuvre"),
        ("en", "The Mayor’s “no”: 1½ ﬁelds, ５０％", "mayor-s-no-1-1-2-fields-50"),
        ("de", "Über\u00adraschung³ 📣Hafen\u200d", "ueberraschung-3-mega-hafen"),
        ("vi", "Cảng không đóng cửa", "cang-khong-dong-cua"),
    ],
)
def test_a_title_is_read_in_its_script_and_language(language, title, expected):
    assert propose_id(title, "", language, ()) == expected


def test_no_word_is_cut_but_one_that_has_no_room():
    long = "unabbreviated"
    assert propose_id(" ".join([long] * 9), "", "", ()) == "-".join([long] * (LONGEST // (len(long) + 1)))
    assert propose_id("x" * 200, "", "", ()) == "x" * LONGEST
    assert propose_id("bc " * 40, "", "", ()) == "-".join(["bc"] * ((SHORT + 1) // 3))
    assert propose_id("bcdefg " * 40, "", "", ()) == "-".join(["bcdefg"] * WORDS)


@given(st.text(max_size=120), st.text(max_size=10), st.sampled_from([*list_languages(), "ja", "zz", ""]))
def test_whatever_the_title_an_id_can_be_had_and_again(title, date, language):
    first = propose_id(title, date, language, ())
    second = propose_id(title, date, language, {first})
    for id in (first, second):
        check_id(id)
        assert len(id) <= MAX_ID
    assert first != second


@pytest.mark.parametrize("code", list_languages())
def test_what_a_language_writes_otherwise_is_one_letter_and_latin_ones(code):
    for pair in load_language(code).romanised:
        letter, latin = pair.split(" ")
        assert (len(letter), letter.lower()) == (1, letter)
        check_id(latin)
