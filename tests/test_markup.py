"""Where Markdown takes characters out of words, it is told, with the word and how to write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from laws import tries

from briefing_desk.intake.drafting import escape_markdown
from briefing_desk.syntax.source import Source
from briefing_desk.text.article_text import from_markdown
from briefing_desk.text.markup import check_markup, find_taken

FRONT = "---\ntitle: x\n---\n"


def read(body):
    return [(taken.written, taken.read) for taken in find_taken(body)]


@pytest.mark.parametrize(
    ("body", "written", "left"),
    [
        ("der Lehrer*innen und Schüler*in", "Lehrer*innen", "Lehrerinnen"),
        ("un*believ*able", "un*believ*able", "unbelievable"),
        ("un**believ**able", "un**believ**able", "unbelievable"),
        ("(*Lehrer*innen)", "(*Lehrer*innen)", "(Lehrerinnen)"),
        ("a [docker](https://x.example)s' strike", "[docker](https://x.example)s", "dockers"),
        ("the harbour[1](#fn1) while", "harbour[1](#fn1)", "harbour1"),
        ("a harbour<sup>1</sup> while", "harbour<sup>1</sup>", "harbour1"),
        ("un~~believ~~able", "un~~believ~~able", "unable"),
        ("un<del>believ</del>able", "un<del>believ</del>able", "unable"),
        ("H<sub>2</sub>O rises", "H<sub>2</sub>O", "H2O"),
        ("by 10<sup>6</sup> euros", "10<sup>6</sup>", "106"),
        ("a `code`s word", "`code`s", "codes"),
        ("caf&eacute;s close", "caf&eacute;s", "cafés"),
        ("and\\/or not", "and\\/or", "and/or"),
        ("x![alt](y.png)z here", "x![alt](y.png)z", "xaltz"),
        ("2*3*4 boats", "2*3*4", "234"),
        ("| a | b |\n|---|---|\n| c | un*believ*able |", "un*believ*able", "unbelievable"),
        ("> - der Bürger*innen und Bauer*innen", "Bürger*innen", "Bürgerinnen"),
        ("п*орт*у", "п*орт*у", "порту"),
    ],
)
def test_a_word_that_markdown_changes_is_told(body, written, left):
    assert read(body)[0] == (written, left)
    assert left in from_markdown(body).text


@pytest.mark.parametrize(
    "body",
    [
        "der Lehrer\\*innen und Schüler\\*innen",
        "der Lehrer\\_innen",
        "one Lehrer*innen alone",
        "snake_case_name, Lehrer:innen, Lehrer/innen",
        "a ~word~ of~some~thing",
        "**bold** and *italic*, [a link](https://x.example), `code`",
        "AT&amp;T, a&nbsp;b, 5&lt;6, R\\&D, 1\\. x",
        "one<br>two",
        "a&b <b>c</b>",
        "```\nun*believ*able\n```",
        "`un*believ*able`",
        "C:\\folder and a\\b",
        "(*so*) and “*so*”",
        "harbour [1] while",
        "",
    ],
)
def test_what_markdown_leaves_whole_is_not(body):
    assert read(body) == []


def test_each_word_is_told_once_where_it_stands():
    body = "Erst.\n\nDie Lehrer*innen und\nSchüler*innen, Lehrer*innen und Bauer*innen.\n"
    found = [
        (p.at.line, p.at.column, p.code, p.message) for p in check_markup(Source("a.md", FRONT + body), len(FRONT))
    ]
    assert found == [
        (6, 5, "markdown-in-word", "Markdown makes `Lehrerinnen` of `Lehrer*innen`"),
        (7, 1, "markdown-in-word", "Markdown makes `Schülerinnen` of `Schüler*innen`"),
        (7, 16, "markdown-in-word", "Markdown makes `Lehrerinnen` of `Lehrer*innen`"),
        (7, 33, "markdown-in-word", "Markdown makes `Bauerinnen` of `Bauer*innen`"),
    ]


@pytest.mark.parametrize(
    "word",
    ["Lehrer*innen und Bauer*innen", "un*believ*able", "un**be**able", "H<sub>2</sub>O", "caf&eacute;s", "and\\/or"],
)
def test_the_help_mends_it(word):
    """Written as the help says, the word is the article's."""
    help = next(check_markup(Source("a.md", FRONT + word), len(FRONT))).help
    mended, plain = help.split("`")[1], help.split("`")[3]
    first = word.split()[0]
    assert from_markdown(mended).text.strip() == first
    assert read(mended) == read(plain) == []


def test_what_add_writes_is_never_changed():
    text = "Die Lehrer*innen, un**be**able H<b>2</b>O [a](b)c caf&eacute;s and\\/or `x`y 2*3*4"
    assert read(escape_markdown(text)) == []
    assert from_markdown(escape_markdown(text)).text.strip() == text


@given(st.text(st.sampled_from("ab*_`[]()<>&;\\!/ \n"), max_size=30))
@tries(300)
def test_nothing_raises_and_places_lie_in_the_body(body):
    for taken in find_taken(body):
        assert 0 <= taken.offset <= len(body)
