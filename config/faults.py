"""The faults of config in plain words: what is wrong, and what to write instead."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

_MOST = 20
_WIDEST = 80
_LISTED = re.compile(r"'([^']*)'")


class ConfigError(Exception):
    """Config that cannot be run with; one line per fault."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that pydantic found wrong, beside what the person wrote."""

    kind: str
    message: str
    context: dict[str, Any]
    given: object
    """The value as YAML reads it."""
    written: str | None
    """The value as it stands in the file; None for a list, for keys and values, for nothing."""
    known: tuple[str, ...] = ()
    """The keys that could stand in this place."""


def refuse(faults: Iterable[str]) -> ConfigError:
    """One error of all faults, each named once, the first twenty in full."""
    lines = list(dict.fromkeys(faults))
    more = [f"… and {len(lines) - _MOST} more"] if len(lines) > _MOST else []
    return ConfigError("\n".join(lines[:_MOST] + more))


def shown(value: object) -> str:
    """A value as it may stand in a message: on one line, quoted, cut when long."""
    text = repr(value)
    return text if len(text) <= _WIDEST else f"{text[:_WIDEST]}…"


def did_you_mean(
    word: str, known: Collection[str], *, otherwise: str = "", nearness: float = 0.6
) -> str:
    """The nearest known word as the end of a sentence, or `otherwise` when none is near."""
    spelled = {name.casefold(): name for name in known}
    near = get_close_matches(word.casefold(), spelled, n=1, cutoff=nearness)
    return f"; did you mean {spelled[near[0]]}?" if near else otherwise


def in_words(fault: Fault) -> str:
    """What a person reads after file, line and key."""
    if fault.given is None and fault.kind.endswith("_type"):
        return "is empty: write a value, or leave the key out"
    say = _WORDS.get(fault.kind)
    return say(fault) if say else fault.message.removeprefix("Value error, ")


def _unknown_key(fault: Fault) -> str:
    # Pydantic names the key in the fault's place, which the caller shows.
    listed = f"; known here: {', '.join(fault.known)}" if fault.known else ""
    return "unknown key" + did_you_mean(fault.context["key"], fault.known, otherwise=listed)


def _unknown_value(fault: Fault) -> str:
    allowed = _LISTED.findall(fault.context.get("expected") or fault.context["expected_tags"])
    given = fault.context.get("tag", fault.given)
    listed = f"; write {_either(allowed)}"
    hint = did_you_mean(str(given), allowed, otherwise=listed)
    return f"unknown value {shown(given)}{hint}"


def _either(words: Sequence[str]) -> str:
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _not_text(fault: Fault) -> str:
    if fault.written is None:
        return "must be one text, not a list and not keys of its own"
    read_as = "true or false" if isinstance(fault.given, bool) else "a number or a date"
    return f'put it in quotes ("{fault.written}"), for YAML reads it bare as {read_as}'


def _not_list(fault: Fault) -> str:
    if fault.written is None:
        return "must be a list: begin each entry with a dash"
    return f"must be a list: [{fault.written}]"


def _not_keys(fault: Fault) -> str:
    known = f" ({', '.join(fault.known)})" if fault.known else ""
    return f"must be keys with values, as in `key: value`{known}"


def _limit(words: str, name: str) -> Callable[[Fault], str]:
    return lambda fault: f"{shown(fault.given)}: {words} {fault.context[name]}"


def _always(words: str) -> Callable[[Fault], str]:
    return lambda fault: f"{shown(fault.given)}: {words}"


_WORDS: dict[str, Callable[[Fault], str]] = {
    "extra_forbidden": _unknown_key,
    "missing": lambda _: "is missing: this key is required",
    "union_tag_not_found": lambda _: "is missing: this key is required",
    "union_tag_invalid": _unknown_value,
    "literal_error": _unknown_value,
    "string_type": _not_text,
    "tuple_type": _not_list,
    "dict_type": _not_keys,
    "model_type": _not_keys,
    "model_attributes_type": _not_keys,
    "bool_type": _always("write true or false"),
    "bool_parsing": _always("write true or false"),
    "int_type": _always("write a whole number"),
    "int_parsing": _always("write a whole number"),
    "int_from_float": _always("write a whole number"),
    "float_type": _always("write a number"),
    "float_parsing": _always("write a number"),
    "finite_number": _always("write a number"),
    "greater_than": _limit("must be more than", "gt"),
    "greater_than_equal": _limit("must be at least", "ge"),
    "less_than_equal": _limit("must be at most", "le"),
    "string_too_short": lambda _: "is empty: write a text",
    "string_too_long": lambda fault: f"is longer than {fault.context['max_length']} characters",
    "string_pattern_mismatch": _limit("must fit the pattern", "pattern"),
}
