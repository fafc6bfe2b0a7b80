"""A place in a file has a line and a column, whatever ends the lines."""

from hypothesis import given
from hypothesis import strategies as st

from briefing_desk.syntax.source import Place, Source, Text

texts = st.text(alphabet="ab\n\r\u2028\x0b\u00e9\U0001f600", max_size=30)


@given(texts, st.data())
def test_line_and_column_lead_back_to_the_offset(text, data):
    source = Source("a.md", text)
    offset = data.draw(st.integers(0, len(text)))
    line, column = source.locate(offset)
    ends = [i for i, c in enumerate(text) if c == "\n" or (c == "\r" and text[i + 1 : i + 2] != "\n")]
    assert line == 1 + sum(end < offset for end in ends)
    assert source.at_line(line).offset + column - 1 == offset


def test_each_line_end_counts_once():
    source = Source("a.md", "one\ntwo\r\nthree\rfour\r\n")
    assert [source.at_line(line).offset for line in range(1, 6)] == [0, 4, 9, 15, 21]


def test_a_column_is_a_code_point():
    assert Source("a.md", "x\nz\u0308\U0001f600!").locate(5) == (2, 4)


def test_a_place_knows_its_file():
    place = Place(Source("seeds/a.md", "one\ntwo"), 5)
    assert (place.path, place.line, place.column) == ("seeds/a.md", 2, 2)


@given(st.text(alphabet="a\r\né", max_size=12), st.data())
def test_a_place_without_its_text_is_where_it_was(text, data):
    place = Place(Source("a.md", text), data.draw(st.integers(0, len(text))))
    bare = place.forget_text()
    assert (bare.path, bare.line, bare.column) == (place.path, place.line, place.column)
    assert bare.source.text.strip() == ""


def test_words_are_equal_wherever_they_stand():
    source = Source("a.md", "one one")
    first, second = Text("one", Place(source, 0)), Text("one", Place(source, 4))
    assert first == second == "one"
    assert len({first, second, "one"}) == 1
    assert (first.at.column, second.at.column) == (1, 5)
