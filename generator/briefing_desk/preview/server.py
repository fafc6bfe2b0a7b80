"""Serve a preview to the browser of this machine: each page is told when it is out of date, and what is wrong.

Binds to 127.0.0.1 only, and answers only requests that name this machine and come from the preview's own pages or from
the person at the browser: drafts are nobody else's business, and any page of the web can send a browser here.
"""

import json
import re
import sys
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import MimeTypes
from pathlib import Path
from threading import Condition, Thread
from urllib.parse import parse_qs, unquote, urlsplit

from briefing_desk.messages.phrases import find_direction
from briefing_desk.messages.words import LANGUAGE, NO_SITE_YET, NO_SUCH_PAGE, PREVIEW, THIS_MACHINE_ONLY
from briefing_desk.syntax.errors import UsageError

HOST = "127.0.0.1"
NAMES = (HOST, "localhost")
PREFIX = "/.briefing/"
PATIENCE = 20
"""Seconds that a page waits for news before it asks again."""
SCRIPT = Path(__file__).parent.parent / "templates/live.js"
POLICY = re.compile(rb"<meta[^>]+Content-Security-Policy[^>]*>", re.IGNORECASE)
"""A policy of the site would keep the preview's own script out; the published site keeps it."""
OWN = ("", "none", "same-origin")
"""What `Sec-Fetch-Site` says of requests that no other site made; older browsers say nothing."""
GUARDS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'self'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
"""What keeps browsers from showing what was, and from giving a draft to another site's page."""
TYPES = MimeTypes()
"""Of the library alone: a machine may have others, by which browsers would not run the site's scripts."""


@dataclass(slots=True)
class Board:
    """What the preview shows now: written by the one who builds, read by those who serve."""

    folder: Path | None = None
    """The built site; None until one could be built."""
    build: int = 0
    """Counts what is new to see: a page of another build loads itself again."""
    heading: str = ""
    """What is wrong, in the language of the site: how many problems there are."""
    problems: str = ""
    """The same as the command line has it, in English."""
    turn: int = 0
    """Counts every change of this board."""
    changed: Condition = field(default_factory=Condition)

    def show(self, folder: Path | None, heading: str, problems: str, is_new: bool) -> None:
        """Put up what is to be seen from now on."""
        with self.changed:
            self.folder, self.heading, self.problems = folder, heading, problems
            self.build += is_new
            self.turn += 1
            self.changed.notify_all()

    def wait(self, seen: int) -> dict[str, object]:
        """Return the state, at once if it is not the one that was seen, else when it changes or patience ends."""
        with self.changed:
            self.changed.wait_for(lambda: self.turn != seen, PATIENCE)
            return {"turn": self.turn, "build": self.build, "heading": self.heading, "problems": self.problems}


class Server(ThreadingHTTPServer):
    """Serves one board."""

    daemon_threads = True

    def __init__(self, port: int, board: Board) -> None:
        self.board = board
        super().__init__((HOST, port), Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Let browsers hang up; anything else is a fault of ours, and is shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class Handler(BaseHTTPRequestHandler):
    """Answers one browser."""

    protocol_version = "HTTP/1.1"
    server: Server

    def parse_request(self) -> bool:
        """Say whether a request, of whatever method, is to be answered; another has been refused then."""
        if not super().parse_request():
            return False
        if is_ours(self.headers.get_all("Host", []), self.headers):
            return True
        self.close_connection = True
        self.answer(say_on_page(THIS_MACHINE_ONLY), "text/html", 403)
        return False

    def do_GET(self) -> None:
        """Answer with the state, the script, a page with the script, or another file of the site."""
        board = self.server.board
        try:
            address = urlsplit(self.path)
        except ValueError:  # what begins like a host, and is none
            self.answer_missing(board)
            return
        if address.path == f"{PREFIX}state":
            seen = parse_qs(address.query).get("seen", ["-1"])[0]
            state = board.wait(int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else -1)
            self.answer(json.dumps(state).encode(), "application/json")
        elif address.path == f"{PREFIX}live.js":
            self.answer(SCRIPT.read_bytes(), "text/javascript")
        elif board.folder is None:
            self.answer(add_script(say_on_page(NO_SITE_YET), board.build), "text/html", 503)
        else:
            self.answer_file(address.path, board, board.folder)

    do_HEAD = do_GET

    def answer_file(self, path: str, board: Board, folder: Path) -> None:
        """Answer with a file of the site; a page gets the script."""
        build = board.build  # before the page is read: a page that is newer than it says loads itself once too often
        full = find_file(folder, path)
        try:
            data = full.read_bytes() if full else None
        except OSError:  # gone with the site that it was a part of
            data = None
        if full is None or data is None:
            self.answer_missing(board)
        elif full.suffix == ".html":
            self.answer(add_script(data, build), "text/html")
        else:
            kind, packing = TYPES.guess_type(full.name)
            self.answer(data, (kind if packing is None else None) or "application/octet-stream")

    def answer_missing(self, board: Board) -> None:
        """Say that there is no such page."""
        self.answer(add_script(say_on_page(NO_SUCH_PAGE), board.build), "text/html", 404)

    def answer(self, body: bytes, kind: str, status: int = 200) -> None:
        """Send a whole answer, or what stands before it where that is asked for."""
        is_text = kind.startswith("text/") or kind.endswith(("json", "javascript", "xml"))
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if is_text else kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def end_headers(self) -> None:
        """Keep what is sent from everybody else."""
        for name, value in GUARDS.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing of requests: the terminal is for the content."""


def is_ours(hosts: list[str], headers: Message) -> bool:
    """Say whether a request names this machine, and no other site's page made it.

    Such a page may lead a person here, into a window in which it can see nothing; it may not load what is here.
    """
    if len(hosts) != 1 or hosts[0].rpartition(":")[0] not in NAMES:
        return False
    fetched = {name: headers.get(f"Sec-Fetch-{name}") or "" for name in ("Site", "Mode", "Dest")}
    is_led = (fetched["Mode"], fetched["Dest"]) == ("navigate", "document")
    origin = headers.get("Origin") or ""
    return (fetched["Site"] in OWN or is_led) and origin in ("", f"http://{hosts[0]}")


def say_on_page(words: str) -> bytes:
    """Return a page that says something where there is none of the site's."""
    tags = f"<!doctype html><html lang={LANGUAGE} dir={find_direction(LANGUAGE)}><meta charset=utf-8>"
    return f"{tags}<title>{PREVIEW}</title><body><p>{words}</p></body></html>".encode()


def find_file(folder: Path, path: str) -> Path | None:
    """Return the file of a built site that an address means; None where there is none, or it is not the site's."""
    try:
        full = (folder / unquote(path, errors="surrogateescape").lstrip("/")).resolve()
        full = full / "index.html" if full.is_dir() else full
        return full if full.is_relative_to(folder.resolve()) and full.is_file() else None
    except (OSError, RuntimeError, ValueError):  # too long, a loop of links, no name at all
        return None


def add_script(page: bytes, build: int) -> bytes:
    """Return a page with the script that keeps it up to date."""
    script = f'<script src="{PREFIX}live.js" data-build="{build}"></script>'.encode()
    head, end, tail = POLICY.sub(b"", page).rpartition(b"</body>")
    return head + script + end + tail if end else page + script


def start_server(board: Board, port: int) -> Server:
    """Serve in the background; raise UsageError if the port is taken."""
    try:
        server = Server(port, board)
    except (OSError, OverflowError) as error:
        raise UsageError(f"cannot serve at port {port}: {error}; choose another with --port") from error
    Thread(target=server.serve_forever, daemon=True).start()
    return server
