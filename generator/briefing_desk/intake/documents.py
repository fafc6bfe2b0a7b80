"""Where a new article comes from: the network, a saved page, a text, a mail or a PDF, or standard input."""

import codecs
import re
import sys
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from briefing_desk.intake.extraction import NO_COPY, Findings, NoArticle, extract_article, is_html, read_byline
from briefing_desk.intake.fetching import MAX_BYTES, fetch_page
from briefing_desk.intake.mails import is_mail, read_mail
from briefing_desk.intake.pdfs import SIGN, read_pdf
from briefing_desk.schema.values import MAX_TITLE as LONGEST_TITLE
from briefing_desk.syntax.decode import CONTROLS, check_marks, decode
from briefing_desk.syntax.errors import UsageError
from briefing_desk.syntax.front_matter import split_front_matter
from briefing_desk.syntax.source import Place, Source
from briefing_desk.syntax.yaml_tree import MAX_CHARACTERS
from briefing_desk.text.article_text import from_markdown
from briefing_desk.webpage.archives import find_original
from briefing_desk.webpage.wording import guess_language

IS_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
MARKDOWN = (".md", ".markdown")
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
         (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))  # fmt: skip
"""With which bytes begin that say how they are to be read: they count more than what a server calls them."""
NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd]")
SAMPLE, MOST_ODD = 10_000, 2
"""Characters that are looked at, and how many of a hundred may be none that a text has."""
MAX_TITLE = 150
"""Characters of a first line that may be a title."""


@dataclass(frozen=True, slots=True)
class Document:
    """What a source gives, before it is read."""

    name: str
    data: bytes
    kind: str = ""
    charset: str = ""
    url: str = ""
    robots: str = ""


def open_source(source: str, guard: Callable[[str], None] | None = None) -> Document:
    """Return the bytes of a source; raise UsageError with why there are none, as `guard` does for an address."""
    if IS_URL.match(source):
        found = fetch_page(source, guard)
        return Document(found.url, found.data, found.kind, found.charset, found.url, found.robots)
    data = sys.stdin.buffer.read(MAX_BYTES + 1) if source == "-" else read_bytes(Path(source))
    name = "standard input" if source == "-" else source
    if len(data) > MAX_BYTES:
        help = "add one with the article's text alone"
        raise UsageError(f"{name}: the file is larger than {MAX_BYTES // 1_000_000} MB; {help}")
    return Document(name, data)


def read_document(document: Document) -> Findings:
    """Return what a document holds; raise UsageError with why it holds no article."""
    name, data, url = document.name, document.data, document.url
    try:
        if SIGN in data[:1024]:
            found = read_plain(read_pdf(data), is_markdown=False, url=url)
            return tidy(replace(found, notes=("the text is that of a PDF: look at where columns and pages end",)))
        if not url and is_mail(data, name):
            return tidy(read_mail(data))
    except NoArticle as error:
        raise UsageError(f"{name}: {error}") from error
    if url:
        text = decode_page(data, document.charset)
        found = read_text(text, name, is_markdown=document.kind == "text/markdown", url=url)
        return replace(found, forbids="X-Robots-Tag") if NO_COPY.search(document.robots) else found
    if is_html(data[:4000].decode("utf-8", "replace")):
        return read_text(decode_page(data, ""), name, is_markdown=False, url="")
    decoded, problems = decode(name, data, MAX_BYTES)
    if decoded is None:
        raise UsageError(f"{name}:{problems[0].at.line}: {problems[0].message}")
    return read_text(decoded.text, name, name.lower().endswith(MARKDOWN), url="")


def put_copy(findings: Findings, archived: str | None) -> Findings:
    """Return findings with the copy that a person names; where it says of which page it is, that is the address."""
    if archived is None:
        return findings
    origins = {name: origin for name, origin in findings.origins.items() if name != "archived"}
    url = findings.url or find_original(archived) or ""
    return replace(findings, archived=archived, url=url, origins=origins)


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file, one more than allowed at most."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise UsageError(f"cannot read {path}: {getattr(error, 'strerror', error)}") from error


def decode_page(data: bytes, charset: str) -> str:
    """Return the text of a page, by the charset that the server names, else by what the page looks like."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if wide := guess_wide(data):
        return data.decode(wide, "replace")
    with suppress(LookupError, UnicodeError, ValueError):  # nobody knows it, or it is for something else
        if charset:
            return data.decode(charset, "replace")
    from trafilatura.utils import decode_file  # half a second: only `add` pays for it

    return str(decode_file(data))


def guess_wide(data: bytes) -> str:
    """Return which UTF-16 bytes are whatever they are called: of a page's letters each second byte is nothing."""
    even, odd = data[:SAMPLE:2].count(0), data[1:SAMPLE:2].count(0)
    if max(even, odd) * 3 < len(data[:SAMPLE]):
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def read_text(text: str, name: str, is_markdown: bool, url: str) -> Findings:
    """Return what a page, a Markdown file or a plain text holds."""
    if len(NO_TEXT.findall(text[:SAMPLE])) * 100 > len(text[:SAMPLE]) * MOST_ODD:
        raise UsageError(f"{name}: this is no text, whatever it is called")
    if text.lstrip().startswith("<?xml") and not is_html(text):
        raise UsageError(f"{name}: this is XML, and no page: a feed that cannot be read, or data")
    try:
        found = extract_article(text, url) if is_html(text) else read_plain(text, is_markdown, url)
    except NoArticle as error:
        raise UsageError(f"{name}: {error}") from error
    return tidy(found)


def tidy(found: Findings) -> Findings:
    """Return findings without what no file here may have."""
    title, publisher = (shorten(words, LONGEST_TITLE) for words in (found.title, found.publisher))
    address, archived = shorten(found.url), shorten(found.archived)
    authors = tuple(filter(None, map(shorten, found.authors)))
    text = clean(found.text)
    return replace(found, text=text, title=title, publisher=publisher, url=address, archived=archived, authors=authors)


def shorten(words: str, limit: int = MAX_CHARACTERS) -> str:
    """Return words without control characters, nothing in place of what is too long for any value of front matter."""
    kept = "".join(char for char in words if unicodedata.category(char) != "Cc")
    return kept if len(kept) <= limit else ""


def clean(text: str) -> str:
    """Return a text without the control characters that no file here may have."""
    return CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def read_plain(text: str, is_markdown: bool, url: str) -> Findings:
    """Return a text; its first line is the title if it looks like one, a byline may follow."""
    if is_markdown:
        split = split_front_matter(Source("", text))
        text = text[split.body :] if split else text
        for problem in check_marks(text, Place(Source("", ""))):  # before they are read
            raise NoArticle(f"{problem.message}; {problem.help}")
        text = from_markdown(text).text
    if not text.strip():
        raise NoArticle("there is no text in it")
    lines = text.strip().split("\n")
    head = lines[0].strip()
    title = head if len(head) <= MAX_TITLE and not head.endswith((".", ",", ";")) and len(lines) > 1 else ""
    rest = "\n".join(lines[1:] if title else lines).strip()
    line = rest.split("\n")[0]
    language = guess_language(rest.removeprefix(line))
    if byline := read_byline(line.strip(), language):
        rest = rest[len(line) :].strip()
    found = byline or Findings("")
    page = find_original(url)
    url, archived = (url, "") if page is None else (page, url)
    origins = {**found.origins, **({"language": "the commonest words of the text"} if language else {})}
    return replace(found, text=rest + "\n", title=title, url=url, archived=archived, language=language, origins=origins)
