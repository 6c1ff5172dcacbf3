"""An answer's body, decoded within a bound that a gzip bomb cannot pass."""

import zlib
from collections.abc import Iterable, Iterator

import httpx

MOST_CODINGS = 2
MOST_MEMBERS = 256
"""Each costs a copy of all that follows it; packers that cut at all make pieces of 64 kB."""
_GZIP = b"\x1f\x8b"


class BodyError(Exception):
    """A body that cannot be had whole; `permanent` as in FetchError."""

    def __init__(self, reason: str, *, permanent: bool = False) -> None:
        super().__init__(reason)
        self.permanent = permanent


def read_body(response: httpx.Response, most: int) -> bytes:
    """The decoded body of a streamed response; BodyError when it is over `most` bytes.

    httpx would decode a chunk whole before we see its size (64 kB of gzip can be 64 MB). A gzip
    file that nobody declared is opened too, and what is no gzip though declared as such is taken
    as it is: servers do both.
    """
    if _declared(response) > most:
        raise too_large(most)
    codings = [
        coding
        for part in response.headers.get("content-encoding", "").lower().split(",")
        if (coding := part.strip()) not in ("", "identity")
    ]
    if len(codings) > MOST_CODINGS:
        raise BodyError(f"packed {len(codings)} times over")
    body = b"".join(bounded(response.iter_raw(), most))
    for coding in reversed(codings):
        body = _decoded(body, coding, most)
    return gunzipped(body, most) if body.startswith(_GZIP) else body


def bounded(chunks: Iterable[bytes], most: int) -> Iterator[bytes]:
    """The chunks, until they are more than `most` bytes together: then BodyError."""
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > most:
            raise too_large(most)
        yield chunk


def _decoded(body: bytes, coding: str, most: int) -> bytes:
    if coding in ("gzip", "x-gzip"):
        return gunzipped(body, most) if body.startswith(_GZIP) else body
    if coding == "deflate":
        return inflated(body, most)
    raise BodyError(f"sent in an encoding that was not asked for: {coding[:20]!r}")


def gunzipped(body: bytes, most: int) -> bytes:
    """The content of a gzip stream of any number of members; BodyError when over `most` bytes."""
    content, rest = bytearray(), body
    for _ in range(MOST_MEMBERS):
        member = zlib.decompressobj(wbits=31)
        content += _decompressed(member, rest, most + 1 - len(content))
        if len(content) > most:
            raise too_large(most)
        if not member.eof:
            raise BodyError("the gzip stream is cut short")
        rest = member.unused_data
        if not rest.startswith(_GZIP):  # zeros may fill up the last block
            return bytes(content)
    raise BodyError(f"a gzip stream in more than {MOST_MEMBERS} pieces", permanent=True)


def inflated(body: bytes, most: int) -> bytes:
    """The content of a deflate stream, with the zlib header (RFC 9110, 8.4.1.2) or without it."""
    member = zlib.decompressobj()
    try:
        content = member.decompress(body, most + 1)
    except zlib.error:
        member = zlib.decompressobj(wbits=-15)
        content = _decompressed(member, body, most + 1)
    if len(content) > most:
        raise too_large(most)
    if not member.eof:
        raise BodyError("the deflate stream is cut short")
    return content


def _decompressed(member: "zlib._Decompress", packed: bytes, most: int) -> bytes:
    try:
        return member.decompress(packed, most)
    except zlib.error as error:
        raise BodyError(f"cannot be unpacked: {error}") from error


def too_large(most: int) -> BodyError:
    return BodyError(f"larger than {size_words(most)}", permanent=True)


def size_words(size: int) -> str:
    """`10 MB`, `512 kB`, `80 bytes`."""
    for unit, name in ((1_000_000, "MB"), (1_000, "kB")):
        if size >= unit:
            return f"{size / unit:.3g} {name}"
    return f"{size} bytes"


def _declared(response: httpx.Response) -> int:
    length = response.headers.get("content-length", "")
    return int(length) if length.isdecimal() and len(length) < 20 else 0
