"""Whose words a quote of several pieces is, and how passages are shown in messages."""

import pytest
from builders import make_position, make_quote

from briefing_desk.quotes.find import find_quote
from briefing_desk.quotes.stated import (
    OF_TWO,
    SHOWN,
    explain_doubt,
    explain_split,
    find_first,
    is_told,
    judge_match,
    shorten,
    show_around,
)
from briefing_desk.text.article_text import QUOTED, from_plain
from briefing_desk.text.quotation_marks import Direct
from briefing_desk.text.speech import LOOSE, PERHAPS_TOLD, UNCLEAR, list_outer

TWO = (Direct.UNSURE, OF_TWO)
ONE = (Direct.YES, "")


@pytest.mark.parametrize(
    ("text", "quote", "answer"),
    [
        ("“We stay,” said Jo Marsh. “They go,” said Kim Lee.", "We stay […] They go", TWO),
        ("“We stay,” said Jo Marsh. “They go,” said Kim Lee.", "“We stay,” […] “They go,”", TWO),
        ("“We stay,” said Jo Marsh. “They go,” said Kim Lee.", "We stay,” […] “They go", TWO),
        ("“We stay,” said Jo Marsh. “They go,” said Kim Lee; “All,” said Marsh.", "We stay […] They go", TWO),
        ("“We stay,” said Jo Marsh. “They go,” Marsh said.", "We stay […] They go", ONE),
        ("“We stay,” said Jo Marsh. “They go,” she said.", "We stay […] They go", ONE),
        ("“We stay,” said Jo Marsh. “They go,” she said then.", "We stay […] They go", ONE),
        ("“We stay,” said Jo Marsh.\n\n“They go,” she said.", "We stay […] They go", TWO),
        ("“We stay,” said Jo Marsh. “They go.”", "We stay […] They go", ONE),
        ("“We stay for good, and they go,” said Jo Marsh.", "We stay […] they go", ONE),
        ("“We ‘stay’ and ‘go’,” said Jo Marsh.", "stay […] go", (Direct.UNSURE, QUOTED)),
        ("“Lee told us ‘we will go’, and we stay,” said Marsh.", "we will go", (Direct.UNSURE, QUOTED)),
        ("“Lee told us ‘we will go’, and we stay,” said Marsh.", "told us ‘we will go’, and we stay", ONE),
        ("“Lee told us ‘we will go’, and we stay,” said Marsh.", "told us ‘we", ONE),
        ("“‘We will go,’” said Lee.", "We will go", ONE),
        ("> “We will go,” said Lee.", "We will go", ONE),
        ("„Lee sagte: ‚Wir gehen‘, aber wir bleiben“, sagte Marsh.", "Wir gehen", (Direct.UNSURE, QUOTED)),
        ("« Lee dit : “nous partons”, et c’est faux », dit Marsh.", "nous partons", (Direct.UNSURE, QUOTED)),
        ("市长说：「工会说『我们反对』，我们会去。」", "我们反对", (Direct.UNSURE, QUOTED)),
        ("Jo Marsh said: “We stay.” Kim Lee said: “They go.”", "We stay […] They go", TWO),
        ("Jo Marsh said, “We stay.” Kim Lee said, “They go.”", "We stay […] They go", TWO),
        ("Jo Marsh said: “We ‘all’ stay.” Kim Lee said: “They go.”", "We ‘all’ stay […] They go", TWO),
        ("Jo Marsh said: “We stay.” Marsh added: “They go.”", "We stay […] They go", ONE),
        ("Kim Lee met Jo Marsh.\n\nMarsh said: “We stay.” Lee said: “They go.”", "We stay […] They go", TWO),
        ("“We stay,” said Jo Marsh. “They go,” said Kim Lee.", "We stay […] said", (Direct.NO, "")),
        ("“We stay” said Jo Marsh. “They go” said Kim Lee.", "We stay […] They go", TWO),
        ("“We stay,” said Jo Marsh.\n\nThe hall was full.\n\n“They go.”", "We stay […] They go", TWO),
        ("Kim Lee came.\n\n“We stay,” said Jo Marsh.\n\n“All of us.”\n\n“They go.”", "We stay […] They go", ONE),
        ("“We stay,” said Jo Marsh.\n\n“All ‘of us’ are here.”\n\n“They go.”", "We stay […] They go", ONE),
        ("“We stay,” said Jo Marsh.\n\n“‘All’ is ‘all’,” it says.\n\n“They go.”", "We stay […] They go", TWO),
        ("“We stay,” said Jo Marsh.\n\n“All.”\n\nIt rained.\n\n“They go.”", "We stay […] They go", TWO),
        ("Jo Marsh said “we stay” while Kim Lee said “they go”.", "we stay […] they go", TWO),
        ("Jo Marsh said “we stay”, while Kim Lee said “they go”.", "we stay […] they go", TWO),
        ("Jo Marsh said “we stay” and Marsh said “they go”.", "we stay […] they go", ONE),
        ("Jo Marsh said “we stay” where Kim Lee said “they go”.", "we stay […] they go", ONE),
        ("Jo Marsh said: “Kim Lee stays.” Kim Lee said: “They go.”", "stays […] They go", TWO),
    ],
)
def test_pieces_of_two_people_are_not_one_persons_words(text, quote, answer):
    article = from_plain(text, "en")
    (match,) = find_quote(text, quote)
    assert judge_match(match, article) == answer


