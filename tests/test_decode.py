"""Bytes become text, or one problem at the first place that is not text."""

import gzip

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from laws import tries

from briefing_desk.answers.problem_formats import format_text
from briefing_desk.syntax.decode import MAX_BYTES, decode
from briefing_desk.syntax.problems import CODES


def complain(data: bytes) -> str:
    """Return the only problem of a file that cannot be text."""
    source, (problem,) = decode("a.md", data)
    assert source is None
    return format_text(problem)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"\xef\xbb\xbf---\n", "---\n"),
        (b"\xef\xbb\xbf", ""),
        (b"a\r\nb\rc\n\td", "a\r\nb\rc\n\td"),
        ("Zürich — «Ωδή» 😀\u2028".encode(), "Zürich — «Ωδή» 😀\u2028"),
        (b"x" * MAX_BYTES, "x" * MAX_BYTES),
    ],
)
def test_text(data, text):
    source, problems = decode("a.md", data)
    assert not problems
    assert (source.path, source.text) == ("a.md", text)


HALF = "half of a surrogate pair is no character"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"---\ntitle: Caf\xe9 debate\n", "a.md:2:11: error[encoding] byte 0xE9 is not valid UTF-8"),
        (b"---\r\ntitle: \x93Smart\x94\r\n", "a.md:2:8: error[encoding] byte 0x93 is not valid UTF-8"),
        (
            "é\n\ud800".encode(errors="surrogatepass"),
            "a.md:2:1: error[encoding] half of a surrogate pair is no character",
        ),
        (b"good.\xe2\x82\n", "a.md:1:6: error[encoding] a character is cut off here"),
        ("good €".encode()[:-1], "a.md:1:6: error[encoding] a character is cut off here"),
        ("---\n".encode("utf-16"), "a.md:1:1: error[encoding] the file is UTF-16, not UTF-8"),
        (gzip.compress(b"---\n", mtime=0), "a.md:1:1: error[binary] the file is a gzip file, not text"),
        (b"\x7fELF\x02\x01\x01\x00\xff", "a.md:1:1: error[binary] the file is not text"),
        (b"x" * (MAX_BYTES + 1), "a.md:1:1: error[too-large] the file is larger than 1 MB"),
        (b"[" * 5_000_000, "a.md:1:1: error[too-large] the file is larger than 1 MB"),
        (b"a\nb\x07", "a.md:2:2: error[control-character] control character U+0007"),
        (b"\x1b[31m\x0c", "a.md:1:1: error[control-character] control character U+001B, the first of 2"),
        ("a\ufffe".encode(), "a.md:1:2: error[control-character] control character U+FFFE"),
    ],
)
def test_what_is_no_text_says_where(data, said):
    assert complain(data).partition("\n")[0] == said


@given(st.binary() | st.text().map(str.encode))
@example(b"\xff\xfe")
@tries(200)
def test_any_bytes_are_text_or_a_problem(data):
    source, problems = decode("a.md", data)
    if source:
        assert not problems
        assert source.text.encode() == data.removeprefix(b"\xef\xbb\xbf")
    else:
        assert len(problems) == 1
        assert problems[0].code in CODES
        assert problems[0].at.offset <= len(data)
