"""What `[…]` must not take from a number: what it counts, what scales it, what bounds it."""

import pytest
from builders import make_quote
from hypothesis import given
from hypothesis import strategies as st
from laws import some, tries
from test_joins import leave_out

from briefing_desk.languages import list_languages, load_language
from briefing_desk.quotes.cut_numbers import HELP, check_numbers
from briefing_desk.quotes.find import find_quote
from briefing_desk.text.article_text import from_plain


def find(text, exact, language="en"):
    article = from_plain(text)
    (match,) = find_quote(article.text, exact)
    quote = make_quote(exact)
    problems = list(check_numbers(quote, match, article, language))
    told = ("omitted-number", HELP, quote.exact.at)
    assert all((problem.code, problem.help, problem.at) == told for problem in problems)
    return [problem.message for problem in problems]


@pytest.mark.parametrize(
    ("language", "marked", "told"),
    [
        ("en", "It cut 12 [thousand] jobs", "parts the number `12` from `thousand`"),
        ("en", "It cut [12] thousand jobs", "parts the number `12` from `thousand`"),
        ("en", "It lost 3.5 [million] euros", "parts the number `3.5` from `million`"),
        ("en", "It lost [3.5] million euros", "parts the number `3.5` from `million`"),
        ("en", "It lost 3 1/2 [million] euros", "parts the number `3 1/2` from `million`"),
        ("en", "It closed two [thirds of the] ports", "parts the number `two` from `thirds`"),
        ("en", "It closed [two] thirds of the ports", "parts the number `two` from `thirds`"),
        ("en", "It closed [two thirds of the] ports", "parts the number `thirds` from what it counts"),
        ("en", "It closed [half] the ports", "leaves out the number `half`"),
        ("en", "It closed [half of] the ports", "leaves out the number `half`"),
        ("en", "It took a [million] euros", "leaves out the number `million`"),
        ("en", "It rose 5 [per cent in] May", "parts the number `5` from `per cent`"),
        ("en", "It rose 5 [percentage  points in] May", "parts the number `5` from `percentage points`"),
        ("en", "It cut 12 [managers and 40] jobs", "parts the number `12` from what it counts"),
        ("en", "It sold [12] jobs", "parts the number `12` from what it counts"),
        ("en", "It sold [some 12 of the] jobs", "parts the number `12` from what it counts"),
        ("en", "It cut [up to] 12 jobs", "leaves out `up to` before the number `12`"),
        ("en", "It cut [up to] €12 a head", "leaves out `up to` before the number `12`"),
        ("en", "It cut [up to] twelve jobs", "leaves out `up to` before the number `twelve`"),
        ("en", "It fell to [minus] 5 degrees", "leaves out `minus` before the number `5`"),
        ("en", "It cut 12 [or more] jobs", "leaves out `or more` behind the number `12`"),
        ("en", "It cut 12 [or more, said Kim, of its] jobs", "leaves out `or more` behind the number `12`"),
        ("en", "It cut 12 [thousand. Kim sold many] jobs", "parts the number `12` from `thousand`"),
        ("en", "Kim cut it [all. They sold 12] jobs", "parts the number `12` from what it counts"),
        ("de", "Es kostet 12 [Millionen] Euro", "parts the number `12` from `Millionen`"),
        ("de", "Es kostet [bis zu] 12 Euro", "leaves out `bis zu` before the number `12`"),
        ("de", "Er schloss zwei [Drittel der] Häfen", "parts the number `zwei` from `Drittel`"),
        ("fr", "Il coûte 12 [millions d’euros en] frais", "parts the number `12` from `millions`"),
        ("es", "Cuesta 12 [millones de] euros", "parts the number `12` from `millones`"),
        ("ru", "Он сократил 12 [тысяч] мест", "parts the number `12` from `тысяч`"),
        ("uk", "Він скоротив [понад] 12 місць", "leaves out `понад` before the number `12`"),
        ("pl", "Kosztuje 12 [milionów] euro", "parts the number `12` from `milionów`"),
        ("en", "It cut 12000 [managers and 40] jobs", "parts the number `12000` from what it counts"),
        ("en", "It cut 12 [men of them or more] jobs", "parts the number `12` from what it counts"),
        ("en", "It sold 12 [and, of them, 40] boats", "parts the number `40` from what it counts"),
        ("en", "It sold 12 [(new) and 40] boats", "parts the number `40` from what it counts"),
        ("en", "It sold 12 [of them. Kim sold 40] boats", "parts the number `40` from what it counts"),
        ("en", "It sold boats [of the 40] men", "parts the number `40` from what it counts"),
        ("en", "12 [thousand] jobs were cut", "parts the number `12` from `thousand`"),
        ("en", "Kim cut it [all. Twelve] jobs are gone", "parts the number `Twelve` from what it counts"),
        ("en", "It cut 12 [OR MORE] jobs", "leaves out `OR MORE` behind the number `12`"),
        ("en", "It cut all. The 12 [managers and 40] jobs are gone", "parts the number `12` from what it counts"),
        ("en", "It cut 12 [managers, 4] jobs", "parts the number `12` from what it counts"),
    ],
)  # fmt: skip
def test_what_is_taken_from_a_number_is_told(language, marked, told):
    (message,) = find(*leave_out(f"{marked}."), language)
    assert message.split(": ")[0] == f"`[…]` {told}"


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("en", "It sold 12 [new] boats."),
        ("en", "It sold 12 [new, wooden] boats."),
        ("en", "It sold 12 [of the 40] boats."),
        ("en", "It sold 12 [(members of the union)] boats."),
        ("en", "12 [of the 40] boats left."),
        ("en", "In 2024 [the union] left."),
        ("en", "In 2024 [members of the] union left."),
        ("en", "In May [2024] boats left."),
        ("en", "Under Article 5 [members of the] union left."),
        ("en", "Under [Article 5] boats left."),
        ("en", "Under phase 1 [members of the] union left."),
        ("en", "No one [in Ost] left."),
        ("en", "It sold boats [to two] and left."),
        ("en", "It sold boats [of 12 men,] and left."),
        ("en", "It sold 12 boats [in Ost] and 5 quays."),
        ("en", "It sold 12, [members of the] union said."),
        ("en", "It sold 12 [members of the union]: boats."),
        ("en", "It sold [over the quay] 12 boats."),
        ("en", "It sold [half of them. The] boats left."),
        ("en", "It sold it 12 [in the years of] Ost."),
        ("en", "It sold F12 [or] boats."),
        ("en", "It sold [some] boats."),
        ("en", "It went [about] the 12 boats."),
        ("en", "It won the [quarter-final] match."),
        ("und", "It sold 12 [thousand] boats."),
        ("und", "It sold 12 [members of the] boats."),
    ],
)
def test_what_is_no_part_of_a_number_is_not(language, marked):
    assert find(*leave_out(marked), language) == []


