"""What a newer text of an article says otherwise, and what of the annotation has to be read again."""

from dataclasses import replace

import pytest
from builders import make_article, make_passage, make_position, make_seeds, text

from briefing_desk.intake.refreshing import (
    MOST_SHOWN,
    find_lost,
    list_affected,
    list_outdated,
    list_outdated_prose,
    list_outdated_questions,
    tell_differences,
)
from briefing_desk.regions.markers import format_region, parse_page
from briefing_desk.regions.prose import find_prose
from briefing_desk.syntax.source import Source
from briefing_desk.text.article_text import from_plain

PARAGRAPHS = [
    "The council offers money. It decides in May.",
    "The company refuses. A boat at night is not safe.",
    "The ministry is silent.",
    "Islanders wait at the quay.",
    "The bus is late.",
]
BEFORE = from_plain("\n\n".join(PARAGRAPHS))


def revise(old, new):
    return from_plain("\n\n".join(PARAGRAPHS).replace(old, new))


def find(after, article):
    """Return what has to be read again, and why."""
    return [(name, why) for _, name, why in list_affected(article, BEFORE, after)]


def test_the_sentences_that_differ_are_shown():
    assert tell_differences(BEFORE, revise("refuses", "hesitates")) == [
        "-The company refuses.",
        "+The company hesitates.",
    ]
    assert tell_differences(BEFORE, revise("\n\nThe bus is late.", "")) == ["-The bus is late."]


def test_what_differs_only_by_its_paragraphs_is_said():
    assert tell_differences(BEFORE, revise(" It decides", "\n\nIt decides")) == [
        "the words are the same: only spaces or paragraphs differ"
    ]


def test_many_differences_are_counted():
    told = tell_differences(BEFORE, from_plain(" ".join(f"It is day {number}." for number in range(100))))
    assert len(told) == MOST_SHOWN + 1
    assert told[-1] == f"… and {100 + 7 - MOST_SHOWN} more"


def test_what_is_quoted_in_or_next_to_a_changed_paragraph_is_named():
    article = make_article(
        make_position(quotes=["The council offers money"]),
        make_position(actor="company", quotes=["A boat at night is not safe"]),
        make_position(actor="islanders", quotes=["Islanders wait", "The ministry is silent"]),
        make_position(actor="bus", quotes=["The bus is late"]),
        passages=[make_passage("It decides in May"), make_passage("late")],
    )
    changed = find(revise("refuses", "hesitates"), article)
    question = article.positions[0].question
    assert changed == [
        (f"dockers on {question}", "next to a changed paragraph"),
        (f"company on {question}", "in a changed paragraph"),
        (f"islanders on {question}", "next to a changed paragraph"),
        (f"the passage `{article.passages[0].id}`", "next to a changed paragraph"),
    ]
    gone = find(revise("A boat at night is not safe", "Nothing is safe"), article)
    assert (f"company on {question}", "a quote is gone") in gone
    assert find(BEFORE, article) == []


def test_a_paragraph_more_or_less_has_neighbours():
    article = make_article(
        make_position(quotes=["The bus is late"]), make_position(quotes=["The council offers money"])
    )
    question = article.positions[0].question
    assert find(revise("quay.", "quay.\n\nNobody comes."), article) == [
        (f"dockers on {question}", "next to a changed paragraph")
    ]
    assert find(revise("Islanders wait at the quay.\n\n", ""), article) == [
        (f"dockers on {question}", "next to a changed paragraph")
    ]


def test_a_quote_that_was_mended_already_stands_in_what_is_new():
    article = make_article(make_position(quotes=["The company hesitates"]))
    assert find(revise("refuses", "hesitates"), article) == [
        (f"dockers on {article.positions[0].question}", "in a changed paragraph")
    ]


@pytest.mark.parametrize(
    ("old", "new", "own", "found"),
    [
        ("12 boats", "14 boats", "Wants 12 boats.", ["12"]),
        ("1,200 people", "1,300 people", "Speaks of 1,200.", ["1,200"]),
        ("four sailings", "five sailings", "Wants four sailings.", ["four"]),
        ("Callum Roe said", "Ida Quist said", "Says Roe.", ["Roe"]),
        ("four of four", "four of five", "Wants four.", ["four"]),
        ("four boats", "five boats", "Wants boats.", []),
        ("four boats", "the four boats", "Wants four.", []),
        ("The boat", "A boat", "The boat sails.", []),
    ],
)
def test_figures_and_names_that_a_newer_text_lost_are_found_in_summaries(old, new, own, found):
    article = replace(make_article(replace(make_position(), summary=text(own))), abstract=text(own))
    lost = find_lost(from_plain(f"Now {old} the."), from_plain(f"Now {new} the."))
    told = list(list_outdated(article, lost))
    assert [facts for _, _, facts in told] == [found, found][: 2 * bool(found)]


def test_a_condition_is_read_again_too():
    position = replace(make_position("conditional"), condition=text("if there are 12"))
    told = list(list_outdated(make_article(position), find_lost(from_plain("Now 12."), from_plain("Now 14."))))
    assert [(name, facts) for _, name, facts in told] == [(f"the condition of dockers on {position.question}", ["12"])]


def test_what_the_questions_of_an_article_say_is_read_again_too():
    seeds = make_seeds([make_article(make_position())])
    close, pay = seeds.topics["quay"].questions
    close = replace(close, proposition=text("12 quays should close."), background=text("Of 12, none is new."))
    topics = {"quay": replace(seeds.topics["quay"], questions=(close, replace(pay, proposition=text("Pay 12."))))}
    lost = find_lost(from_plain("Now 12."), from_plain("Now 14."))
    told = [(name, facts) for _, name, facts in list_outdated_questions(seeds.articles["a"], topics, lost)]
    assert told == [("the proposition of quay/close", ["12"]), ("the background of quay/close", ["12"])]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("cited", ["a", "a:cost"])
def test_prose_that_cites_the_article_is_searched_line_by_line(cited, newline):
    words = f"# The quay\n\n{format_region('matrix', '12 in a region')}\nIt has 12 boats.\nNow.[^{cited}]\n"
    page, _ = parse_page(Source("briefings/quay.md", words.replace("\n", newline)))
    lost = {"12": 1}
    found = [(at.line, facts) for at, _, facts in list_outdated_prose(find_prose(page), "a", lost)]
    assert found == [(page.source.text[: page.source.text.index("It has")].count("\n") + 1, ["12"])]
    assert list(list_outdated_prose(find_prose(page), "b", lost)) == []


def test_the_name_of_a_footnote_is_no_figure():
    page, _ = parse_page(Source("briefings/quay.md", "It has boats.[^a:boats-12]\n"))
    assert list(list_outdated_prose(find_prose(page), "a", {"12": 1})) == []
