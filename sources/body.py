"""An answer's body, decoded within a bound that a gzip bomb cannot pass."""

import zlib
from collections.abc import Iterable, Iterator

import httpx


class BodyError(Exception):
    """A body that cannot be had whole; `permanent` as in FetchError."""

    def __init__(self, reason: str, *, permanent: bool = False) -> None:
        super().__init__(reason)
        self.permanent = permanent


def read_body(response: httpx.Response, most: int) -> bytes:
    """The decoded body of a streamed response; BodyError when it is over `most` bytes.

    httpx would decode a chunk whole before we see its size (64 kB of gzip can be 64 MB).
    """
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if _declared(response) > most:
        raise too_large(most)
    chunks = bounded(response.iter_raw(), most)
    if encoding in ("gzip", "x-gzip"):
        return b"".join(bounded(gunzipped(chunks, most), most))
    if encoding in ("", "identity"):
        return b"".join(chunks)
    raise BodyError(f"sent in an encoding that was not asked for: {encoding[:20]!r}")


def bounded(chunks: Iterable[bytes], most: int) -> Iterator[bytes]:
    """The chunks, until they are more than `most` bytes together: then BodyError."""
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > most:
            raise too_large(most)
        yield chunk


def gunzipped(chunks: Iterable[bytes], most: int) -> Iterator[bytes]:
    """The content of a gzip stream of any number of members, in pieces of at most `most` + 1."""
    member = zlib.decompressobj(wbits=31)
    fresh = True
    for chunk in chunks:
        rest = chunk
        while rest:
            if member.eof:
                member, fresh = zlib.decompressobj(wbits=31), True
            yield _decompressed(member, rest, most)
            fresh = False
            rest = member.unconsumed_tail or member.unused_data
    if not fresh and not member.eof:
        raise BodyError("the gzip stream is cut short")


def _decompressed(member: "zlib._Decompress", chunk: bytes, most: int) -> bytes:
    try:
        return member.decompress(chunk, most + 1)
    except zlib.error as error:
        raise BodyError(f"not a gzip stream: {error}") from error


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
