"""How surely a text is about a topic: a logistic curve over the signs of it.

Its six weights are the same for every topic and language, so that a topic of one's own has them
too. `python -m benchmarks.calibrate` fits them to texts that people labelled. A text that holds
less than the topic's threshold is never about it: 3 decides a headline, 2 needs another term.
"""

from math import exp, log

from classifiers.weights import Signs
from config.topics import Calibration

_LEAST = 0.15
"""Added to the weight reached, whose logarithm is taken."""
_MOST_COVER = 0.25

NAMES = ("base", "reached", "decides", "early", "silent", "cover")


def probability(signs: Signs, weights: Calibration) -> float:
    """0 to 1; from 0.5 on the text is about the topic."""
    values = zip(NAMES, row(signs), strict=True)
    logit = sum(getattr(weights, name) * value for name, value in values)
    surely = 1 / (1 + exp(-max(-50.0, min(50.0, logit))))
    return surely if signs.held >= 1 else min(surely, signs.held / (1 + signs.held))


def row(signs: Signs) -> tuple[float, ...]:
    """What the weights of NAMES are multiplied by."""
    flags = float(signs.decides), float(signs.early), float(signs.silent)
    return 1.0, log(_LEAST + signs.reached), *flags, min(_MOST_COVER, signs.cover)
