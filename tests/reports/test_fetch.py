"""Fetching: pages from a loopback server when allowed, and nothing private when not."""

from __future__ import annotations

import gzip
import ipaddress
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import msgspec
import pytest

from accord.model import Report, SetAside
from accord.reports import Settings, UnreadableError, read_reports
from accord.reports.fetch import fetch, is_public

from .factory import BODY, HERE, body, page

ALLOWED = msgspec.structs.replace(HERE, allow_private=True, fetch_timeout=5.0)
PAGE = page("".join(f"<p>{text}</p>" for text in BODY)).encode()


class _Handler(BaseHTTPRequestHandler):
    """Pages and misbehaviour by path; keeps the request headers it saw."""

    seen: list[dict[str, str]]

    def do_GET(self) -> None:
        self.server.seen.append(dict(self.headers))  # type: ignore[attr-defined]
        path = self.path
        if path.startswith("/to/"):
            self._answer(302, b"", Location=path[4:])
        elif path == "/loop":
            self._answer(302, b"", Location="/loop")
        elif path == "/page":
            self._answer(200, PAGE, Content_Type="text/html; charset=utf-8", Set_Cookie="a=b")
        elif path == "/packed":
            self._answer(200, gzip.compress(PAGE), Content_Encoding="gzip")
        elif path == "/bomb":
            self._answer(200, gzip.compress(b"0" * 3_000_000), Content_Encoding="gzip")
        elif path.startswith("/drip/"):
            self._drip(path)
        elif path == "/odd":
            self._answer(200, b"xx", Content_Encoding="br")
        else:
            self._answer(404, b"no")

    def _answer(self, status: int, data: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _drip(self, path: str) -> None:
        """Send a byte now and then, of the head or of the body, until the test is over."""
        stop: threading.Event = self.server.stop  # type: ignore[attr-defined]
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        if path == "/drip/body":
            self.wfile.write(b"no\r\n\r\n")
        while not stop.wait(0.05):
            try:
                self.wfile.write(b"x")
            except OSError:
                return

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[ThreadingHTTPServer]:
    """A loopback server on a free port."""
    made = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    made.seen = []  # type: ignore[attr-defined]
    made.stop = threading.Event()  # type: ignore[attr-defined]
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield made
    made.stop.set()  # type: ignore[attr-defined]
    made.shutdown()
    made.server_close()
    thread.join()


def _url(server: ThreadingHTTPServer, path: str, host: str = "127.0.0.1") -> str:
    return f"http://{host}:{server.server_port}{path}"


def _read(url: str, settings: Settings = ALLOWED) -> Report | SetAside:
    (found,) = read_reports([url], settings=settings)
    return found


@pytest.mark.parametrize("path", ["/page", "/packed", "/to//page"])
def test_a_page_is_fetched_and_read(server: ThreadingHTTPServer, path: str) -> None:
    found = _read(_url(server, path))
    assert isinstance(found, Report)
    assert body(found) == list(BODY)
    assert found.origin == _url(server, path)
    assert found.url == _url(server, "/page" if path != "/packed" else path)


def test_requests_say_who_asks_and_carry_nothing_else(
    server: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    fetch(_url(server, "/page"), ALLOWED)
    fetch(_url(server, "/page"), ALLOWED)
    headers = server.seen[-1]  # type: ignore[attr-defined]
    assert headers["User-Agent"].startswith("Accord/")
    assert headers["Host"] == f"127.0.0.1:{server.server_port}"
    assert not {"Cookie", "Authorization", "Referer"} & set(headers)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0177.0.0.1", "0x7f.1", "127.1", "[::ffff:127.0.0.1]"],
)
def test_private_addresses_are_refused_in_every_form(
    server: ThreadingHTTPServer, host: str
) -> None:
    before = len(server.seen)  # type: ignore[attr-defined]
    found = _read(_url(server, "/page", host), HERE)
    # Some forms are no valid address to begin with; none of them may get through.
    expected = "fetch_failed" if host.startswith("0177") else "private_address"
    assert isinstance(found, SetAside) and found.code == expected
    assert len(server.seen) == before  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1:1/x", "http://169.254.169.254/latest", "http://[::1]/"]
)
def test_redirects_into_a_private_network_are_refused(
    server: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    # Only the first hop is let through, as a public server's would be.
    loopback = ipaddress.ip_address("127.0.0.1")
    calls: list[object] = []

    def first_only(address: Any) -> bool:
        calls.append(address)
        return len(calls) == 1 and address == loopback

    monkeypatch.setattr("accord.reports.fetch.is_public", first_only)
    with pytest.raises(UnreadableError) as error:
        fetch(_url(server, f"/to/{target}"), msgspec.structs.replace(ALLOWED, allow_private=False))
    assert error.value.reason == "private_address"
    assert len(calls) == 2


def test_the_checked_address_is_the_one_connected_to(
    server: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [server.server_address[0], "203.0.113.1"]

    def once(host: str, port: int, **_: object) -> list[tuple[Any, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answers.pop(0), port))]

    monkeypatch.setattr("accord.reports.fetch.getaddrinfo", once)
    result = fetch(_url(server, "/page", "rebind.example"), ALLOWED)
    assert result.data == PAGE
    assert answers == ["203.0.113.1"]
    assert server.seen[-1]["Host"].startswith("rebind.example:")  # type: ignore[attr-defined]


def test_one_private_address_among_several_refuses_the_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = [(2, 1, 6, "", (place, 80)) for place in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr("accord.reports.fetch.getaddrinfo", lambda *_, **__: found)
    outcome = _read("http://mixed.example/", HERE)
    assert isinstance(outcome, SetAside) and outcome.code == "private_address"


@pytest.mark.parametrize(
    ("path", "code"),
    [("/none", "fetch_failed"), ("/loop", "fetch_failed"), ("/odd", "fetch_failed"),
     ("/bomb", "too_large"), ("/to/file:///etc/passwd", "fetch_failed")],
)  # fmt: skip
def test_bad_answers_are_set_aside(server: ThreadingHTTPServer, path: str, code: str) -> None:
    found = _read(_url(server, path), msgspec.structs.replace(ALLOWED, max_fetch_bytes=1_000_000))
    assert isinstance(found, SetAside)
    assert found.code == code


@pytest.mark.parametrize(
    "url",
    [
        "http://",
        "http://user:pw@127.0.0.1/",
        "http://[::1",
        "https://no-such-host.invalid/",
        "http://127.0.0.1:1/",
    ],
)
def test_addresses_that_lead_nowhere(url: str) -> None:
    found = _read(url)
    assert isinstance(found, SetAside) and found.code == "fetch_failed"


def test_a_server_that_never_answers_is_left() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        found = _read(f"http://127.0.0.1:{silent.getsockname()[1]}/",
                      msgspec.structs.replace(ALLOWED, fetch_timeout=0.3))  # fmt: skip
    assert isinstance(found, SetAside) and found.code == "timeout"


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True), ("2606:4700::1111", True), ("127.0.0.1", False),
        ("10.1.2.3", False), ("172.16.0.1", False), ("192.168.1.1", False), ("0.0.0.0", False),
        ("169.254.169.254", False), ("100.64.0.1", False), ("224.0.0.1", False),
        ("240.0.0.1", False), ("255.255.255.255", False),
        ("::1", False), ("::", False), ("fe80::1", False), ("fc00::1", False), ("ff02::1", False),
        ("::ffff:10.0.0.1", False), ("64:ff9b::7f00:1", False), ("2002:7f00:1::", False),
        ("::127.0.0.1", False), ("64:ff9b::5db8:d822", True), ("2001:db8::1", False),
    ],
)  # fmt: skip
def test_public_and_private_addresses(address: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is public


@pytest.mark.parametrize("part", ["head", "body"])
def test_a_server_that_drips_is_left_when_time_is_up(
    server: ThreadingHTTPServer, part: str
) -> None:
    hasty = msgspec.structs.replace(ALLOWED, fetch_timeout=1.0)
    found = _read(_url(server, f"/drip/{part}"), hasty)
    assert isinstance(found, SetAside)
    assert found.code == "timeout"
    assert not server.stop.is_set()  # type: ignore[attr-defined]
