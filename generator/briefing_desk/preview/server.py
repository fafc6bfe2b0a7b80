"""Serve a preview to the browser of this machine: each page is told when it is out of date, and what is wrong.

Binds to 127.0.0.1 only, and answers only requests that name this machine: drafts are nobody else's business.
"""

import json
import re
import sys
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition, Thread
from urllib.parse import parse_qs, urlsplit

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
WAITING = (
    f"<!doctype html><html lang={LANGUAGE}><meta charset=utf-8><title>{PREVIEW}</title><body><p>%s</p></body></html>"
)


@dataclass(slots=True)
class Board:
    """What the preview shows now: written by the one who builds, read by those who serve."""

    folder: Path | None = None
    """The built site; None until one could be built."""
    build: int = 0
    """Counts what is new to see: a page of another build loads itself again."""
    problems: str = ""
    turn: int = 0
    """Counts every change of this board."""
    changed: Condition = field(default_factory=Condition)

    def show(self, folder: Path | None, problems: str, is_new: bool) -> None:
        """Put up what is to be seen from now on."""
        with self.changed:
            self.folder, self.problems = folder, problems
            self.build += is_new
            self.turn += 1
            self.changed.notify_all()

    def wait(self, seen: int) -> dict[str, object]:
        """Return the state, at once if it is not the one that was seen, else when it changes or patience ends."""
        with self.changed:
            self.changed.wait_for(lambda: self.turn != seen, PATIENCE)
            return {"turn": self.turn, "build": self.build, "problems": self.problems}


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


class Handler(SimpleHTTPRequestHandler):
    """Answers one browser."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        """Answer with the state, the script, a page with the script, or another file of the site."""
        address, board = urlsplit(self.path), self.server.board
        self.directory = str(board.folder or "")
        if self.headers.get("Host", "").rpartition(":")[0] not in NAMES:
            self.answer((WAITING % THIS_MACHINE_ONLY).encode(), "text/html", 403)
        elif address.path == f"{PREFIX}state":
            seen = parse_qs(address.query).get("seen", ["-1"])[0]
            state = board.wait(int(seen) if seen.isdecimal() and len(seen) < 10 else -1)
            self.answer(json.dumps(state).encode(), "application/json")
        elif address.path == f"{PREFIX}live.js":
            self.answer(SCRIPT.read_bytes(), "text/javascript")
        elif board.folder is None:
            self.answer(add_script((WAITING % NO_SITE_YET).encode(), board.build), "text/html", 503)
        else:
            self.answer_file(address.path, board)

    def answer_file(self, path: str, board: Board) -> None:
        """Answer with a file of the site; a page gets the script."""
        build = board.build  # before the page is read: a page that is newer than it says loads itself once too often
        full = Path(self.translate_path(path))
        full = full / "index.html" if full.is_dir() else full
        try:
            if full.suffix == ".html":
                self.answer(add_script(full.read_bytes(), build), "text/html")
            else:
                super().do_GET()
        except FileNotFoundError:
            self.answer(add_script((WAITING % NO_SUCH_PAGE).encode(), build), "text/html", 404)

    def answer(self, body: bytes, kind: str, status: int = 200) -> None:
        """Send a whole answer."""
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        """Keep browsers from showing what was."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing of requests: the terminal is for the content."""


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
