"""Measures written whole, as the cases have them: every fact that is known, and no other."""

from typing import Any

from classifiers.facts import Measure, Rate

DATES = ("announced", "effective", "expires", "removed")


def whole(measure: Measure) -> dict[str, Any]:
    """Every known fact of a measure: codes in order, goods as `steel 72 73; copper 74`."""
    rows: dict[str, Any] = {
        "instrument": measure.instrument,
        "status": measure.status,
        "modality": measure.modality,
        "direction": measure.direction,
        "imposer": sorted(measure.imposer),
        "targeted": sorted(measure.targeted),
        "excluded": sorted(measure.excluded),
        "goods": "; ".join(" ".join((each.words, *each.hs)) for each in measure.products),
        "rate": measure.rate and shown(measure.rate),
        **{name: getattr(measure.dates, name) for name in DATES},
        "authority": measure.authority,
        "event": measure.event,
    }
    return {name: value for name, value in rows.items() if value}


def expected(case: dict[str, Any]) -> dict[str, Any]:
    """A case's measure with its codes in order; an act where it does not say otherwise."""
    rows = {"modality": "act", "direction": "restrictive", **case}
    return {name: sorted(row) if isinstance(row, list) else row for name, row in rows.items()}


def shown(rate: Rate) -> str:
    """A rate as the cases write it: 25 → 50 %."""
    prior = "" if rate.prior is None else f"{rate.prior:g} → "
    return f"{prior}{rate.new:g} {rate.unit}"
