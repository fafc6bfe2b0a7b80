"""The text of a single value becomes a value of its type, or a complaint that says how to mend it. Pure."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlsplit

from briefing_desk.schema.dates import HELP as DATE_HELP
from briefing_desk.schema.dates import Day, Interval, parse_interval
from briefing_desk.schema.model import Id, Label, Language, Name, Title, Url, Verbatim, Wording
from briefing_desk.syntax.hosts import encode_host
from briefing_desk.syntax.source import Text

MAX_ID = 80
MAX_TITLE = 500
"""Of what something is called; acts of parliament have titles of 300 characters."""
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d|index)")
"""Names that Windows keeps for devices, and the name of a folder's own page."""
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
NAMES = {" ": "a space", "\t": "a tab", "\n": "a line break", "\r": "a line break"}
NOT_IN_URL = re.compile(r"[\x00-\x20\x7f-\xa0\"'<>\\`{}|^\u200b-\u200f\u2028-\u202e\u2066-\u2069]")
"""What could end an attribute or a link, start a template, or show another address than the one that is opened."""


class Wrong(ValueError):
    """Says why a text is not a value of the wanted type, and how to mend it."""

    def __init__(self, code: str, message: str, help: str) -> None:
        super().__init__(message)
        self.code, self.message, self.help = code, message, help


def convert_text(text: Text) -> Text:
    """Return the text on one line, without outer white space, in Unicode NFC so that equal words compare equal."""
    return Text(unicodedata.normalize("NFC", join_lines(text)), text.at)


def convert_title(text: Text) -> Title:
    """Return what something is called, as any other text, if it is no more than that."""
    words = convert_text(text)
    if len(words) > MAX_TITLE:
        message = f"a title or a name of {len(words)} characters, the limit is {MAX_TITLE}"
        raise Wrong("value-length", message, "shorten it; is it the article's text, or a mark that was never closed?")
    return Title(words, text.at)


def convert_wording(text: Text) -> Wording:
    """Return the desk's own words."""
    return Wording(convert_text(text), text.at)


def convert_label(text: Text) -> Label:
    """Return a title in the desk's own words."""
    return Label(convert_title(text), text.at)


def convert_name(text: Text) -> Name:
    """Return what somebody is called."""
    return Name(convert_title(text), text.at)


def convert_verbatim(text: Text) -> Verbatim:
    """Return the text on one line, without outer white space; its characters stay as they are."""
    return Verbatim(join_lines(text), text.at)


def join_lines(text: str) -> str:
    """Return the lines of a text, without white space around them, as one."""
    lines = (line.strip() for line in text.replace("\r", "\n").split("\n"))
    return " ".join(line for line in lines if line)


def convert_id(text: Text) -> Id:
    """Return a well-formed id."""
    check_id(text)
    return Id(text, text.at)


def check_id(text: str) -> None:
    """Raise Wrong unless `text` can be an id, a file name on every system and a part of an address."""
    if len(text) > MAX_ID:
        raise Wrong("bad-id", f"the id has {len(text)} characters, the limit is {MAX_ID}", "shorten it")
    if not ID.fullmatch(text):
        better = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
        message = f"the id `{text}` may contain only a-z, 0-9 and single hyphens"
        raise Wrong("bad-id", message, f"for example `{better}`" if better else "write it in letters from a to z")
    if RESERVED.fullmatch(text):
        raise Wrong("bad-id", f"`{text}` is a reserved name", "choose another id")


def convert_url(text: Text) -> Url:
    """Return a link that is safe to publish: http or https, a host, no user, nothing that could end an attribute."""
    help = "give the full address, beginning with https://"
    if not re.match(r"https?:", text, re.IGNORECASE):
        raise Wrong("bad-url", "only http and https links are allowed", help)
    if found := NOT_IN_URL.search(text):
        odd = found.group()
        shown = NAMES.get(odd) or (f"`{odd}`" if odd.isprintable() else f"U+{ord(odd):04X}")
        raise Wrong("bad-url", f"the address contains {shown}", f"write `{quote(odd)}` if it belongs there")
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
        known_as = encode_host(host) if host else ""
    except ValueError as error:
        raise Wrong("bad-url", f"not an address: {error}", help) from None
    if not known_as:
        raise Wrong("bad-url", "the address has no host", help)
    if "@" in parts.netloc:
        raise Wrong("bad-url", "the address contains a user name (`@`)", "delete the part before the @")
    return Url(text, text.at)


def convert_language(text: Text) -> Language:
    """Return a language tag."""
    if not LANGUAGE.fullmatch(text):
        raise Wrong("bad-language", f"`{text}` is not a language tag", "for example `en`, `uk`, `pt-BR`")
    return Language(text, text.at)


def convert_interval(text: Text) -> Interval:
    """Return an EDTF date."""
    try:
        return parse_interval(text)
    except ValueError as error:
        raise Wrong("bad-date", str(error), DATE_HELP) from None


def convert_day(text: Text) -> Day:
    """Return one exact day."""
    interval = convert_interval(text)
    if interval.first is None or interval.first != interval.last or len(text) != 10:
        raise Wrong("bad-date", f"`{text}` is not one exact day", "write 2025-03-04")
    return interval.first


def convert_number(text: Text) -> int:
    """Return a whole number, not negative."""
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise Wrong("bad-word", f"`{text}` is not a whole number", "write digits only, such as 12")
    return int(text)


def convert_yes_no(text: Text) -> bool:
    """Return True for `yes` and False for `no`."""
    if text not in ("yes", "no"):
        raise Wrong("bad-word", f"`{text}` is neither `yes` nor `no`", "write one of the two")
    return text == "yes"


CONVERTERS: dict[Any, Callable[[Text], Any]] = {
    Text: convert_text,
    Title: convert_title,
    Wording: convert_wording,
    Label: convert_label,
    Name: convert_name,
    Verbatim: convert_verbatim,
    Id: convert_id,
    Url: convert_url,
    Language: convert_language,
    Interval: convert_interval,
    Day: convert_day,
    int: convert_number,
    bool: convert_yes_no,
}
"""How the text of each type of value is read; each raises Wrong."""
