"""Logistic regression over a handful of signs, by Newton's method."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

_ROUNDS = 25


@dataclass(frozen=True, slots=True)
class Row:
    """What is known of one case, whether it holds, and what the case weighs."""

    source: str
    signs: tuple[float, ...]
    """The first is 1."""
    given: bool
    weight: float


def fit(rows: Sequence[Row], ridge: Sequence[float]) -> list[float]:
    """The weights of the signs that explain the rows best, each held near 0 by its ridge."""
    weights = [0.0] * len(ridge)
    for _ in range(_ROUNDS):
        step = _step(rows, weights, ridge)
        weights = [weight + by for weight, by in zip(weights, step, strict=True)]
        if max(map(abs, step)) < 1e-6:
            break
    return weights


def probability(signs: Sequence[float], weights: Sequence[float]) -> float:
    """0 to 1."""
    logit = sum(sign * weight for sign, weight in zip(signs, weights, strict=True))
    return 1 / (1 + exp(-max(-50.0, min(50.0, logit))))


def _step(rows: Sequence[Row], weights: Sequence[float], ridge: Sequence[float]) -> list[float]:
    size = range(len(weights))
    slope = [-hold * weight for hold, weight in zip(ridge, weights, strict=True)]
    bend = [[ridge[i] if i == j else 0.0 for j in size] for i in size]
    for row in rows:
        surely = probability(row.signs, weights)
        spread = row.weight * surely * (1 - surely)
        for i in size:
            slope[i] += row.weight * (row.given - surely) * row.signs[i]
            for j in size:
                bend[i][j] += spread * row.signs[i] * row.signs[j]
    return _solved(bend, slope)


def _solved(matrix: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """x of matrix · x = right, by elimination."""
    lines = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    for i in range(len(lines)):
        pivot = max(range(i, len(lines)), key=lambda at: abs(lines[at][i]))
        lines[i], lines[pivot] = lines[pivot], lines[i]
        for j in range(len(lines)):
            if j != i:
                factor = lines[j][i] / lines[i][i]
                lines[j] = [a - factor * b for a, b in zip(lines[j], lines[i], strict=True)]
    return [line[-1] / line[i] for i, line in enumerate(lines)]
