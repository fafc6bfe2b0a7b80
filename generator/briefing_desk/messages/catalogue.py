"""Catalogues of words as translators keep them: gettext files (`*.po`), read and written by Babel.

A message is known by its context, the path of the English words in `briefing_desk.messages.words`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from briefing_desk.messages.translation import Message, list_places
from briefing_desk.syntax.errors import UsageError

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

BEGUN = datetime(2026, 12, 1, tzinfo=UTC)
"""The day that stands in every catalogue: one that changed with each run would be a change of its own."""
UNSAID = re.compile(rb'^"(?:Project-Id|Report-Msgid|Last-Translator|Language-Team|Generated-By)[^"]*"\n', re.MULTILINE)
"""What Babel puts in where nothing is known, and its own version."""
NUMBERS = (*range(201), 1000, 1_000_000)
"""What tells all forms of a language apart: CLDR's rules look at the last two figures, at none, and at a million."""


def read_catalogue(data: bytes, name: str, language: str) -> dict[str, tuple[Message, Message]]:
    """Return the messages that a catalogue translates, by path, each with the English one; `name` is for complaints.

    Raise UsageError for a file that is none, and for a message that has other places in braces than the English one.
    """
    catalog, rule = parse_catalogue(data, name, language), find_plural_rule(language)
    return {path: (source, said) for path, source, said in list_said(catalog, name, rule)}


def parse_catalogue(data: bytes, name: str, language: str) -> "Catalog":
    """Return a catalogue with its comments; raise UsageError for a file that is none."""
    from babel.messages.pofile import PoFileError, read_po

    try:
        return read_po(BytesIO(data), locale=find_tag(language), abort_invalid=True)
    except (PoFileError, UnicodeError, ValueError, LookupError) as error:
        raise UsageError(f"cannot read {name}: {error}") from error


def list_said(catalog: "Catalog", name: str, rule: Callable[[int], str]) -> Iterator[tuple[str, Message, Message]]:
    """Yield the path of each message that is translated, the English words, and what is said for them."""
    for message in catalog:
        sources, said = list_texts(message.id), list_texts(message.string)
        if not message.context or message.fuzzy or not all(sources) or not all(said):
            continue
        for text in said:
            check_places(text, sources[-1], f"{name}: {message.context}")
        if len(sources) == 1:
            yield message.context, sources[0], said[0]
        else:
            yield message.context, dict(zip(("one", "other"), sources, strict=True)), name_forms(catalog, said, rule)


def list_texts(texts: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    """Return what stands in one message: its text, or each of its forms."""
    return tuple(texts) if isinstance(texts, tuple | list) else (texts or "",)


def check_places(text: str, source: str, name: str) -> None:
    """Raise UsageError for a translation that puts in what its message has not; it may leave something out."""
    try:
        unknown = list_places(text) - list_places(source)
    except ValueError as error:
        raise UsageError(f"{name}: {error}") from error
    if unknown:
        raise UsageError(f"{name}: no {{{min(unknown)}}} is known there, only {', '.join(sorted(list_places(source)))}")


def name_forms(catalog: "Catalog", said: tuple[str, ...], rule: Callable[[int], str]) -> dict[str, str]:
    """Return the forms of a message by their CLDR names, where the catalogue numbers them in its own order."""
    from gettext import c2py

    number_form = c2py(catalog.plural_expr)
    forms = {rule(number): said[number_form(number)] for number in reversed(NUMBERS)}
    return {**{"other": said[-1]}, **forms}


def find_tag(language: str) -> str:
    """Return a language as Babel has it: `pt_BR`."""
    return language.replace("-", "_")


def find_plural_rule(language: str) -> Callable[[int], str]:
    """Return what names the form that goes with a number: always the same in a language unknown to Unicode CLDR."""
    from babel import Locale, UnknownLocaleError

    try:
        form: Callable[[int], str] = Locale.parse(find_tag(language)).plural_form
    except (UnknownLocaleError, ValueError):
        return lambda number: "other"
    return form


def write_catalogue(
    language: str,
    english: Mapping[str, Message],
    old: Mapping[str, tuple[Message, Message]],
    notes: Mapping[str, str],
    header: str,
) -> bytes:
    """Return a catalogue of all English messages, in their order, with what is translated of them.

    `notes` says to translators what a name of `words` is for; `header` is the comment at the beginning of the file.
    """
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import write_po

    catalog = Catalog(find_tag(language), header_comment=header, creation_date=BEGUN, revision_date=BEGUN)
    catalog.fuzzy = False
    rule = find_plural_rule(language)
    for path, source in english.items():
        known, said = old.get(path, (None, None))
        if known != source:
            said = None
        comments = [notes[name] for name in [path.split(".")[0]] if name in notes]
        if isinstance(source, str):
            catalog.add(source, said if isinstance(said, str) else "", context=path, auto_comments=comments)
        else:
            forms = number_forms(catalog, said, rule) if isinstance(said, Mapping) else ("",) * catalog.num_plurals
            catalog.add((source["one"], source["other"]), forms, context=path, auto_comments=comments)
    file = BytesIO()
    write_po(file, catalog, width=0)
    return UNSAID.sub(b"", file.getvalue())


def number_forms(catalog: "Catalog", said: Mapping[str, str], rule: Callable[[int], str]) -> tuple[str, ...]:
    """Return the forms of a message in the order in which the catalogue numbers them."""
    from gettext import c2py

    number_form = c2py(catalog.plural_expr)
    forms = {number_form(number): said.get(rule(number), said["other"]) for number in reversed(NUMBERS)}
    return tuple(forms.get(number, said["other"]) for number in range(catalog.num_plurals))
