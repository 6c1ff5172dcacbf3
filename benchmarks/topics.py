"""How well topics are found in texts that people labelled: F1 by source, ours beside its peers.

`python -m benchmarks.topics TEXTS.jsonl --teach SOURCE…`, as for `benchmarks.calibrate`. What is
learned is learned from the sources named alone, and each of these is measured by what was learned
without it. Peers in the same run: the weights' plain rule (as much as a text of its length needs),
ten English keywords a topic, and, where scikit-learn is installed, TF-IDF with logistic regression.
The mean is over sources with 15 texts of a topic and 50 not of it; people's `unsure` is not scored.
"""

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.calibrate import lesson
from benchmarks.labelled import Text, read_texts
from benchmarks.logistic import probability
from classifiers.calibration import row
from classifiers.scoring import FEWEST_NEGATIVES, FEWEST_POSITIVES, Confusion
from classifiers.topics import find, signs_of
from classifiers.vocabulary import Lexicon
from classifiers.weights import Signs
from config.folder import vocabulary_folder
from config.vocabulary import load_vocabulary

KEYWORDS = {
    "tariffs": "tariff import export customs duty trade quota wto dumping sanctions",
    "energy": "energy oil gas coal electricity nuclear solar wind power petroleum",
    "digital": "internet software computer data digital telecom cyber technology online broadband",
    "culture": "culture art museum film music book theatre heritage education festival",
}
Told = Mapping[str, frozenset[str]]
"""Topics by a text's id."""


def told_by_us(texts: Sequence[Text], teach: Sequence[str], lexicon: Lexicon) -> dict[str, Told]:
    """By calibrated scores, each source's without what it teaches, and by the plain rule."""
    taught = lesson([text for text in texts if text.source in teach and not text.weak], lexicon)
    weights = {source: taught.learned(source) for source in teach}
    all_others = taught.learned()
    calibrated, plain = {}, {}
    for text in texts:
        signs = _signs(text, lexicon)
        learned = weights.get(text.source, all_others)
        calibrated[text.id] = frozenset(
            topic
            for topic, each in signs.items()
            if each.held >= 1 and probability(row(each), learned) >= 0.5
        )
        plain[text.id] = frozenset(topic for topic, each in signs.items() if each.reached >= 1)
    return {"calibrated": calibrated, "plain rule": plain}


def _signs(text: Text, lexicon: Lexicon) -> dict[str, Signs]:
    readings = (
        lexicon.read("title", text.title, text.language),
        lexicon.read("body", text.body, text.language),
    )
    return signs_of(readings, find(readings, lexicon.vocabulary), lexicon.vocabulary.topics)


def told_by_keywords(texts: Sequence[Text]) -> Told:
    """Any of ten words, with any ending."""
    words = {topic: tuple(listed.split()) for topic, listed in KEYWORDS.items()}
    return {
        text.id: frozenset(
            topic
            for topic, starts in words.items()
            if any(word.startswith(starts) for word in f"{text.title} {text.body}".lower().split())
        )
        for text in texts
    }


def told_by_regression(texts: Sequence[Text], teach: Sequence[str]) -> Told:
    """TF-IDF of words and pairs, logistic regression for each topic."""
    told: dict[str, set[str]] = {text.id: set() for text in texts}
    for without in (*teach, None):
        learned = [text for text in texts if text.source in teach and text.source != without]
        asked = [t for t in texts if (t.source if t.source in teach else None) == without]
        for topic in KEYWORDS:
            known = [text for text in learned if topic not in text.unsure]
            model = _pipeline()
            model.fit([_whole(text) for text in known], [topic in text.topics for text in known])
            for text, given in zip(asked, model.predict(list(map(_whole, asked))), strict=True):
                if given:
                    told[text.id].add(topic)
    return {name: frozenset(topics) for name, topics in told.items()}


def _pipeline() -> Any:
    # Not a dependency: it is loaded by name, and what it gives has no types.
    text, linear = (
        import_module("sklearn.feature_extraction.text"),
        import_module("sklearn.linear_model"),
    )
    tfidf = text.TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    regression = linear.LogisticRegression(C=10, max_iter=300, class_weight="balanced")
    return import_module("sklearn.pipeline").make_pipeline(tfidf, regression)


def _whole(text: Text) -> str:
    return f"{text.title} {text.body}"


def cells(texts: Sequence[Text], told: Told) -> dict[tuple[str, str], Confusion]:
    """Counts by source and topic."""
    counted: dict[tuple[str, str], Confusion] = defaultdict(Confusion)
    for text in texts:
        for topic in KEYWORDS:
            if topic not in text.unsure and not text.weak:
                counted[text.source, topic].add(topic in text.topics, topic in told[text.id])
    return counted


def summary(name: str, counted: Mapping[tuple[str, str], Confusion]) -> str:
    """The mean F1 over sources of each topic, with precision, recall and false positives of all."""
    parts, means = [], []
    for topic in KEYWORDS:
        of_topic = [each for (_, on), each in counted.items() if on == topic]
        full = [each for each in of_topic if _is_full(each)]
        means.append(sum(each.f1 or 0.0 for each in full) / max(1, len(full)))
        pooled = Confusion(
            sum(each.true_positives for each in of_topic),
            sum(each.false_positives for each in of_topic),
            sum(each.missed for each in of_topic),
            sum(each.true_negatives for each in of_topic),
        )
        rate = 100 * (pooled.false_positive_rate or 0.0)
        found = f"P {pooled.precision or 0.0:.2f} R {pooled.recall or 0.0:.2f} FPR {rate:.2f} %"
        parts.append(f"{topic} {means[-1]:.3f} ({found})")
    return f"{name:12s} mean {sum(means) / len(means):.3f}  " + "  ".join(parts)


def _is_full(each: Confusion) -> bool:
    return each.positives >= FEWEST_POSITIVES and each.negatives >= FEWEST_NEGATIVES


def by_source(all_cells: Mapping[str, Mapping[tuple[str, str], Confusion]]) -> Iterator[str]:
    """A line a source and topic with the F1 of each way."""
    yield f"{'source':18s} {'topic':8s} " + "  ".join(f"{name:>12s}" for name in all_cells)
    first = next(iter(all_cells.values()))
    for source, topic in sorted(key for key, each in first.items() if _is_full(each)):
        scores = (counted[source, topic].f1 or 0.0 for counted in all_cells.values())
        yield f"{source:18s} {topic:8s} " + "  ".join(f"{score:12.2f}" for score in scores)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("texts", type=Path)
    parser.add_argument("--teach", nargs="+", required=True, help="sources to be learned from")
    given = parser.parse_args()
    lexicon = Lexicon(load_vocabulary(vocabulary_folder()))
    texts = read_texts(given.texts)
    ways: dict[str, Callable[[], Told]] = {"keywords": lambda: told_by_keywords(texts)}
    if find_spec("sklearn"):
        ways["TF-IDF + LR"] = lambda: told_by_regression(texts, given.teach)
    told = {
        **told_by_us(texts, given.teach, lexicon),
        **{name: way() for name, way in ways.items()},
    }
    counted = {name: cells(texts, each) for name, each in told.items()}
    lines = [*by_source(counted), *(summary(name, each) for name, each in counted.items())]
    for line in lines:
        print(line)  # noqa: T201


if __name__ == "__main__":
    main()
