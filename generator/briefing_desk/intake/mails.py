"""A newsletter as it was sent (`.eml`): its text, its subject, its sender and its day. Pure."""

import re
from dataclasses import replace
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from briefing_desk.intake.extraction import Findings, NoArticle, extract_article
from briefing_desk.webpage.wording import guess_language

HEADER = re.compile(rb"\A(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){3}")
FAULTS = (MessageError, LookupError, ValueError, TypeError, AttributeError)
"""What Python's parser of mails raises of headers that are none."""


def is_mail(data: bytes, name: str) -> bool:
    """Say whether a file is a mail: by its name, or by the headers that every mail begins with."""
    head = HEADER.match(data[:20_000])
    return name.lower().endswith(".eml") or (head is not None and b"\nSubject:" in data[:20_000])


def read_mail(data: bytes) -> Findings:
    """Return what a mail holds; raise NoArticle where it has no text."""
    mail = message_from_bytes(data, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    found = read_body(mail)
    subject, sender, day = (read_header(mail, name) for name in ("Subject", "From", "Date"))
    name, date = parseaddr(sender)[0], read_day(day)
    given = (("title", subject, "subject"), ("publisher", name, "sender"), ("date", date, "Date"))
    origins = {field: f"the mail's {header}" for field, value, header in given if value}
    kept = {field: found.origins[field] for field in ("authors", "language") if field in found.origins}
    return replace(found, title=subject, publisher=name, date=date, url="", origins={**kept, **origins}, doubts={})


def read_body(mail: EmailMessage) -> Findings:
    """Return the text of a mail: of its page, else of its plain part."""
    problem = NoArticle("the mail has no text")
    for kind in ("html", "plain"):
        try:
            part = mail.get_body(preferencelist=(kind,))
            words = str(part.get_content()) if part else ""
        except FAULTS:
            continue
        try:
            if words.strip():
                return extract_article(words) if kind == "html" else read_plain(words)
        except NoArticle as error:
            problem = error
    raise problem


def read_plain(words: str) -> Findings:
    """Return the text of a mail's plain part."""
    language = guess_language(words)
    origins = {"language": "the commonest words of the text"} if language else {}
    return Findings(words.strip() + "\n", language=language, origins=origins)


def read_header(mail: EmailMessage, name: str) -> str:
    """Return a header on one line, nothing where it cannot be read."""
    try:
        return " ".join(str(mail.get(name) or "").split())
    except FAULTS:
        return ""


def read_day(header: str) -> str:
    """Return the day on which a mail was sent, where it was sent."""
    try:
        return parsedate_to_datetime(header).date().isoformat()
    except FAULTS:
        return ""
