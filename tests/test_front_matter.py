"""The front matter is what stands between the first line `---` and the next."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_desk.syntax.front_matter import MAX_CHARACTERS, require_front_matter, split_front_matter
from briefing_desk.syntax.source import Source


def split(text: str) -> tuple[str, str] | None:
    """Return front matter and body."""
    found = split_front_matter(Source("a.md", text))
    return (text[found.start : found.end], text[found.body :]) if found else None


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("closing", ["---", "...", "--- \t"])
def test_line_ends_and_closings(end, closing):
    assert split(end.join(["---", "a: b", closing, "body"])) == (f"a: b{end}", "body")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("---\n---", ("", "")),
        ("--- \na: b\n---\n", ("a: b\n", "")),
        ("---\n  ---\n----\n--- x\n---\nbody\n---\n", ("  ---\n----\n--- x\n", "body\n---\n")),
        ("---\ra: b\n---\r\nbody", ("a: b\n", "body")),
        ("---", None),
        ("---\na: b\n", None),
        ("\n---\na: b\n---\n", None),
        (" ---\na: b\n---\n", None),
        ("----\na: b\n---\n", None),
        ("", None),
    ],
)
def test_fences(text, parts):
    assert split(text) == parts


def test_a_long_front_matter_is_refused():
    source = Source("a.md", f"---\n{'a' * MAX_CHARACTERS}\n---\n")
    found, (problem,) = require_front_matter(source)
    assert found is None
    assert (problem.code, problem.message) == ("too-large", "the front matter has more than 250000 characters")
    assert problem.help == "put some of its positions into another file, which annotates the same article"


@given(st.text() | st.text(alphabet="-. \r\n\tax", max_size=20), st.booleans())
def test_nothing_is_lost(text, is_opened):
    text = "---\n" + text if is_opened else text
    source = Source("a.md", text)
    found, problems = require_front_matter(source)
    assert bool(found) != bool(problems)
    if found:
        assert 3 <= found.start <= found.end < found.body <= len(text)
        assert text[found.end : found.body].strip() in ("---", "...")