@pytest.mark.parametrize(
    ("language", "text", "answer"),
    [
        ("de", "Jo Marsh will „bleiben“, während Kim Lee „gehen“ will.", TWO),
        ("fr", "Jo Marsh veut « bleiben », tandis que Kim Lee veut « gehen ».", TWO),
        ("fr", "Jo Marsh veut « bleiben », où Kim Lee veut « gehen ».", ONE),
        ("es", "Jo Marsh quiere «bleiben», mientras Kim Lee quiere «gehen».", TWO),
        ("nb", "Jo Marsh vil «bleiben», mens Kim Lee vil «gehen».", TWO),
    ],
)
def test_what_sets_two_people_side_by_side_is_known_by_language(language, text, answer):
    article = from_plain(text, language)
    (match,) = find_quote(text, "bleiben […] gehen")
    assert judge_match(match, article) == answer


@pytest.mark.parametrize(
    ("text", "index", "answer"),
    [
        ("“All.” A", 0, False),
        ("“All.” Ab", 0, True),
        ("“One two three four.”\n\n“All.” Ab", 0, False),
        ("“One two three four.”\n\n“All.” Ab", 1, True),
        ("“One two three four.”\n\n“All.” A", 1, False),
        ("It rained.", 0, True),
    ],
)
def test_a_paragraph_is_told_that_has_words_outside_its_quotations(text, index, answer):
    article = from_plain(text)
    assert is_told(article, index, list_outer(article.direct)) is answer


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("one\n  two", "one two"),
        ("1234567890", "1234567890"),
        ("12345678901", "123456789…"),
        ("12345678 01", "12345678…"),
        (" 2345678901", "2345678901"),
    ],
)
def test_what_is_long_is_cut(words, shown):
    assert shorten(words, 10) == shown


TWICE = from_plain('Kim wrote "stay" today.\n\nJo wrote"stay"and left.')


@pytest.mark.parametrize(
    ("context", "why"),
    [
        ({"prefix": 'Jo wrote"'}, f'{LOOSE} (line 3: `Jo wrote"stay"and left.`)'),
        ({"suffix": '"and'}, f'{LOOSE} (line 3: `Jo wrote"stay"and left.`)'),
        ({}, "its marks do not tell"),
        ({"prefix": "nowhere"}, "its marks do not tell"),
    ],
)
def test_a_doubt_is_explained_where_the_quote_stands(context, why):
    assert explain_doubt(make_quote("stay", **context), TWICE) == why


@pytest.mark.parametrize(("context", "start"), [({"prefix": 'Jo wrote"'}, 34), ({"suffix": '"and'}, 34), ({}, 11)])
def test_pieces_are_those_of_the_first_place(context, start):
    assert [match.pieces for match in find_first(make_quote("stay", **context), TWICE)] == [((start, start + 4),)]


def test_a_passage_is_shown_with_what_stands_beside_it_in_its_paragraph():
    text = from_plain(f"One.\n\n{'a ' * 50}here{' b' * 50}\n\nTwo.")
    start = text.text.index("here")
    assert show_around(text, start, start + 4) == f"{'a ' * (SHOWN // 2)}here{' b' * (SHOWN // 2)}"
    assert show_around(text, 0, 3) == "One."
    assert show_around(text, len(text.text) - 4, len(text.text)) == "Two."
    one = from_plain("A.\n\nB.")
    assert [show_around(one, 0, 1), show_around(one, 0, 2), show_around(one, 4, 5)] == ["A.", "A.", "B."]


SPLIT = "(line 1): quote that, put […] in place of what stands outside, or write `basis: reported`"


@pytest.mark.parametrize(
    ("language", "text", "quote", "parts"),
    [
        ("de", "„Wir lassen uns, sagte Jo Marsh, nicht vertreiben.“",
         "Wir lassen uns, sagte Jo Marsh, nicht vertreiben", "`Wir lassen uns,`, `nicht vertreiben`"),
        ("fr", "« Le port, explique Jo Marsh, est à nous. »", "port, explique Jo Marsh, est à", "`port,`, `est à`"),
        ("en", "“We stay,” said Jo Marsh.", "We stay,” said Jo Marsh", "`We stay,`"),
        ("en", "“We stay,” said Jo Marsh. “We ‘stay’.”", "said Jo Marsh. “We ‘stay", "`We ‘stay`"),
    ],
)  # fmt: skip
def test_a_quote_across_what_a_narrator_says_is_told_where_to_split(language, text, quote, parts):
    position = make_position(quotes=[quote])
    article = from_plain(text, language)
    (match,) = find_quote(text, quote)
    assert judge_match(match, article) == (Direct.NO, "")
    assert explain_split(position, article) == f"only {parts} stands inside the marks {SPLIT}"


@pytest.mark.parametrize("quote", ["said Jo Marsh", "nowhere", "Jo Marsh of the union."])
def test_where_no_part_stands_inside_the_marks_there_is_nothing_to_split(quote):
    article = from_plain('“We stay,” said Jo Marsh of the union. Jo wrote"stay"and left.', "en")
    assert explain_split(make_position(quotes=[quote]), article) == ""


@pytest.mark.parametrize(
    ("quote", "answer"),
    [
        ("Vi stannar", (Direct.YES, "")),
        ("och ingen går", (Direct.YES, "")),
        ("skryter borgmästaren", (Direct.UNSURE, UNCLEAR)),
        ("Vi stannar, skryter borgmästaren, och ingen går", (Direct.UNSURE, PERHAPS_TOLD)),
        ("Vi stannar […] och ingen går", (Direct.YES, "")),
    ],
)
def test_a_verb_that_no_list_has_leaves_a_quote_across_it_in_doubt(quote, answer):
    article = from_plain("”Vi stannar, skryter borgmästaren, och ingen går.”", "sv")
    (match,) = find_quote(article.text, quote)
    assert judge_match(match, article) == answer
