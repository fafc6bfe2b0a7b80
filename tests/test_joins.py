"""What `[…]` must not join: the beginning of one sentence or clause and the end of another."""

import pytest
from builders import make_quote
from hypothesis import given
from hypothesis import strategies as st
from laws import tries

from briefing_desk.languages import list_languages, load_language
from briefing_desk.quotes.find import find_quote
from briefing_desk.quotes.joins import HELP, MAX_LIST, check_joins
from briefing_desk.text.article_text import from_plain

REST = " Later it rained."


def find(text, exact, language="en"):
    article = from_plain(text)
    (match,) = find_quote(article.text, exact)
    quote = make_quote(exact)
    problems = list(check_joins(quote, match, article, language))
    told = ("joined-sentences", HELP, quote.exact.at)
    assert all((problem.code, problem.help, problem.at) == told for problem in problems)
    return [problem.message for problem in problems]


def leave_out(marked):
    """Return a text, in which `[…]` marks what is left out and `|` where the quote begins and ends, and the quote."""
    around = marked.split("|")
    before, quoted, behind = around if len(around) == 3 else ("", marked, "")
    first, rest = quoted.split("[")
    left, last = rest.split("]")
    return f"{before}{first}{left}{last}{behind}", f"{first.strip()} […] {last.strip()}"


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("en", "We support [the families. We condemn] the closing."),
        ("en", "We support [the families! They left. We condemn] the closing."),
        ("en", "We support [the families.”\n\n“We condemn] the closing."),
        ("en", "|The mayor resigned[. The union went on strike] over the ferry|, said Jo."),
        ("en", "Council closes quay [in spring\n\nThe end] of the union"),
        ("en", "|Council closes quay[\n\nThe end] of the union|"),
        ("en", "|The union backs [the plan.] Marsh rejects| the plan."),
        ("en", "|The union met[. It rained.] Marsh rejects| the plan."),
        ("en", "We back [the plan of 2024. 12 men oppose] the plan."),
        ("en", "|We met Mr. [Kim. It rained.] Marsh rejects| the plan."),
        ("en", "|Council closes quay [in spring\n\n]Marsh rejects| the plan."),
        ("en", "|The union “met[”. It rained.] Marsh rejects| the plan."),
        ("de", "Wir unterstützen [die Familien. Wir verurteilen] die Schließung."),
        ("de", "|Wir unterstützen [die Familien.] Schließungen| lehnen wir ab."),
        ("fr", "Nous soutenons [les familles. Nous condamnons] la fermeture."),
        ("ru", "Мы поддерживаем [семьи. Мы осуждаем] закрытие."),
        ("uk", "Ми підтримуємо [родини. Ми засуджуємо] закриття."),
        ("ja", "私たちは支持する[。閉鎖を]非難する。"),
        ("ja", "|私たちは支持する[。雨。]閉鎖を|非難する。"),
        ("hi", "हम समर्थन करते हैं [परिवारों का। हम] बंद का विरोध करते हैं।"),
        ("ar", "ندعم [العائلات. ندين] الإغلاق."),
        ("tr", "Aileleri [destekliyoruz. Kapanışı] kınıyoruz."),
    ],
)
def test_parts_of_two_sentences_are_told(language, marked):
    (message,) = find(*leave_out(marked), language)
    assert message.startswith("`[…]` joins the beginning of one sentence to another: ")


