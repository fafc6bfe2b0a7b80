"""What a change leads to in the preview: pages are written, the site is built where it must be, problems are shown.

Builds only when the files that the site is made of have changed, so that its own writing starts no second round.
"""

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from briefing_desk.answers.problem_formats import format_text
from briefing_desk.build.plan import Plan
from briefing_desk.disk.lock import WAITING, hold
from briefing_desk.disk.write import write_changes
from briefing_desk.messages.phrases import count
from briefing_desk.messages.words import PAGES_STAY
from briefing_desk.mkdocs_site.page_cache import NOTHING, Known
from briefing_desk.preview.live_site import Stamps, build_live, stamp_sources
from briefing_desk.preview.server import Board
from briefing_desk.syntax.errors import UsageError
from briefing_desk.syntax.problems import Problem, Severity, has_errors, leave_notes, sort_problems
from briefing_desk.terminal import echo, print_problems, say


@dataclass(slots=True)
class Preview:
    """One site in preview, and what is known of it."""

    root: Path
    plan: Callable[[], Plan]
    """Finds out what is to be written."""
    strict: bool
    board: Board = field(default_factory=Board)
    stamps: Stamps = field(default_factory=dict)
    """Of the files that the site was last built from."""
    problems: list[Problem] = field(default_factory=list)
    stops: bool = False
    """Whether something is in the way of new pages."""
    told: str = ""
    """The problems last shown, as the command line has them."""
    complaints: list[str] = field(default_factory=list)
    """What MkDocs said in the last build."""
    known: Known = NOTHING
    """What is known of the built site's pages."""

    def follow(self, has_changed: bool) -> None:
        """Do what a change, or a pause, asks for."""
        if has_changed or stamp_sources(self.root) != self.stamps:
            self.refresh()

    def refresh(self) -> None:
        """Bring pages and site up to date, or say what is in the way."""
        try:
            with hold(self.root, note):
                plan = self.plan()
                problems = sort_problems(leave_notes(plan.problems))
                stops = has_errors(problems) or (self.strict and bool(problems))
                if not stops:
                    write_changes(self.root, list(plan.changes))
            words = "\n".join(map(format_text, problems))
        except UsageError as error:
            problems, words, stops = [], f"briefing: {error}", True
        self.problems, self.stops = problems, bool(stops)
        self.tell(problems, words)
        stamps = stamp_sources(self.root)
        if stamps != self.stamps:
            self.stamps = stamps
            self.build()
        else:
            self.board.show(self.board.folder, *self.describe(), is_new=False)

    def build(self) -> None:
        """Build the site; the last one stays where that fails."""
        began, old = time.perf_counter(), self.board.folder
        fresh, self.known, self.complaints = build_live(self.root, old, self.known)
        self.board.show(fresh or old, *self.describe(), is_new=fresh is not None)
        self.clear(old if fresh else None)
        for line in self.complaints:
            echo(f"MkDocs: {line}", err=True)
        echo(f"{time.strftime('%H:%M:%S')} built in {time.perf_counter() - began:.1f} s")

    def tell(self, problems: list[Problem], words: str) -> None:
        """Print the problems, unless they were just printed, and that there are none any more."""
        if words == self.told:
            return
        if problems:
            print_problems(problems)
        elif words:
            echo(words, err=True)
        else:
            echo("all is well again")
        self.told = words

    def describe(self) -> tuple[str, str]:
        """Return what the page says of what is wrong, in its language, and the whole, as the command line has it."""
        found = {str(it): sum(problem.severity is it for problem in self.problems) for it in Severity}
        found["builder"] = len(self.complaints)
        counted = [count(number, noun) for noun, number in found.items() if number]
        lines = [self.told, *(f"MkDocs: {line}" for line in self.complaints)]
        return " · ".join([*counted, *([PAGES_STAY] if self.stops else [])]), "\n".join(lines).strip()

    def clear(self, folder: Path | None) -> None:
        """Remove a built site that nobody is shown any more."""
        if folder:
            shutil.rmtree(folder, ignore_errors=True)


def note(line: str) -> None:
    """Print what is to be known of a run before; that another one is at work now is nothing to tell."""
    if line != WAITING:
        say(line)
