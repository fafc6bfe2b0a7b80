"""Files, pages and requests that somebody, or chance, has spoilt: what is wrong is told, and never a traceback.

`python tests/fuzz.py 20000 [SEED [COMMAND …]]` tries so many, of `check`, `verify`, `add` and the desk in turn; what
raises is shown with its input, to be kept as a case. SIGTERM ends it with the count of those tried so far.
"""

import json
import os
import random
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from desks import TODAY

from briefing_desk.build.spine import load_library, plan_receipts
from briefing_desk.commands.add import choose_id, list_taken, make_draft
from briefing_desk.desk.actions import READING, WRITING, answer
from briefing_desk.desk.requests import Refusal
from briefing_desk.desk.workspace import open_workspace
from briefing_desk.disk.read import read_site
from briefing_desk.intake.documents import Document, read_document
from briefing_desk.intake.drafting import write_article
from briefing_desk.intake.listings import list_links
from briefing_desk.schema.seeds import read_article
from briefing_desk.syntax.errors import UsageError
from briefing_desk.syntax.problems import Severity
from briefing_desk.syntax.source import Source

QUAY = Path(__file__).parent / "cases/quay"
PIECES = (
    "", " ", "\t", "\xa0", "\u200b", "\u00ad", "\ufeff", "\0", "\x1b[2J", "\r", "\n", "\n\n", "\u2028",
    "\ud800", "\U000e0041", "-", "- ", "---", "---\n", ": ", ":", "#", "&a", "*a", "!!x ", "|", ">-", "[", "]",
    "{", "}", "'", '"', "\\", "%", "@", "`", "null", "true", "no", "1e999", "0x1F", ".inf", "9" * 400,
    "2025-13-40", "-0001", "2025-02-30/..", "~", "<<: ", "? ", "“", "”", "«", "[…]", " […] ", "𝒜",
    "İ", "ß", "ı", "ǆ", "ﬁ", "Ω̈", "עברית", "العربية", "市议会", "😀", "e\u0301",
    "\u202e", "http://[::1", "http://[zz]/", "https://xn--/", "https://a.example:99999/", "javascript:x",
    "a" * 1001, "quay-closure/", "/",
)  # fmt: skip
"""What has broken programs like ours, and what opens or closes something in YAML, Markdown, quotations."""


def spoil(data: bytes, chance: random.Random) -> bytes:
    """Return a file with one to three changes."""
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(data) + 1)
        lines = data.split(b"\n")
        line = chance.randrange(len(lines))
        match chance.randrange(8):
            case 0:
                data = data[:at] + chance.choice(PIECES).encode("utf-8", "surrogatepass") + data[at:]
            case 1:
                data = data[:at] + data[at + chance.randint(1, 40) :]
            case 2:
                data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
            case 3:
                data = b"\n".join([*lines[:line], *lines[line + 1 :]])
            case 4:
                data = b"\n".join([*lines[:line], lines[line], *lines[line:]])
            case 5:
                other = chance.randrange(len(lines))
                lines[line], lines[other] = lines[other], lines[line]
                data = b"\n".join(lines)
            case 6:  # another value under a key
                key, mark, _ = lines[line].partition(b":")
                lines[line] = key + mark + b" " + chance.choice(PIECES).encode("utf-8", "surrogatepass")
                data = b"\n".join(lines)
            case 7:
                lines[line] = b" " * chance.randint(0, 9) + lines[line].lstrip()
                data = b"\n".join(lines)
    return data


Try = Callable[[Path, random.Random, list[object]], None]
"""Given a site, a chance and a list that gets the input, spoils something and looks what comes of it."""
KEPT = ("council-votes", "union-objects")
"""The articles of the site: with more of them an input takes longer, and meets nothing else."""
PAGE = """<!doctype html><html lang="en"><head><title>The quay stays open | Gazette</title>
<meta property="og:title" content="The quay stays open"><meta name="author" content="A. Name">
<meta property="article:published_time" content="2025-03-04T10:00:00Z"><link rel="canonical" href="https://a.example/q">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "The quay stays open",
"datePublished": "2025-03-04", "author": [{"@type": "Person", "name": "A. Name"}]}</script></head><body><article>
<h1>The quay stays open</h1><p class="byline">By A. Name, 4 March 2025</p>
<p>The mayor said: “Nobody will be left behind, and nobody will be moved.” The union agreed with her on Monday.</p>
<blockquote>We will not leave the old quay before every job is safe.</blockquote>
<p>Nothing else was decided that day, although the council sat until midnight and heard forty people.</p>
</article></body></html>
""".encode()
MAIL = (
    b"From: Gazette <a@b.example>\nSubject: =?utf-8?q?The_quay?=\nDate: Tue, 4 Mar 2025 10:00:00 +0000\n"
    b'MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\nThe mayor said: "Nobody will be left behind."\n'
)
FEED = (
    b'<?xml version="1.0"?><rss version="2.0"><channel><title>G</title><item><title>The quay</title>'
    b"<link>https://a.example/q</link></item></channel></rss>"
)
TEXT = "The quay stays open\nBy A. Name\n\nThe mayor said: “Nobody will be left behind.” The union agreed.\n".encode()
SOURCES = {
    "page.html": PAGE,
    "mail.eml": MAIL,
    "feed.xml": FEED,
    "text.txt": TEXT,
    "text.md": b"---\ntitle: x\n---\n" + TEXT,
}
CHARSETS = ("", "utf-8", "latin-1", "utf-16", "undefined", "idna", "base64", "\0", "utf-7")
BODY = {
    "id": "council-votes", "digest": "", "name": "a-passage", "pieces": [[0, 9]], "quotes": [[[3, 20]]], "position": 0,
    "passage": 0, "dropped": [0], "kind": "actor", "topic": "quay-closure", "action": 1, "wanted": "quay",
    "fields": {"actor": "residents", "question": "quay-closure/close-now", "stance": "support", "summary": "So.",
               "title": "A", "basis": "stated", "name": "A name", "date": "2025-03-04", "speakers": ["mayor"]},
}  # fmt: skip
VALUES = (None, True, -1, 0, 10**9, 1e308, "", "a", [], {}, [[]], [[0, 0]], [[[5, 1]]], [["a", 2]], {"a": {}}, *PIECES)


