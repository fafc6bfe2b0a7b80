"""Which HTML a stretch of prose leaves open: it would swallow the region behind it. Pure."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Source

VOID = ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
"""What is never closed."""
FOREIGN = ("svg", "math")
"""Only in these does a slash close an element: to HTML, `<div/>` is `<div>`."""
CARRIED_ON = ("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u")
"""Formatting that HTML opens again behind an element that closed over it."""
UNFINISHED = re.compile(r"<[!?/a-zA-Z][^\s>]{0,20}")


@dataclass(eq=False)
class OpenTags(HTMLParser):
    """Follows which elements are open in one stretch of a page; used by `check_html` and thrown away."""

    source: Source
    first: int
    """The line (from 1) of the page on which the stretch begins."""
    open: list[tuple[str, int]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    @property
    def line(self) -> int:
        """The line of the page that is being read."""
        return self.first + self.getpos()[0] - 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        if tag == "plaintext":
            self.note(self.line, "nothing can close `<plaintext>`", "delete it")
        elif tag not in VOID:
            self.open.append((tag, self.line))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element in spite of its slash, unless it is a drawing's or a formula's."""
        if tag not in FOREIGN and not any(name in FOREIGN for name, _ in self.open):
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close an element and all that are open inside it."""
        at = max((index for index, (name, _) in enumerate(self.open) if name == tag), default=None)
        if at is not None:
            for name, line in self.open[at + 1 :]:
                if name in CARRIED_ON:
                    self.note(line, f"`<{name}>` is not closed before `</{tag}>`", f"close it with `</{name}>`")
            del self.open[at:]
        elif tag not in VOID:
            self.note(self.line, f"`</{tag}>` closes nothing", "delete it")

    def parse_html_declaration(self, i: int) -> int:
        """Skip a declaration; where one begins with `<![`, Python's own reading may raise."""
        is_section = self.rawdata.startswith("<![", i)
        return self.skip_to("]]>", i) if is_section else super().parse_html_declaration(i)

    def parse_pi(self, i: int) -> int:
        """Skip `<?…?>`, which Markdown does not end at the first `>` as HTML does."""
        return self.skip_to("?>", i)

    def skip_to(self, words: str, start: int) -> int:
        """Return the offset behind the next `words`, or -1 while they have not been read."""
        found = self.rawdata.find(words, start)
        return found + len(words) if found >= 0 else -1

    def stop(self, name: str) -> None:
        """Note what is still open where the stretch ends, before `name`."""
        for tag, line in self.open:
            self.note(line, f"`<{tag}>` is not closed before {name}", f"close it with `</{tag}>`")
        rest = None if self.cdata_elem else UNFINISHED.match(self.rawdata)
        if rest and rest.group().startswith("<!--"):
            self.note(self.line, f"a comment is not closed before {name}", "close it with `-->`")
        elif rest:
            self.note(self.line, f"`{rest.group()}` is not finished before {name}", "end it as it began")

    def note(self, line: int, message: str, help: str) -> None:
        """Note a problem of a line of the page."""
        self.problems.append(Problem(self.source.at_line(line), "unclosed-html", message, help))