@pytest.mark.parametrize(
    ("language", "marked", "told"),
    [
        ("en", "{It cut 12} thousand jobs.", "parts the number `12` from `thousand`: It cut 12 [thousand] jobs."),
        ("en", "{It closed two} thirds of the ports.", "parts the number `two` from `thirds`"),
        ("en", "{It rose 5} per cent.", "parts the number `5` from `per cent`"),
        ("en", "{It sold 12} or more.", "ends with the number `12`, right before `or more`"),
        ("en", "It cut 12 {thousand jobs}.", "parts the number `12` from `thousand`"),
        ("en", "It sold two {dozen boats}.", "parts the number `two` from `dozen`"),
        ("en", "It sold up to {12 boats}.", "begins with the number `12`, right behind `up to`"),
        ("en", "It was minus {5 degrees}.", "begins with the number `5`, right behind `minus`"),
        ("en", "At least {£5 was} paid.", "begins with the number `5`, right behind `At least`"),
        ("de", "Er hat fast oder über {12 Boote}.", "begins with the number `12`, right behind `über`"),
    ],
)
def test_a_number_that_a_quote_is_cut_from_is_told(language, marked, told):
    exact = marked.split("{")[1].split("}")[0]
    (message,) = find(marked.replace("{", "").replace("}", ""), exact, language)
    assert message.startswith(f"the quote {told}")


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("en", "It cut {12 thousand jobs}."),
        ("en", "It sold {up to 12 boats}."),
        ("en", "It sold half of {a thousand boats}."),
        ("en", "It sold 12 {boats in Ost}."),
        ("en", "{It sold 12} boats."),
        ("en", "It sold up to\n\n{12 boats}."),
        ("en", "{It cut 12}\n\nThousands left."),
        ("en", "{It cut it in 2024}. Thousands left."),
        ("en", "It was over. {12 boats} left."),
        ("und", "{It cut 12} thousand jobs."),
    ],
)
def test_a_number_that_is_quoted_whole_is_not(language, marked):
    exact = marked.split("{")[1].split("}")[0]
    assert find(marked.replace("{", "").replace("}", ""), exact, language) == []


def test_the_words_left_out_are_shown():
    assert find(*leave_out("It cut 12 [thousand] jobs in Ost.")) == [
        "`[…]` parts the number `12` from `thousand`: It cut 12 [thousand] jobs in Ost."
    ]


def test_each_omission_is_told_of_its_own():
    text = "It cut 12 thousand jobs and up to 5 boats in Ost."
    assert len(find(text, "It cut 12 […] jobs and […] 5 boats […] Ost")) == 2


@pytest.mark.parametrize("code", list_languages())
def test_every_word_of_a_language_is_known(code):
    known = load_language(code)
    for words in (known.numerals, known.scales, known.bounds, known.labels, known.units):
        assert len(words) == len(set(words)) >= 9
        assert all(word == word.lower() for word in words)
    for word in some(known.scales):
        (message,) = find(f"Kim sold 12 {word} boats.", "sold 12 […] boats", f"{code}-AQ")
        assert f"`12` from `{word}`" in message
    for word in some(known.bounds):
        (message,) = find(f"Kim sold {word} 12 boats.", "Kim sold […] 12 boats", code)
        assert "before the number `12`" in message
    for word in some(known.numerals):
        assert len(find(f"Kim sold {word} boats.", "Kim sold […] boats", code)) == 1


@given(st.text(st.sampled_from("ab .12½%,-ofthe"), max_size=40), st.sampled_from([*list_languages(), "und"]))
@tries(100)
def test_nothing_raises_and_an_omission_is_told_once(left, language):
    text = from_plain(f"Alpha 12 {left} 5 omega")
    for match in find_quote(text.text, "Alpha 12 […] 5 omega"):
        assert len(list(check_numbers(make_quote("Alpha 12 […] 5 omega"), match, text, language))) <= 1
