"""A body within its bound."""

import gzip
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.body import BodyError, bounded, gunzipped, size_words


def cut(body: bytes, size: int) -> Iterable[bytes]:
    return (body[start : start + size] for start in range(0, len(body), size))


@given(st.lists(st.binary(max_size=200), min_size=1, max_size=4), st.integers(1, 50))
def test_gzip_members_come_back_however_they_are_cut(members: list[bytes], size: int) -> None:
    packed = b"".join(gzip.compress(member) for member in members)
    assert b"".join(gunzipped(cut(packed, size), 1000)) == b"".join(members)


def test_no_piece_of_a_bomb_is_larger_than_the_bound() -> None:
    pieces = gunzipped([gzip.compress(bytes(5_000_000))], 1000)
    assert len(next(pieces)) == 1001


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