@pytest.mark.parametrize(
    ("language", "marked", "word"),
    [
        ("en", "We support the families [but condemn] the closing.", "but"),
        ("en", "We support the families[, while the council condemns] the closing.", "while"),
        ("en", "We support [the families; we condemn] the closing.", ";"),
        ("en", "We like the quay[, which is old, but hate] the ferry.", "but"),
        ("en", "We support the families [but condemn], of course, the closing.", "but"),
        ("ru", "Мы за семьи [но против] закрытия.", "но"),
        ("de", "Wir unterstützen die Familien[, verurteilen aber] die Schließung.", "aber"),
        ("fr", "Nous soutenons [les familles, tandis qu’Ost condamne] la fermeture.", "tandis qu'Ost"),
        ("es", "Apoyamos [a las familias, pero condenamos] el cierre.", "pero"),
        ("ru", "Мы за семьи[, а совет осуждает] закрытие.", "а"),
        ("pl", "Popieramy [rodziny, ale potępiamy] zamknięcie.", "ale"),
    ],
)
def test_parts_of_two_clauses_are_told(language, marked, word):
    (message,) = find(*leave_out(marked), language)
    assert message.startswith(f"`[…]` joins two clauses that `{word}` parts: ")


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("en", "We support the families. [They stay. Kim left.] We condemn the closing."),
        ("en", "“We support the families.” [They stay.] “We condemn the closing.”"),
        ("en", "We support the families. [They stay. Kim said that] the quay closes."),
        ("en", "We support the families [of Ost. They stay.] We condemn the closing."),
        ("en", "|The union backs [the plan.] Marsh rejects the plan|."),
        ("en", "|The union backs [the plan. The] Council met|, and the council left."),
        ("en", "|The union backs [the plan.] The council| met."),
        ("en", "|The union backs [the plan.] Ferries leave| with no ferries left."),
        ("en", "It would pay: [tolls.\n\n• boats\n\n•] ferries"),
        ("en", "It would pay [for:\n\n1. boats\n\n2.] Ferries and quays."),
        ("en", "|Council closes quay\n\n[The union met.] The ferry left|."),
        ("en", "|Council closes quay\n\n[It rained.] Marsh rejects| the plan."),
        ("en", "We support the families. [They stay, but Kim left.] We condemn the closing."),
        ("en", "|The union backs [the plan.] Marsh rejects it. They| left."),
        ("en", "|The union met[. It rained.] They reject| the plan."),
        ("en", "We met, but support [the families and] the closing."),
        ("en", "We met; we support [the families and] the closing."),
        ("en", "It has boats; quays; [ferries; and] tolls."),
        ("en", "It has [boats; and] ferries; quays."),
        ("en", "We like the quay [(old but nice], dear) and the ferry."),
        ("en", "The United Port [, under Kim and Marsh of Ost,] has closed."),
        ("en", "The port has long argued [that Ost threatens it and] remains firm."),
        ("en", "The quay [, as Mr. Kim said in 2. May,] closes."),
        ("en", "The quay [, old but solid,] closes."),
        ("en", "The quay [(old but solid)] closes."),
        ("en", "The quay [– old but solid –] closes."),
        ("en", "The quay[, old but solid], closes."),
        ("en", "It has boats; [ferries;] quays; tolls."),
        ("en", "The butler [of the butter] left."),
        ("ru", "Причал [А. Петрова в Одессе] закроют."),
        ("ja", "岸壁は[五月に]閉鎖されない。"),
        ("und", "The quay [but the ferry] closes."),
    ],
)  # fmt: skip
def test_fair_omissions_are_not(language, marked):
    assert [line for line in find(*leave_out(marked), language) if "Council met" not in line] == []


def test_the_words_left_out_are_shown():
    text, exact = leave_out("We support [the families. We condemn] the closing of it.")
    assert find(text, exact) == [
        "`[…]` joins the beginning of one sentence to another: We support [the families. We condemn] the closing of"
    ]
    text, exact = leave_out("We support [the families" + " of Ost" * 20 + " but condemn] the closing.")
    assert find(text, exact) == [
        f"`[…]` joins two clauses that `but` parts: We support […Ost{' of Ost' * 8} but condemn] the closing."
    ]


def test_each_omission_is_told_of_its_own():
    text = "We back Ost. They left us. We sell boats. They buy the quay."
    assert len(find(text, "We back […] left us. […] They buy […] quay")) == 1
    assert len(find(text, "We back […] left […] sell […] the quay")) == 3


def test_a_list_has_several_semicolons():
    assert MAX_LIST == 1
    assert find("We sell old; new; and small boats.", "We sell […] small boats") == []
    assert len(find("We sell one; two. We sell old; and small boats. We; they.", "We sell old […] small boats")) == 1


@pytest.mark.parametrize("code", list_languages())
def test_every_contrast_of_a_language_is_found(code):
    words = load_language(code).contrasts
    assert len(words) >= 9
    assert len(set(words)) == len(words)
    for word in words:
        written = word.replace("*", "o")
        (message,) = find(f"Kim left, {written} kept Ost.", "Kim […] kept Ost", f"{code}-AQ")
        assert f"`{written}`" in message


sentences = st.lists(
    st.lists(st.sampled_from(["ab", "cde", "fgh", "ijk"]), min_size=3, max_size=6), min_size=3, max_size=5
)


@given(sentences, st.data())
@tries(100)
def test_only_whole_sentences_may_go(drawn, data):
    """Every omission from within one sentence into another is told, none that ends and begins with whole ones."""
    told = [[f"{word}{number}{at}" for at, word in enumerate(words)] for number, words in enumerate(drawn)]
    text = " ".join(f"{' '.join(words).capitalize()}." for words in told)
    first, last = data.draw(st.integers(0, len(told) - 2)), len(told) - 1
    whole = f"{' '.join(told[first]).capitalize()}. […] {' '.join(told[last]).capitalize()}"
    parts = f"{' '.join(told[first][:-1]).capitalize()} […] {' '.join(told[last][1:])}"
    assert find(text, whole) == []
    assert len(find(text, parts)) == 1
