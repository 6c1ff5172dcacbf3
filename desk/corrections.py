"""What a person says that a fact should have been, read from the command line."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from desk.asked import checked, code, known

_CODES = ("countries", "imposer", "targeted", "excluded")
_LISTS = (*_CODES, "topics", "products", "products_hs")
_TEXTS = ("instrument", "family", "mast", "direction", "status", "modality", "rate", "prior_rate",
          "unit", "announced", "effective", "expires", "removed", "authority", "roles", "title",
          "language", "date")  # fmt: skip


def read_corrections(given: Mapping[str, str], topics: Collection[str]) -> dict[str, Any]:
    """Fact to what it should have been, a list where the fact is one; empty for "none of it".

    DeskError names an unknown fact, country, topic, instrument or status.
    """
    return {
        checked("--correct", lambda name: known(name, "fact", (*_LISTS, *_TEXTS)), fact): _read(
            fact.casefold(), value, topics
        )
        for fact, value in given.items()
    }


def _read(fact: str, written: str, topics: Collection[str]) -> object:
    check = _check(fact, topics)
    if fact not in _LISTS:
        return checked(f"--correct.{fact}", check, written.strip()) or None
    parts = [part.strip() for part in written.split(",") if part.strip()]
    return [checked(f"--correct.{fact}", check, part) for part in parts]


def _check(fact: str, topics: Collection[str]) -> Callable[[str], str]:
    from typing import get_args

    from config.instruments import require_instrument
    from config.values import Family, Modality, Status

    among = {"topics": topics, "status": get_args(Status), "family": get_args(Family),
             "modality": get_args(Modality)}  # fmt: skip
    if fact in _CODES:
        return code
    if fact in among:
        what = "topic" if fact == "topics" else fact
        return lambda name: known(name, what, among[fact]) if name else ""
    if fact == "instrument":
        return lambda name: require_instrument(name) if name else ""
    return str
