"""The journey of a quote: over how many borders between modules its words are handed, from the file to the page."""

import inspect
import sys
from dataclasses import fields, is_dataclass
from pathlib import Path

from builders import read_seeds

from briefing_desk.checks.assemble import make_library
from briefing_desk.pages.evidence import render_evidence
from briefing_desk.quotes.evidence import collect_evidence
from briefing_desk.web.links import Context
from briefing_desk.web.views import view_topic

ROOT = Path(__file__).parent.parent
QUAY = ROOT / "tests/cases/quay"
QUOTED, WORDS = "we will not leave one person behind", "we will not leave one walking person behind"
"""What the quay's article quotes, and what takes its place here: no other test asks for it, so nothing is cached."""
MOST = 15
"""Borders that a reader of the code can follow."""


def carries(value):
    """Say whether a value is the words, or a noun that has them."""
    if isinstance(value, tuple | list):
        return any(map(carries, value))
    if is_dataclass(value) and not isinstance(value, type):
        return any(getattr(value, field.name, None) == WORDS for field in fields(value))
    return isinstance(value, str) and value == WORDS


def find_module(frame):
    """Return the module of ours in which a call happens, or whose call led there."""
    while frame and not frame.f_globals.get("__name__", "").startswith("briefing_desk."):
        frame = frame.f_back
    return frame.f_globals["__name__"].removeprefix("briefing_desk.") if frame else ""


def follow(run):
    """Return the borders between modules over which calls hand the words on, in the order of their first time."""
    borders = {}

    def watch(frame, event, _):
        if event != "call" or not frame.f_globals.get("__name__", "").startswith("briefing_desk."):
            return
        before, here = find_module(frame.f_back), find_module(frame)
        names, rest, _, values = inspect.getargvalues(frame)
        given = [values.get(name) for name in (*names, rest)]
        if before and before != here and any(map(carries, given)):
            borders.setdefault((before, here), frame.f_code.co_name)

    sys.setprofile(watch)
    try:
        run()
    finally:
        sys.setprofile(None)
    return borders


def walk():
    """Take the quay from its files to the evidence on its page."""
    files = {
        path.relative_to(QUAY).as_posix(): path.read_text(encoding="utf-8").replace(QUOTED, WORDS)
        for path in sorted((QUAY / "seeds").rglob("*.*"))
        if path.parent.name not in ("reviews", "receipts")
    }
    readings = read_seeds(files)
    evidence = {id: collect_evidence(id, article, ()) for id, article in readings.seeds.articles.items()}
    library = make_library(readings.seeds, evidence, {})
    assert WORDS in render_evidence(view_topic(Context(library, "quay-closure.md"), "quay-closure"))


def test_a_quotes_words_cross_few_borders_and_the_journey_is_told():
    borders = follow(walk)
    told = "\n".join(f"{before} -> {here} ({name})" for (before, here), name in borders.items())
    assert len(borders) <= MOST, f"{len(borders)} borders:\n{told}"
    section = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("\n## The journey of a quote\n")[2]
    section = section.partition("\n## ")[0]
    modules = {module for border in borders for module in border}
    assert [module for module in modules if f"`{module.replace('.', '/')}`" not in section] == [], told
    assert f"{len(borders)} times" in section, told
