"""What fetching gives."""

import copy
import pickle
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from sources.document import Document, FetchError, digest_of

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def document(name: str, body: bytes) -> Document:
    return Document(f"file:///notes/{name}", body, "text/plain", charset=None, fetched_at=NOW)


def test_a_digest_is_of_names_bytes_and_order() -> None:
    first, second = document("a.txt", b"duty"), document("b.txt", b"quota")
    told_apart = [
        (),
        (first,),
        (first, second),
        (second, first),
        (document("c.txt", b"duty"),),
        (document("a.txt", b"duties"),),
    ]
    assert len({digest_of(documents) for documents in told_apart}) == len(told_apart)


def test_a_digest_does_not_know_when_it_was_fetched() -> None:
    later = Document("file:///notes/a.txt", b"duty", None, None, datetime(2027, 1, 1, tzinfo=UTC))
    assert digest_of((later,)) == digest_of((document("a.txt", b"duty"),))


def resent(error: FetchError) -> object:
    return pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes


@pytest.mark.parametrize("carry", [copy.copy, resent])
def test_a_failure_is_still_itself_on_the_other_side(
    carry: Callable[[FetchError], object],
) -> None:
    error = FetchError("gazette", "429 Too Many Requests", soft=True, retry_after=NOW)
    again = carry(error)
    assert str(again) == "gazette: 429 Too Many Requests"
    assert vars(again) == vars(error)
