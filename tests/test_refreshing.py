"""What a newer text of an article says otherwise, and what of the annotation has to be read again."""

from builders import make_article, make_passage, make_position

from generator.articletext import from_plain
from generator.refreshing import MOST_SHOWN, list_affected, tell_differences

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
