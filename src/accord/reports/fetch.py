"""Fetching a page over http(s), never from inside a private network unless that is allowed.

Every hop of a redirect is resolved and checked anew, and the connection goes to the very address
that was checked, so that a name cannot resolve differently in between (DNS rebinding). TLS is still
verified against the name. No cookies, credentials or proxies of the environment are used.
"""

from __future__ import annotations

import ipaddress
import threading
import time
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from socket import SOCK_STREAM, getaddrinfo
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import msgspec

from accord.reports.reasons import UnreadableError
from accord.reports.settings import Settings

if TYPE_CHECKING:
    import httpx

_ENCODINGS = frozenset(("", "identity", "gzip", "deflate"))

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """An answer: its bytes, the address it came from at last, its name and declared charset."""

    data: bytes
    url: str
    name: str = ""
    charset: str | None = None


def fetch(url: str, settings: Settings) -> Page:
    """Fetch `url`, following redirects by hand, in `settings.fetch_timeout` seconds altogether.

    Raises `UnreadableError`: "private_address", "fetch_failed", "too_large", "timeout".
    """
    deadline = time.monotonic() + settings.fetch_timeout
    found: list[Page] = []
    failed: list[Exception] = []

    def follow() -> None:
        try:
            found.append(_follow(url, settings, deadline))
        except Exception as error:
            failed.append(error)

    # The client's own time limits are for a single read: a server that sends a byte now and then
    # keeps to them for ever. So the whole of it is waited for, and left behind when time is up.
    thread = threading.Thread(target=follow, daemon=True)
    thread.start()
    thread.join(settings.fetch_timeout)
    if failed:
        raise failed[0]
    if not found:
        raise _late(settings)
    return found[0]


def _follow(url: str, settings: Settings, deadline: float) -> Page:
    """The page that `url` leads to."""
    import httpx

    try:
        for _ in range(settings.max_redirects + 1):
            answer = _hop(url, settings, deadline)
            if isinstance(answer, Page):
                return answer
            url = answer
    except httpx.TimeoutException as error:
        raise _late(settings) from error
    except httpx.HTTPError as error:
        raise UnreadableError(
            "fetch_failed", f"The page could not be fetched ({_why(error)})."
        ) from error
    raise UnreadableError("fetch_failed", f"It redirects more than {settings.max_redirects} times.")


@cache
def _agent() -> str:
    """How requests name their sender."""
    return f"Accord/{version('accord')} (reads single pages on request)"


def _why(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def _late(settings: Settings) -> UnreadableError:
    return UnreadableError(
        "timeout", f"The page did not arrive within {settings.fetch_timeout:g} seconds.",
        remedy="Try again later, or save the page and read the file.",
    )  # fmt: skip


def _hop(url: str, settings: Settings, deadline: float) -> Page | str:
    """One request: a page, or the address that it redirects to."""
    import httpx

    target = _parse(url)
    address = resolve(target.host, target.port or (443 if target.scheme == "https" else 80),
                      settings, deadline)  # fmt: skip
    left = deadline - time.monotonic()
    if left <= 0:
        raise _late(settings)
    literal = f"[{address}]" if address.version == 6 else str(address)
    headers = {
        "Host": target.netloc.decode("ascii"), "User-Agent": _agent(), "Accept-Encoding": "gzip",
        "Accept": "text/html, application/xhtml+xml, application/pdf, text/plain, */*;q=0.5",
    }  # fmt: skip
    with (
        httpx.Client(trust_env=False, follow_redirects=False, timeout=left) as client,
        client.stream(
            "GET", target.copy_with(host=literal), headers=headers,
            extensions={"sni_hostname": target.host},
        ) as response,
    ):  # fmt: skip
        if response.is_redirect:
            return urljoin(url, response.headers["location"])
        if response.status_code >= 400:
            raise UnreadableError("fetch_failed", f"The server answered {response.status_code}.")
        return _page(response, url, settings, deadline)


def _parse(url: str) -> httpx.URL:
    """The address as httpx reads it: http(s), with a host and without credentials."""
    import httpx

    try:
        target = httpx.URL(url)
    except (httpx.InvalidURL, ValueError) as error:
        raise UnreadableError("fetch_failed", "This is no valid address.") from error
    if target.scheme not in ("http", "https") or not target.host:
        raise UnreadableError("fetch_failed", "Only http and https addresses are fetched.")
    if target.userinfo:
        raise UnreadableError("fetch_failed", "Addresses with a name and password are not fetched.")
    return target


def resolve(host: str, port: int, settings: Settings, deadline: float) -> Address:
    """The address to connect to: the first of `host`, all of which must be public.

    One private address among several is refused as a whole. Numeric forms of every kind (decimal,
    octal, hexadecimal) go through the system's own resolver and are judged by what they mean.
    Raises `UnreadableError` ("private_address", "fetch_failed", "timeout").
    """
    found = _lookup(host, port, max(0.0, deadline - time.monotonic()), settings)
    if not found:
        raise UnreadableError("fetch_failed", f"The name {host} has no address.")
    if not settings.allow_private:
        for address in found:
            if not is_public(address):
                limit = f"The address {host} leads to {address}, inside a private network."
                raise UnreadableError("private_address", limit)
    return found[0]


def _lookup(host: str, port: int, seconds: float, settings: Settings) -> Sequence[Address]:
    """Resolve a name, waiting no longer than `seconds`: the system's resolver has no time limit."""
    found: list[Address] = []
    failed: list[str] = []

    def ask() -> None:
        try:
            for *_, place in getaddrinfo(host, port, type=SOCK_STREAM):
                found.append(ipaddress.ip_address(str(place[0]).split("%")[0]))
        except (OSError, UnicodeError, ValueError) as error:
            failed.append(str(error))

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        raise _late(settings)
    if failed:
        raise UnreadableError("fetch_failed", f"The name {host} could not be resolved.")
    return list(dict.fromkeys(found))


def is_public(address: Address) -> bool:
    """True for an address of the public Internet.

    IPv6 forms that carry an IPv4 address (mapped, 6to4, NAT64, Teredo) are judged by that.
    """
    if isinstance(address, ipaddress.IPv6Address):
        inner = _carried(address)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_unspecified or address.is_loopback
    )


def _carried(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address inside an IPv6 one, or None."""
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    if address.teredo:
        return address.teredo[1]
    number = int(address)
    if number >> 32 == 0x0064FF9B << 64 or (number >> 32 == 0 and number > 1):
        return ipaddress.IPv4Address(number & 0xFFFFFFFF)
    return None


def _page(response: httpx.Response, url: str, settings: Settings, deadline: float) -> Page:
    """Read an answer in pieces, counting bytes and seconds."""
    if response.headers.get("content-encoding", "").strip().lower() not in _ENCODINGS:
        raise UnreadableError(
            "fetch_failed", "The server packed its answer in a way not asked for."
        )
    limit = settings.max_fetch_bytes
    pieces, size = [], 0
    for piece in response.iter_bytes():  # as they come: the clock is looked at after each
        size += len(piece)
        if size > limit:
            raise UnreadableError("too_large", f"The page is larger than {limit:,} bytes.")
        if time.monotonic() > deadline:
            raise _late(settings)
        pieces.append(piece)
    name = url.split("?")[0].split("#")[0].rstrip("/").rsplit("/", 1)[-1]
    return Page(data=b"".join(pieces), url=url, name=name, charset=response.charset_encoding)
