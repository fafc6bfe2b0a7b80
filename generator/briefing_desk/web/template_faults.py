"""What a site's own templates do wrong, where it stands in them. Needs no Jinja."""

import re
from collections import Counter

from briefing_desk.schema.settings import TEMPLATES
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Place, Source, find_line_starts
from briefing_desk.web.escape import VOID_TAGS

ROOM = f"{TEMPLATES}/"
CODE = "template-fault"
Own = tuple[Source, ...]
"""The templates of a site's own."""
TAGS = re.compile(r"<(/?)([a-z][\w-]*)(?:[^<>]*[^<>/])?(/?)>")


class TemplateFault(Exception):
    """A fault of a site's own template."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def find_complaint(text: str) -> tuple[str, str, str] | None:
    """Return the first line that would leave its raw HTML block, with what is wrong with it and how to mend that."""
    for block in re.split(r"\n{2,}", text):
        lines = block.split("\n")
        for number, line in enumerate(lines):
            if not re.match(r"<[a-z]" if number == 0 else r"<", line):
                help = "put it into an element on the line above, or into a macro, which is one line"
                return line, "a line of a region must begin with a tag", help
        open_tags: Counter[str] = Counter()
        for closing, tag, closed in TAGS.findall(block):
            open_tags[tag] += -1 if closing else tag not in VOID_TAGS and not closed
        for tag in filter(open_tags.get, open_tags):
            line = next(line for line in lines if tag in line)
            return (
                line,
                f"`<{tag}>` is not closed before the next blank line, or closed twice",
                "leave no blank line in it",
            )
    return None


def place_complaint(own: Own, name: str, line: str, message: str, help: str) -> Problem:
    """Return the problem of a line that a region must not have, at the line of a site's template that makes it."""
    for source in sorted(own, key=lambda source: source.path != ROOM + name):
        at = 0
        for written in source.text.splitlines(keepends=True):
            begin = re.split(r"[{\n]", written.lstrip(), maxsplit=1)[0]
            if begin.strip() and line.startswith(begin):
                return Problem(Place(source, at + len(written) - len(written.lstrip())), CODE, message, help)
            at += len(written)
    source = next((source for source in own if source.path == ROOM + name), own[0])
    return Problem(Place(source), CODE, f"{message}: `{line[:60]}`", help)


def find_word(source: Source, line: int, message: str) -> Place:
    """Return the place on a line of the last word that a message quotes; where the line begins, if it has none."""
    starts = [*find_line_starts(source.text), len(source.text)]
    start = starts[min(line, len(starts) - 1) - 1]
    words = source.text[start : starts[min(line, len(starts) - 1)]]
    for quoted in (*re.findall(r"'([^']+)'", message)[::-1], message):
        edge = r"\b" if quoted.isidentifier() else ""
        if found := re.search(f"{edge}{re.escape(quoted)}{edge}", words):
            return Place(source, start + found.start())
    return Place(source, start + len(words) - len(words.lstrip()))
