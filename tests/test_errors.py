"""One fault in each file of `errors/`, with exactly what is said about it beside it."""

from pathlib import Path

import pytest

from briefing_desk.answers.problem_formats import format_text
from briefing_desk.schema.seeds import read_actors, read_article, read_publishers, read_topic
from briefing_desk.syntax.decode import decode
from briefing_desk.syntax.problems import sort_problems

FOLDER = Path(__file__).parent / "errors"
FILES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".txt")
READERS = {"actors": read_actors, "publishers": read_publishers, "topic": read_topic}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_message(path: Path, expect) -> None:
    """An article is a `.md`; of the vocabulary, the file's name begins with its kind."""
    source, problems = decode(path.name, path.read_bytes())
    if source:
        read = read_article if path.suffix == ".md" else READERS[path.stem.partition("-")[0]]
        problems = read(source)[1]
    expect(path.with_suffix(".txt"), "".join(format_text(problem) + "\n" for problem in sort_problems(problems)))


def test_every_expected_text_has_its_file() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == {path.stem for path in FILES}
