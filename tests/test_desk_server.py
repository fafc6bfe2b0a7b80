"""Who may ask the desk: its own page, on this machine, with the token. Each attack is made by raw HTTP."""

import json
import re
import shutil
import socket
import subprocess
import sys
from http.client import HTTPConnection

import pytest
from conftest import QUAY
from desks import TOKEN, read_files, serve_desk

from briefing_desk.desk.server import MAX_BODY

WRITE = {"id": "council-votes", "digest": "", "position": 0}


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """Return a site and the port of its desk."""
    root = tmp_path_factory.mktemp("served")
    shutil.copytree(QUAY / "seeds", root / "seeds")
    shutil.copy(QUAY / "mkdocs.yml", root)
    with serve_desk(root) as port:
        yield root, port


def send(port, method="POST", path="/api/queue", body=b"{}", more=(), **headers):
    """Return status, headers and body of the answer to a request; a header that is None is left out."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    given = {
        "Host": f"127.0.0.1:{port}",
        "Origin": f"http://127.0.0.1:{port}",
        "Sec-Fetch-Site": "same-origin",
        "Content-Type": "application/json",
        "X-Desk-Token": TOKEN,
        "Content-Length": str(len(body)),
    }
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    for name, value in [*given.items(), *more]:
        if value is not None:
            connection.putheader(name, value.format(port=port, other=port + 1))
    connection.endheaders(body if given["Content-Length"] == str(len(body)) else b"")
    answer = connection.getresponse()
    told = answer.status, dict(answer.getheaders()), answer.read()
    connection.close()
    return told


def test_its_address_stands_alone_on_a_line(served):
    """Whoever copies the line, or up to its first space, has the whole token and nothing else."""
    command = [sys.executable, "-m", "briefing_desk", "desk", "--root", str(served[0])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as desk:
        lines = desk.stdout.readline(), desk.stdout.readline()
        desk.kill()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/#[\w-]{32}\n", lines[0])
    assert lines[1] == "this is the desk: open it in a browser; Ctrl+C stops it\n"


def test_its_own_page_is_answered(served):
    _, port = served
    status, headers, body = send(port)
    assert status == 200
    assert json.loads(body)["total"] == 5
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert send(port, Host="localhost:{port}", Origin="http://localhost:{port}")[0] == 200


ATTACKS = {
    "another host's name leads here": (403, {"Host": "evil.example"}),
    "another host's name with the port": (403, {"Host": "evil.example:{port}"}),
    "a host that only begins like ours": (403, {"Host": "127.0.0.1:{port}.evil.example"}),
    "another port": (403, {"Host": "127.0.0.1:{other}"}),
    "no port": (403, {"Host": "127.0.0.1"}),
    "no host": (403, {"Host": None}),
    "two hosts": (403, {"more": [("Host", "evil.example")]}),
    "another origin": (403, {"Origin": "http://evil.example"}),
    "another port's origin": (403, {"Origin": "http://127.0.0.1:{other}"}),
    "the other name's origin": (403, {"Origin": "http://localhost:{port}"}),
    "an origin that hides itself": (403, {"Origin": "null"}),
    "no origin": (403, {"Origin": None}),
    "two origins": (403, {"more": [("Origin", "http://evil.example")]}),
    "another site": (403, {"Sec_Fetch_Site": "cross-site"}),
    "another port of this machine": (403, {"Sec_Fetch_Site": "same-site"}),
    "an address that was typed": (403, {"Sec_Fetch_Site": "none"}),
    "a browser that does not say whence": (403, {"Sec_Fetch_Site": None}),
    "a form": (403, {"Content_Type": "application/x-www-form-urlencoded"}),
    "a form that passes for text": (403, {"Content_Type": "text/plain"}),
    "JSON with more behind it": (403, {"Content_Type": "application/json; charset=utf-8"}),
    "no token": (401, {"X_Desk_Token": None}),
    "an empty token": (401, {"X_Desk_Token": ""}),
    "a token that is wrong": (401, {"X_Desk_Token": "a-tokem"}),
    "the token as a cookie": (401, {"X_Desk_Token": None, "Cookie": f"X-Desk-Token={TOKEN}"}),
    "too much": (413, {"Content_Length": str(MAX_BODY + 1)}),
    "far too much": (413, {"Content_Length": "9" * 30}),
    "a length below nothing": (411, {"Content_Length": "-1"}),
    "a length in other digits": (411, {"Content_Length": "\u0662".encode().decode("latin-1")}),
    "no length": (411, {"Content_Length": None}),
    "chunks": (411, {"Transfer_Encoding": "chunked"}),
    "no JSON": (400, {"body": b"{"}),
    "JSON that is no object": (400, {"body": b"[1]"}),
    "JSON that is too deep": (400, {"body": b"[" * 50_000}),
    "bytes that are no text": (400, {"body": b"\xff\xfe{"}),
    "a request that there is not": (404, {"path": "/api/../etc"}),
    "an address outside": (404, {"path": "/"}),
    "a whole address": (404, {"path": "http://127.0.0.1/api/queue"}),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_nobody_else_is_answered_and_nothing_is_written(served, attack):
    root, port = served
    before = read_files(root)
    status, given = ATTACKS[attack]
    for path in ("/api/remove", "/api/queue"):
        found, _, body = send(port, **{"path": path, "body": json.dumps(WRITE).encode(), **given})
        assert found == status, body
        assert b"council" not in body
    assert read_files(root) == before


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH", "HEAD", "TRACE"])
def test_no_other_method_is_known(served, method):
    assert send(served[1], method=method)[0] == 501


@pytest.mark.parametrize(
    "path",
    [
        "/../desk.html", "/..%2fserver.py", "/server.py", "/desk.js/..", "/page/desk.js",
        "/seeds/actors.yml", "/desk.js%00", "/api/queue", "/etc/passwd", "http://evil.example/",
    ],
)  # fmt: skip
def test_no_path_leads_to_another_file(served, path):
    status, headers, body = send(served[1], "GET", path)
    assert status == 404
    assert headers["Content-Type"].startswith("application/json")
    assert b"import" not in body


@pytest.mark.parametrize("id", ["../actors", "council-votes/../council-votes", "", "a\0b", "C:\\x", "..", "x" * 5000])
def test_no_id_leads_to_another_file(served, id):
    status, _, body = send(served[1], path="/api/article", body=json.dumps({"id": id}).encode())
    assert status in (400, 404), body


def test_the_pages_own_files_are_served_to_this_machine_alone(served):
    _, port = served
    for path, kind in (("/", "text/html"), ("/desk.css", "text/css"), ("/desk.js?x", "text/javascript")):
        status, headers, body = send(port, "GET", path, Origin=None, Sec_Fetch_Site=None, X_Desk_Token=None)
        assert (status, headers["Content-Type"]) == (200, f"{kind}; charset=utf-8")
        assert TOKEN.encode() not in body
        assert headers["X-Content-Type-Options"] == "nosniff"
    assert send(port, "GET", "/", Host="evil.example")[0] == 403


def test_a_write_that_is_sent_again_is_refused(served):
    root, port = served
    opened = json.loads(send(port, path="/api/article", body=b'{"id": "council-votes"}')[2])
    body = json.dumps({"id": "council-votes", "digest": opened["article"]["digest"], "position": 3}).encode()
    assert send(port, path="/api/remove", body=body)[0] == 200
    after = read_files(root)
    assert send(port, path="/api/remove", body=body)[0] == 409
    assert read_files(root) == after
    action = json.loads(send(port)[2])["undo"]["id"]
    undo = json.dumps({"id": "council-votes", "action": action}).encode()
    assert send(port, path="/api/undo", body=undo)[0] == 200
    assert send(port, path="/api/undo", body=undo)[0] == 409


@pytest.mark.parametrize(
    "said", [b"\x00\xff\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"POST /api/queue HTTP/1.1\r\nHo"]
)
def test_what_is_no_http_stops_nobody(served, said):
    _, port = served
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        connection.sendall(said)
        connection.shutdown(socket.SHUT_WR)
        connection.recv(1000)
    assert send(port)[0] == 200
