"""Serve the desk to the browser of this machine, at a port of its own; it writes for no page but its own.

Every request must name this machine (`Host`). What reads or writes is a POST of JSON from the desk's own page
(`Origin`, `Sec-Fetch-Site`) with the token that only the address which the terminal printed has, never a cookie: those
go to every port of a machine.
"""

import json
import sys
from collections.abc import Callable
from hmac import compare_digest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from briefing_desk.desk.requests import Refusal
from briefing_desk.syntax.errors import UsageError

HOST = "127.0.0.1"
NAMES = (HOST, "localhost")
API = "/api/"
PAGE = Path(__file__).parent / "page"
SCRIPTS = ("desk", "ask", "text", "card", "combo", "likely", "lists", "forms", "settle", "stale", "check")
FILES = {
    "/": ("desk.html", "text/html"),
    "/desk.css": ("desk.css", "text/css"),
    **{f"/{name}.js": (f"{name}.js", "text/javascript") for name in SCRIPTS},
}
"""All that is served beside answers; nothing else of the disk can be asked for."""
MAX_BODY = 100_000
"""Bytes of a request."""
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class Server(ThreadingHTTPServer):
    """Serves one desk: `answer` gets the name of a request and its body, and may raise Refusal."""

    daemon_threads = True

    def __init__(self, port: int, answer: Callable[[str, dict[str, Any]], dict[str, Any]], token: str) -> None:
        self.answer, self.token = answer, token.encode()
        try:
            super().__init__((HOST, port), Handler)
        except (OSError, OverflowError) as error:
            raise UsageError(f"cannot serve at port {port}: {error}; choose another with --port") from error

    @property
    def hosts(self) -> tuple[str, ...]:
        """How this machine and this port may be named."""
        return tuple(f"{name}:{self.server_port}" for name in NAMES)

    def handle_error(self, request: object, client_address: object) -> None:
        """Let browsers hang up; anything else is a fault of ours, and is shown."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class Handler(BaseHTTPRequestHandler):
    """Answers one browser."""

    protocol_version = "HTTP/1.1"
    timeout = 30
    """Seconds that a request may take to arrive."""
    server: Server

    def do_GET(self) -> None:
        """Answer with one of the page's own files."""
        name, kind = FILES.get(self.path.partition("?")[0], ("", ""))
        try:
            self.require_host()
            if not name:
                raise Refusal(404, "there is nothing here")
        except Refusal as refusal:
            self.refuse(refusal)
        else:
            self.send(200, (PAGE / name).read_bytes(), kind)

    def do_POST(self) -> None:
        """Answer a request of the page."""
        try:
            self.require_host()
            body = self.read_request()
            found = self.server.answer(self.path.removeprefix(API), body)
        except Refusal as refusal:
            self.refuse(refusal)
        else:
            self.send(200, json.dumps(found).encode(), "application/json")

    def require_host(self) -> None:
        """Raise Refusal for a request that was sent to another name, which leads here all the same."""
        if self.headers.get_all("Host", []) not in [[host] for host in self.server.hosts]:
            raise Refusal(403, "this is served to this machine only")

    def read_request(self) -> dict[str, Any]:
        """Return what was sent; raise Refusal unless the desk's own page sent it."""
        if not self.path.startswith(API):
            raise Refusal(404, "there is nothing here")
        wanted = {
            "Origin": f"http://{self.headers['Host']}",
            "Sec-Fetch-Site": "same-origin",
            "Content-Type": "application/json",
        }
        for name, value in wanted.items():
            if self.headers.get_all(name, []) != [value]:
                raise Refusal(403, "this is answered to the desk's own page only")
        token = self.headers.get("X-Desk-Token", "").encode("utf-8", "replace")
        if not compare_digest(token, self.server.token):
            raise Refusal(401, "open the address that `briefing desk` has printed: this page does not know its token")
        length = self.headers.get("Content-Length", "")
        if "Transfer-Encoding" in self.headers or not (length.isascii() and length.isdecimal()):
            raise Refusal(411, "the length is missing")
        if len(length) > 9 or int(length) > MAX_BODY:
            raise Refusal(413, f"more than {MAX_BODY:,} bytes")
        try:
            body = json.loads(self.rfile.read(int(length)))
        except (ValueError, RecursionError) as error:
            raise Refusal(400, "this is no JSON") from error
        if not isinstance(body, dict):
            raise Refusal(400, "this is no JSON object")
        return body

    def refuse(self, refusal: Refusal) -> None:
        """Say why nothing was done; what was sent and not read goes with the connection."""
        self.close_connection = True
        told = {"reason": str(refusal), "told": refusal.told}
        self.send(refusal.status, json.dumps(told).encode(), "application/json")

    def send(self, status: int, body: bytes, kind: str) -> None:
        """Send a whole answer."""
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        for name, value in HEADERS.items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def version_string(self) -> str:
        """Say nothing of what serves."""
        return "briefing"

    def log_message(self, *_: object) -> None:
        """Say nothing of requests: the terminal is for the content."""
