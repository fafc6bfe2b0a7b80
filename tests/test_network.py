"""The client of HTTP: limits that hold whatever a host does, and one line for each way to fail."""

import gzip
import socket
import threading
import zlib
from contextlib import suppress

import pytest

from briefing_desk import network
from briefing_desk.network import Unreached, ask

WORDS = b"The council said that the quay would close. " * 50
DRIPS = {
    b"/body": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n",
    b"/chunks": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n100\r\n",
    b"/open": b"HTTP/1.1 200 OK\r\n\r\n",
    b"/header": b"HTTP/1.1 200 OK\r\nX: ",
    b"/continue": b"",
}
PACKED = {
    b"/gzip": (b"gzip", gzip.compress(WORDS)),
    b"/deflate": (b"deflate", zlib.compress(WORDS)),
    b"/plain": (b"identity", WORDS),
    b"/cut": (b"gzip", gzip.compress(WORDS)[:-20]),
    b"/twice": (b"gzip, gzip", gzip.compress(gzip.compress(WORDS))),
    b"/br": (b"br", b"\x1b\x00"),
    b"/zstd": (b"zstd", b"(\xb5/\xfd"),
    b"/not": (b"gzip", WORDS),
    b"/bomb": (b"gzip", gzip.compress(bytes(50_000_000))),
}


def answer(way):
    """Answer one request; what drips goes on until the other side hangs up."""
    with way:
        name = [*way.recv(4096).split(b" "), b""][1]
        if name in PACKED:
            packing, data = PACKED[name]
            head = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Encoding: %s\r\nContent-Length: %d\r\n\r\n"
            way.sendall(head % (packing, len(data)) + data)
        elif name == b"/away":
            way.sendall(b"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\nContent-Length: 0\r\n\r\n")
        else:
            way.sendall(DRIPS.get(name, b"\x16\x03\x03\x40\x00"))  # to a greeting by TLS, the beginning of one
            pause = threading.Event()
            while not pause.wait(0.02):
                way.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" if name == b"/continue" else b"x")


@pytest.fixture(scope="module")
def host():
    """Return a host, with its port, that answers as no host should."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve():
            while True:
                try:
                    way, _ = server.accept()
                except OSError:
                    return
                threading.Thread(target=quietly, args=(way,), daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        yield f"127.0.0.1:{server.getsockname()[1]}"


def quietly(way):
    with suppress(OSError):  # the other side hung up
        answer(way)


def fetch(url, most=1_000_000):
    with ask(url, "tests", lambda step: None) as reply:
        return reply.read(most)


@pytest.mark.parametrize(
    "url",
    ["http://{}/body", "http://{}/chunks", "http://{}/open", "http://{}/header", "http://{}/continue", "https://{}/"],
)
def test_the_time_for_the_whole_holds_against_a_byte_now_and_then(host, monkeypatch, url):
    monkeypatch.setattr(network, "WHOLE", 0.4)
    with pytest.raises(Unreached, match=r"did not come within 0\.4 seconds"):
        fetch(url.format(host))


def test_the_time_for_the_whole_holds_where_a_name_is_not_found_out(host, monkeypatch):
    monkeypatch.setattr(network, "WHOLE", 0.2)
    hung = threading.Event()
    with (
        pytest.raises(Unreached, match=r"did not come within 0\.2 seconds"),
        ask(f"http://{host}/plain", "tests", lambda step: hung.wait()),
    ):
        pass
    hung.set()


@pytest.mark.parametrize("name", ["gzip", "deflate", "plain"])
def test_what_is_packed_is_unpacked(host, name):
    assert fetch(f"http://{host}/{name}") == WORDS


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("cut", "breaks off before its end"),
        ("twice", "packed in a way that was not asked for (gzip, gzip)"),
        ("br", "packed in a way that was not asked for (br)"),
        ("zstd", "packed in a way that was not asked for (zstd)"),
        ("not", "not packed in the way that it says"),
        ("away", "it leads to `http://[::1`, which is not an address"),
    ],
)
def test_what_cannot_be_read_is_told(host, name, said):
    with pytest.raises(Unreached) as told:
        fetch(f"http://{host}/{name}")
    assert said in str(told.value)


def test_of_what_unpacks_to_very_much_no_more_is_unpacked_than_asked_for(host):
    assert len(fetch(f"http://{host}/bomb", 1000)) == 1001
