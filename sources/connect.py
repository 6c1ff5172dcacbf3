"""How a connection is made: only to an address that was checked, only until the deadline."""

import socket
import ssl
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import httpcore
import httpx

from config.networks import Opening
from sources.addresses import refusal

MOST_CONNECTIONS = 50


class AddressRefused(httpx.ConnectError):
    """A host has no address that may be reached; nothing was sent to it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one fetch may take: seconds, decoded bytes, redirects."""

    connect: float = 10.0
    read: float = 15.0
    total: float = 30.0
    """Of the network alone: a wait for the host's turn is not counted."""
    size: int = 8_000_000
    """Three times the largest feed seen; the kernel takes in up to 4 MB more ahead of us."""
    redirects: int = 5
    again: float = 2.0
    """Before the one more try that a stumble is given."""


LIMITS = Limits()


class Deadline:
    """A point on the monotonic clock that no reading, however slow the drip, goes beyond."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    @property
    def remaining(self) -> float:
        return self._end - time.monotonic()

    @property
    def is_over(self) -> bool:
        return self.remaining <= 0

    @contextmanager
    def paused(self) -> Iterator[None]:
        """What is done inside the block does not count."""
        begun = time.monotonic()
        try:
            yield
        finally:
            self._end += time.monotonic() - begun


_deadline: ContextVar[Deadline | None] = ContextVar("deadline", default=None)


@contextmanager
def time_limit(seconds: float) -> Iterator[Deadline]:
    """All that `open_client`'s client does inside this block, in this thread, ends in time.

    A read, write or connect that would go beyond raises httpx.TimeoutException.
    """
    deadline = Deadline(seconds)
    token = _deadline.set(deadline)
    try:
        yield deadline
    finally:
        _deadline.reset(token)


def _shrunk(timeout: float | None, error: type[httpcore.TimeoutException]) -> float | None:
    """The timeout, or what remains until the deadline when that is less."""
    deadline = _deadline.get()
    if deadline is None:
        return timeout
    remaining = deadline.remaining
    if remaining <= 0:
        raise error("the time limit was reached")
    return remaining if timeout is None else min(timeout, remaining)


class TimedStream(httpcore.NetworkStream):
    """A network stream whose every step ends at the deadline, headers and handshake included."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _shrunk(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _shrunk(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        timeout = _shrunk(timeout, httpcore.ConnectTimeout)
        return TimedStream(self._stream.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class GuardedBackend(httpcore.NetworkBackend):
    """Looks a host up once, checks its addresses, and connects to those very addresses.

    A check before the connection's own lookup would be undone by a name that answers differently
    the second time (DNS rebinding).
    """

    def __init__(self, allowed: tuple[Opening, ...]) -> None:
        self._allowed = allowed
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception | None = None
        for address in self._open_addresses(host, port):
            timeout = _shrunk(timeout, httpcore.ConnectTimeout)
            try:
                stream = self._backend.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return TimedStream(stream)
        raise failure or httpcore.ConnectError(f"no address for {host}")

    def _open_addresses(self, host: str, port: int) -> list[str]:
        addresses = _look_up(host, port)
        refusals = {address: refusal(address, port, self._allowed) for address in addresses}
        opened = [address for address, reason in refusals.items() if reason is None]
        if not opened and addresses:
            raise AddressRefused(_refused(host, refusals[addresses[0]]))
        return opened


def _look_up(host: str, port: int) -> list[str]:
    # The system's resolver keeps its own time (30 s at most by default); it takes no limit of ours.
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, OverflowError) as error:
        raise httpcore.ConnectError(f"no such host: {host}") from error
    return list(dict.fromkeys(str(place[4][0]) for place in found))


def _refused(host: str, reason: str | None) -> str:
    named = "" if str(reason).startswith(host.strip("[]")) else f"{host}: "
    return f"{named}{reason}"


class GuardedTransport(httpx.HTTPTransport):
    """httpx over a pool of guarded connections.

    The parent's constructor is left out on purpose: were its pool to get another name in some
    later httpx, a request would fail instead of going round the guard.
    """

    def __init__(self, allowed: tuple[Opening, ...]) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            max_connections=MOST_CONNECTIONS,
            keepalive_expiry=5.0,
            network_backend=GuardedBackend(allowed),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        # httpcore itself would also open ws: and wss:.
        if request.url.scheme not in ("http", "https"):
            raise httpx.UnsupportedProtocol("only http and https URLs are fetched")
        return super().handle_request(request)
