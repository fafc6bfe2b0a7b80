"""A table of passages: CSV or TSV with a header, as spreadsheets write it (RFC 4180; semicolons too). Pure."""

import csv
import re
from collections.abc import Iterator
from io import StringIO

from briefing_desk.exchange.remarks import FIELDS, Remark
from briefing_desk.schema.model import Verbatim
from briefing_desk.syntax.source import Place, Source, Text
from briefing_desk.syntax.suggest import suggest_name

SEPARATORS = "\t;,"
"""Of these the header has one; commas may stand in its names too."""
NAMES = {"article_url": "source", "url": "source", "article": "source", "quote": "exact", "exact": "exact"}
KNOWN = (*NAMES, "prefix", "suffix", "annotator", "note", "tags", *FIELDS)
FORMULA = re.compile(r"'(?=[=+\-@＝＋－＠])")
"""What keeps a spreadsheet from taking words for a formula: our own export puts it there."""


class NoSheet(ValueError):
    """Says why a file is no table of passages, and how to mend it."""

    def __init__(self, at: Place, message: str, help: str) -> None:
        super().__init__(message)
        self.at, self.help = at, help


def list_rows(source: Source) -> Iterator[list[Text]]:
    """Yield the rows of a table, each value with the place where it begins; raise NoSheet where one never ends."""
    text, header = source.text, source.text.lstrip("\r\n").split("\n", 1)[0]
    separator = max(SEPARATORS, key=header.count)
    cell = re.compile(rf'"(?:[^"]|"")*"[^{separator}\r\n]*|[^{separator}\r\n]*')
    places: list[int] = []
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    at = 0
    while True:
        places.clear()
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            begins = Place(source, at)
            raise NoSheet(begins, f"this row cannot be read: {error}", "close its quotation marks") from error
        while True:
            places.append(at)
            found = cell.match(text, at)
            at = found.end() if found else len(text)
            if text[at : at + 1] != separator:
                break
            at += 1
        at += 2 if text.startswith("\r\n", at) else 1
        if row:
            yield [
                Text(value, Place(source, place + text.startswith('"', place)))
                for value, place in zip(row, places, strict=False)
            ]


def list_remarks(source: Source) -> Iterator[Remark]:
    """Yield what each row says; raise NoSheet where the header does not name what is needed."""
    rows = list_rows(source)
    header = next(rows, [])
    names = [name.strip().casefold().replace(" ", "_") for name in header]
    meant = [NAMES.get(name, name) for name in names]
    for needed, known in (("exact", "quote"), ("source", "article_url")):
        if needed not in meant:
            place = header[0].at if header else Place(source)
            help = next((f"`{name}`: {hint}" for name in names if known in (hint := suggest_name(name, [known]))), "")
            message = f"the first row names no column `{known}`"
            raise NoSheet(place, message, help or f"known columns: {', '.join(KNOWN)}; others are kept as notes")
    for row in rows:
        given = {
            name: Text(FORMULA.sub("", value), value.at)
            for name, value in zip(meant, row, strict=False)
            if value.strip()
        }
        if not given:
            continue
        others = [f"{head}: {given[name]}" for head, name in zip(header, meant, strict=True) if is_other(name, given)]
        exact = given.get("exact")
        note = given.get("note")
        yield Remark(
            at=row[0].at,
            source=given.get("source"),
            exact=Verbatim(exact, exact.at) if exact else None,
            prefix=str(given.get("prefix", "")),
            suffix=str(given.get("suffix", "")),
            by=str(given.get("annotator", "")),
            note="\n".join([*([str(note)] if note else []), *others]),
            tags=split_cell(given.get("tags")),
            fields={name: given[name] for name in FIELDS if name in given},
        )


def is_other(name: str, given: dict[str, Text]) -> bool:
    """Say whether a row has a value in a column that is none of ours."""
    return name in given and name not in (*KNOWN, *NAMES.values())


def split_cell(tags: Text | None) -> tuple[Text, ...]:
    """Return the tags of a cell."""
    parts = re.split("[,;|]", tags) if tags else []
    return tuple(Text(part.strip(), tags.at) for part in parts if tags and part.strip())
