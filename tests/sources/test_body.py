"""A body within its bound."""

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.body import BodyError, bounded, gunzipped, inflated, size_words


@given(st.lists(st.binary(max_size=200), min_size=1, max_size=4), st.integers(0, 3))
def test_gzip_members_come_back_whole(members: list[bytes], padding: int) -> None:
    packed = b"".join(gzip.compress(member) for member in members) + bytes(padding)
    assert gunzipped(packed, 1000) == b"".join(members)


def test_a_bomb_is_not_unpacked_beyond_the_bound() -> None:
    with pytest.raises(BodyError, match=r"^larger than 1 kB$") as caught:
        gunzipped(gzip.compress(bytes(5_000_000)), 1000)
    assert caught.value.permanent


def test_a_bomb_in_many_pieces_is_not_unpacked_either() -> None:
    with pytest.raises(BodyError, match=r"^larger than 1 kB$"):
        gunzipped(gzip.compress(bytes(400)) * 3, 1000)


def test_a_stream_in_thousands_of_pieces_is_refused() -> None:
    with pytest.raises(BodyError, match="in more than 256 pieces"):
        gunzipped(gzip.compress(b"") * 300, 1000)


@given(st.binary(max_size=200), st.booleans())
def test_deflate_is_read_with_its_header_and_without(body: bytes, bare: bool) -> None:
    packer = zlib.compressobj(wbits=-15 if bare else 15)
    assert inflated(packer.compress(body) + packer.flush(), 1000) == body


@pytest.mark.parametrize(
    ("packed", "reason"),
    [
        (zlib.compress(bytes(5_000_000)), "larger than 1 kB"),
        (zlib.compress(b"a safeguard")[:-6], "the deflate stream is cut short"),
        (b"\xff<rss/>", "cannot be unpacked: "),
    ],
)
def test_a_deflate_stream_that_is_none_or_too_much_is_refused(packed: bytes, reason: str) -> None:
    with pytest.raises(BodyError, match=f"^{reason}"):
        inflated(packed, 1000)


@given(st.lists(st.binary(max_size=20)), st.integers(0, 100))
def test_the_bound_is_passed_by_the_first_byte_too_many(chunks: list[bytes], most: int) -> None:
    whole = b"".join(chunks)
    if len(whole) <= most:
        assert b"".join(bounded(chunks, most)) == whole
    else:
        with pytest.raises(BodyError, match=f"^larger than {most} bytes$"):
            list(bounded(chunks, most))


def test_sizes_are_said_in_round_units() -> None:
    assert [size_words(size) for size in (80, 5000, 1_500_000, 10_000_000, 250_000_000)] == [
        "80 bytes",
        "5 kB",
        "1.5 MB",
        "10 MB",
        "250 MB",
    ]