def spoil_site(root: Path, chance: random.Random) -> tuple[str, bytes]:
    """Spoil one file of a site, and return it."""
    path = chance.choice([path for path in sorted(root.rglob("*")) if path.is_file()])
    path.write_bytes(spoil(path.read_bytes(), chance))
    return path.name, path.read_bytes()


def check(root: Path, chance: random.Random, given: list[object]) -> None:
    """Check a site with a spoilt file."""
    given.append(spoil_site(root, chance))
    load_library(root)


def verify(root: Path, chance: random.Random, given: list[object]) -> None:
    """Verify a site with a spoilt file."""
    given.append(spoil_site(root, chance))
    plan_receipts(root, None, TODAY)


def add(root: Path, chance: random.Random, given: list[object]) -> None:
    """Take in a spoilt page, mail, feed or text; what is written of it is a file that can be read."""
    name = chance.choice(list(SOURCES))
    data = spoil(SOURCES[name], chance)
    url, charset = chance.choice(("", "https://a.example/q")), chance.choice(CHARSETS)
    given.append((name, data, url, charset))
    readings, _ = read_site(root)
    list_links(data)
    found = read_document(Document(name, data, "text/html" if url else "", charset if url else "", url))
    draft = make_draft(found, readings, root, choose_id(None, found, list_taken(root, None, readings)), [])
    _, problems = read_article(Source("a.md", write_article(draft, readings.seeds)))
    wrong = [
        one for one in problems if one.severity is Severity.ERROR and one.code not in ("empty-value", "missing-key")
    ]
    assert not wrong, (data, wrong)
    return data


def spoil_value(value: object, chance: random.Random) -> object:
    """Return a value of a request with one change somewhere in it."""
    if isinstance(value, dict) and value and chance.random() < 0.8:
        key = chance.choice(list(value))
        return {**value, key: spoil_value(value[key], chance)}
    if isinstance(value, list) and value and chance.random() < 0.7:
        at = chance.randrange(len(value))
        return [*value[:at], spoil_value(value[at], chance), *value[at + 1 :]]
    return chance.choice(VALUES)


def ask(root: Path, chance: random.Random, given: list[object]) -> None:
    """Ask the desk of a spoilt site spoilt questions."""
    if chance.random() < 0.3:
        given.append(spoil_site(root, chance))
    with open_workspace(root, None, TODAY) as workspace:
        for _ in range(4):
            name, body = chance.choice([*READING, *WRITING]), dict(BODY)
            with suppress(Refusal):
                shown = answer(workspace, "article", {"id": chance.choice(KEPT)})["article"]
                body |= {"id": shown["id"], "digest": shown["digest"]}
            for _ in range(chance.randint(0, 2)):
                body = spoil_value(body, chance)
                body = body if isinstance(body, dict) else {}
            given.append((name, body))
            with suppress(Refusal):
                json.dumps(answer(workspace, name, body))


TRIES: dict[str, Try] = {"check": check, "verify": verify, "add": add, "desk": ask}


def main() -> int:
    """Try so many inputs; return 1 if one raised."""
    tries, chance, wrong = int(sys.argv[1]), random.Random(sys.argv[2] if sys.argv[2:] else 1), 0
    names = sys.argv[3:] or list(TRIES)
    with tempfile.TemporaryDirectory(prefix="fuzz-") as place:
        whole = Path(shutil.copytree(QUAY / "seeds", Path(place) / "whole/seeds")).parent
        shutil.copy(QUAY / "mkdocs.yml", whole)
        for path in [*whole.glob("seeds/articles/*"), *whole.glob("seeds/receipts/*")]:
            if path.stem not in KEPT:
                path.unlink()
        os.environ["BRIEFING_CACHE"] = str(Path(place) / "cache")
        os.fsync = lambda _: None  # no power is lost here
        stopped: list[int] = []
        signal.signal(signal.SIGTERM, lambda *_: stopped.append(1))
        for number in range(tries):
            if stopped:
                tries = number
                break
            name, root = names[number % len(names)], Path(place) / f"site-{number % 7}"
            shutil.rmtree(root, ignore_errors=True)
            shutil.copytree(whole, root)
            given: list[object] = []
            try:
                TRIES[name](root, chance, given)
            except UsageError:
                pass
            except (Exception, RecursionError):
                wrong += 1
                print(f"{number}: {name}\n{given}\n{traceback.format_exc()}", flush=True)
    print(f"{tries - wrong} of {tries} inputs gave no traceback")
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main())
