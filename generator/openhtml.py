"""Which HTML elements are open at a line of a page: what is not closed would swallow a region. Pure."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from generator.escape import VOID_TAGS
from generator.problems import Problem
from generator.source import Source

NEVER_CLOSED = VOID_TAGS | {
    "img",
    "input",
    "meta",
    "link",
    "col",
    "area",
    "base",
    "embed",
    "source",
    "track",
    "wbr",
}


@dataclass(eq=False)
class OpenTags(HTMLParser):
    """Follows which elements are open; used by `check_html` and thrown away."""

    source: Source
    line: int = 0
    open: list[tuple[str, int]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        if tag not in NEVER_CLOSED:
            self.open.append((tag, self.line))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Ignore an element that closes itself."""

    def handle_endtag(self, tag: str) -> None:
        """Close an element and all that are open inside it."""
        names = [name for name, _ in self.open]
        if tag in names:
            del self.open[len(names) - 1 - names[::-1].index(tag) :]
        elif tag not in NEVER_CLOSED:
            self.note(self.line, f"`</{tag}>` closes nothing", "delete it")

    def stop(self, name: str) -> None:
        """Note what is still open before `name`, and begin anew behind it."""
        if self.rawdata.startswith("<!--"):
            self.note(self.line, f"a comment is not closed before {name}", "close it with `-->`")
        for tag, line in self.open:
            self.note(line, f"`<{tag}>` is not closed before {name}", f"close it with `</{tag}>`")
        self.open.clear()
        self.reset()

    def note(self, line: int, message: str, help: str) -> None:
        """Note a problem of a line of the page."""
        self.problems.append(Problem(self.source.at_line(line + 1), "unclosed-html", message, help))
