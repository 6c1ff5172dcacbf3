"""JSON as servers write it, read so that no number and no nesting does harm."""

import json
from collections.abc import Mapping
from math import isfinite

_LONGEST_NUMBER = 40
"""Digits; Python refuses to read thousands of them, and no identifier has so many."""


def read_json(text: str) -> object:
    """The value that a JSON text stands for; ValueError says why it stands for none.

    NaN and infinities are None; an integer of very many digits stays as its text; of keys given
    twice the last one counts (RFC 8259, 4: what most readers do).
    """
    try:
        return json.loads(text, strict=False, parse_int=_integer, parse_constant=_no_number)
    except RecursionError as error:
        raise ValueError("JSON nested too deeply") from error
    except ValueError as error:
        raise ValueError(f"not JSON: {error}") from error


def scalar(value: object) -> str | None:
    """A text or a number as text; None for anything else, and for what is no number."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return None
    return str(int(value)) if value == int(value) else str(value)


def shape(value: object) -> str:
    """What a value is, as a problem line calls it."""
    if value is None:
        return "null"
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool):
        return "true or false"
    return "a text" if isinstance(value, str) else "a number"


def _integer(digits: str) -> int | str:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else digits


def _no_number(_name: str) -> None:
    return None
