"""Whose words a quote of several pieces is, and how passages are shown in messages."""

import pytest
from builders import make_quote

from briefing_desk.quotes.find import find_quote
from briefing_desk.quotes.stated import OF_TWO, SHOWN, explain_doubt, find_first, judge_match, shorten, show_around
from briefing_desk.text.article_text import from_plain
from briefing_desk.text.quotation_marks import Direct
from briefing_desk.text.speech import LOOSE

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
        ("“We ‘stay’ and ‘go’,” said Jo Marsh.", "stay […] go", ONE),
        ("Jo Marsh said: “We stay.” Kim Lee said: “They go.”", "We stay […] They go", TWO),
        ("Jo Marsh said, “We stay.” Kim Lee said, “They go.”", "We stay […] They go", TWO),
        ("Jo Marsh said: “We ‘all’ stay.” Kim Lee said: “They go.”", "We ‘all’ stay […] They go", TWO),
        ("Jo Marsh said: “We stay.” Marsh added: “They go.”", "We stay […] They go", ONE),
        ("Kim Lee met Jo Marsh.\n\nMarsh said: “We stay.” Lee said: “They go.”", "We stay […] They go", TWO),
        ("“We stay,” said Jo Marsh. “They go,” said Kim Lee.", "We stay […] said", (Direct.NO, "")),
    ],
)
def test_pieces_of_two_people_are_not_one_persons_words(text, quote, answer):
    article = from_plain(text, "en")
    (match,) = find_quote(text, quote)
    assert judge_match(match, article) == answer


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
