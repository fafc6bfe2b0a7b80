"""What in people's HTML runs, and where browsers read it otherwise than Markdown does. Pure.

Markdown engines differ in what they take for HTML, and browsers read what these pass on by rules of their own. So words
are read in two ways: with nothing but the tags that CommonMark knows, and with everything that is not code.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from html import unescape

from briefing_desk.regions.dom import find_starts, get_attributes, parse_document, walk_document
from briefing_desk.regions.live_elements import ADDRESSES, RUNS, clean_address, complain, is_inline_script

STOP = re.compile(r"\\[\\`]|`+|<")
TAG = re.compile(
    r"<(?:[a-z][a-z0-9-]*(?:\s+[a-z_:][\w.:-]*(?:\s*=\s*(?:[^\s\"'=<>`]+|'[^']*'|\"[^\"]*\"))?)*\s*/?|/[a-z][a-z0-9-]*\s*)>",
    re.IGNORECASE,
)
"""A tag, as CommonMark has it."""
ENDS = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>"}
"""How Markdown ends what is neither a tag nor words. (Of `<!x<b>` some engines make words and a tag.)"""
FOREIGN = re.compile(r"<(/?)(?:svg|math)\b", re.IGNORECASE)
"""In drawings and formulas `<![CDATA[` is what it is in XML."""
EARLY_END = re.compile("<!---?>")
COMMENT_END = re.compile("--!?>")
DESTINATION = re.compile(r"(?:\]\(|^[ ]{0,3}\[[^\]\n]{1,999}\]:)[ \t]*\n?[ \t]*<?([^\s>)]{1,200})", re.MULTILINE)
"""Where a link of Markdown leads to."""


def blank(text: str) -> str:
    """Return spaces in place of a text; its lines stay."""
    return re.sub(r"[^\r\n]", " ", text)


def mask_words(text: str) -> tuple[str, str]:
    """Return words of Markdown of which only the tags are left, and of which only code is not; offsets stay."""
    runs: dict[int, list[int]] = {}
    for run in re.finditer("`+", text):
        runs.setdefault(len(run.group()), []).append(run.start())
    tags, kept, at = [], [], 0
    while match := STOP.search(text, at):
        start, found = match.start(), match.group()
        end = find_end(text, start, found, runs)
        tags += [blank(text[at:start]), text[start:end] if TAG.fullmatch(text, start, end) else blank(text[start:end])]
        kept += [text[at:start], blank(text[start:end]) if found[0] == "`" and end > match.end() else text[start:end]]
        at = end
    return "".join((*tags, blank(text[at:]))), "".join((*kept, text[at:]))


def find_end(text: str, start: int, found: str, runs: dict[int, list[int]]) -> int:
    """Return where Markdown ends what begins at a place: code, a tag, a comment; else where the mark itself ends."""
    if found[0] == "`":
        same = runs.get(len(found), [])  # none where a backslash takes the first mark of a run
        after = bisect_right(same, start)
        return same[after] + len(found) if after < len(same) else start + len(found)
    if found == "<":
        opening = next((opening for opening in ENDS if text.startswith(opening, start)), "")
        closing = text.find(ENDS[opening], start + len(opening)) if opening else -1
        if closing >= 0:
            return closing + len(ENDS[opening])
        if tag := TAG.match(text, start):
            return tag.end()
    return start + len(found)


def find_live(text: str) -> Iterator[tuple[int, str]]:
    """Yield offset and message of everything in HTML that runs or leads to a script, as browsers read it."""
    modes = (True, False) if "<noscript" in text.lower() else (True,)
    for scripting in modes if "<" in text else ():
        nodes = [node for node, _ in walk_document(parse_document(text, scripting)) if node.is_element_node]
        tags = [node.tag or "" for node in nodes]
        found = [
            (at, message) for at, node in enumerate(nodes) for message in complain_of(tags[at], get_attributes(node))
        ]
        starts = find_starts(text, scripting, tags) if found else []
        yield from ((starts[at], message) for at, message in found)


def complain_of(tag: str, given: dict[str, str]) -> Iterator[str]:
    """Yield what about an element of people's HTML runs or leads to a script."""
    yield from complain(tag, given)
    if is_inline_script(tag, given):
        yield "a page may hold no script but the theme's"
    for name in ADDRESSES:
        if clean_address(given.get(name, "")).lower().startswith(RUNS):
            yield f"`{given[name].strip()[:60]}` is no kind of link that a page may have"


def find_scripted_links(text: str) -> Iterator[tuple[int, str]]:
    """Yield offset and message of each link of Markdown that is a script."""
    for match in DESTINATION.finditer(text):
        url = clean_address(unescape(match.group(1)))
        if url.lower().startswith(RUNS):
            yield match.start(1), f"`{url[:60]}` is no kind of link that a page may have"


def find_misread(text: str) -> Iterator[tuple[int, str]]:
    """Yield offset and message of what browsers end elsewhere than Markdown does: behind it, words are shown or run."""
    depth, at = 0, 0
    for match in re.finditer(r"<!--|<!\[CDATA\[|<\?|" + FOREIGN.pattern, text, re.IGNORECASE):
        if match.start() < at:
            continue
        opening = match.group().upper()
        if match.group(1) is not None:
            depth = max(0, depth - 1 if match.group(1) else depth + 1)
        elif opening == "<!--":
            early = EARLY_END.match(text, match.start()) or COMMENT_END.search(text, match.end())
            if early and early.group() != "-->":
                yield match.start(), f"browsers end the comment at `{early.group()}`"
            at = early.end() if early else at
        elif not (depth and opening == "<![CDATA["):
            end = text.find(">", match.end()) + 1
            closing = ENDS.get(match.group(), "]]>")
            if end and (opening != "<?" or not text.endswith(closing, match.end(), end)):
                yield match.start(), f"browsers end `{match.group()}` at the next `>`"
            at = max(at, end)
