"""What a file is that is none of ours, by how it begins. Pure."""

import re

WIDE: dict[tuple[bool, ...], str] = {
    (False, True, False, True): "UTF-16",
    (True, False, True, False): "UTF-16",
    (False, True, True, True): "UTF-32",
    (True, True, True, False): "UTF-32",
}
"""Which of the first four bytes are zero: the files that people write here begin with ASCII (as in RFC 4627, 3)."""
MARKS = {
    b"\xff\xfe\0\0": "UTF-32",
    b"\0\0\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
"""Byte-order marks, the longer first."""
BINARY = {
    b"%PDF-": "a PDF",
    b"PK\3\4": "a Word, OpenDocument or ZIP file",
    b"\xd0\xcf\x11\xe0": "an old Word file",
    b"{\\rtf": "an RTF file",
    b"\x1f\x8b": "a gzip file",
    b"SQLite format 3\0": "a database",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
}
TEXTS = (
    (re.compile(r"\s*<(?:\?xml|rss|feed|rdf:RDF)\b", re.IGNORECASE), "XML"),
    (re.compile(r"\s*<(?:!doctype\b|!--|[a-z][\w-]*[\s/>])", re.IGNORECASE), "HTML"),
    (re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[\[{\"\]])"), "JSON"),
    (re.compile(r"(?:From|Received|Return-Path|Delivered-To|Message-ID|MIME-Version|Subject): "), "a mail"),
)


def name_wide(data: bytes) -> str:
    """Return in which encoding of two or four bytes a text is; nothing if in none."""
    marked = next((name for mark, name in MARKS.items() if data.startswith(mark)), "")
    return marked or WIDE.get(tuple(byte == 0 for byte in data[:4]), "")


def name_binary(data: bytes) -> str:
    """Return what kind of file bytes are that people take for a text; nothing if none that is known."""
    return next((name for start, name in BINARY.items() if data.startswith(start)), "")


def name_text(text: str) -> str:
    """Return what a text is that is neither Markdown nor YAML; nothing if it may be."""
    return next((name for pattern, name in TEXTS if pattern.match(text)), "")
