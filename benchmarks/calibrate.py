"""Fits what the signs of a topic weigh, to texts that people labelled.

`python -m benchmarks.calibrate TEXTS.jsonl --teach SOURCE… [--write]`, a line being {id, text,
title, lang, source, labels, unsure}. Only the sources named teach, with the project's own texts;
all others measure. Each one that teaches is left out in turn for its own figure. `--write` puts
the weights into config/vocabulary/calibration.yml.

Articles are few among labelled texts, so some are made of a source's own: up to thirty texts that
are not about a topic, and among them a passing word on it (then the whole is not about it), or a
section of three texts that are (then it is).
"""

import argparse
import random
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.labelled import Text, read_own, read_texts
from benchmarks.logistic import Row, fit, probability
from classifiers.calibration import NAMES, row
from classifiers.topics import counted, signs_of
from classifiers.vocabulary import Lexicon
from config.folder import vocabulary_folder
from config.vocabulary import load_vocabulary

_OWN, _MADE = 12.0, 0.3
"""What an own text and a made article weigh beside a text, whose source weighs 1/√n of its n."""
_MISS = 2.0
"""A miss costs so many false alarms: people give one topic to texts that are about two."""
_RIDGE = (0.001, 3.0, 3.0, 3.0, 3.0, 0.03)
"""Cover is at most a quarter, so its weight is a large one."""
_ARTICLES = 100
"""Made of each source's texts in a language, for each topic."""
_SECTION, _PASSING, _TITLE = 3, 12, 10
"""Texts of a section; words of a passing one and of a title, which half of the articles have."""


def rows_of(texts: Iterable[Text], lexicon: Lexicon, weight: float) -> Iterator[Row]:
    """A row for each topic whose terms reach its threshold and of which people can say."""
    for text in texts:
        readings = (
            lexicon.read("title", text.title, text.language),
            lexicon.read("body", text.body, text.language),
        )
        topics = lexicon.vocabulary.topics
        found = [counted(reading, topics) for reading in readings]
        for topic, signs in sorted(signs_of(readings, found, topics).items()):
            if signs.held >= 1 and topic not in text.unsure:
                given = topic in text.topics
                yield Row(text.source, row(signs), given, weight * (_MISS if given else 1.0))


def articles(texts: Sequence[Text], topics: Collection[str]) -> Iterator[Text]:
    """Long texts made of short ones of one source and language."""
    groups = defaultdict(list)
    for text in texts:
        groups[text.source, text.language].append(text)
    for group, listed in sorted(groups.items()):
        rng = random.Random(str(group))  # noqa: S311 - to be repeated, not to be secret
        for topic in topics:
            rest = frozenset(topics) - {topic}
            about = [text for text in listed if topic in text.topics]
            others = [text for text in listed if topic not in text.topics | text.unsure]
            if len(about) >= 10 and len(others) >= 30:
                for _ in range(_ARTICLES):
                    yield _article(rng, topic, about, others, rest)


def _article(
    rng: random.Random, topic: str, about: list[Text], others: list[Text], rest: frozenset[str]
) -> Text:
    chosen = [_whole(text) for text in rng.sample(others, rng.choice((5, 8, 12, 20, 30)))]
    has_section = rng.random() < 0.5
    if has_section:
        inside = " ".join(_whole(text) for text in rng.sample(about, _SECTION))
    else:
        inside = " ".join(_whole(rng.choice(about)).split()[:_PASSING])
    chosen.insert(rng.randrange(len(chosen) + 1), inside)
    labels = frozenset({topic} if has_section else ())
    first = rng.choice(others)
    title = " ".join(_whole(first).split()[:_TITLE]) if rng.random() < 0.5 else ""
    return Text("", title, "\n\n".join(chosen), first.language, first.source, labels, rest)


def _whole(text: Text) -> str:
    return f"{text.title}\n{text.body}".strip()


def weighed(rows: Iterable[Row]) -> list[Row]:
    """The rows of labelled texts, each source weighing the root of its rows."""
    kept = list(rows)
    counts = Counter(each.source for each in kept)
    roots = [counts[each.source] ** -0.5 for each in kept]
    scale = len(roots) / sum(roots) if roots else 1.0
    return [
        replace(each, weight=each.weight * root * scale)
        for each, root in zip(kept, roots, strict=True)
    ]


def reliability(rows: Sequence[Row], weights: Sequence[float]) -> str:
    """For each fifth of the scale: the mean score, the share that is given, and how many."""
    bins = defaultdict(list)
    for each in rows:
        surely = probability(each.signs, weights)
        bins[min(4, int(surely * 5))].append((surely, each.given))
    return "  ".join(
        f"{sum(p for p, _ in bins[i]) / len(bins[i]):.2f}→{_share(bins[i]):.2f} ({len(bins[i])})"
        for i in sorted(bins)
    )


def _share(pairs: Sequence[tuple[float, bool]]) -> float:
    return sum(given for _, given in pairs) / len(pairs)


def write(path: Path, weights: Sequence[float]) -> None:
    """Put the weights in the place of those in the file, its comments kept."""
    text = path.read_text("utf-8")
    for name, weight in zip(NAMES, weights, strict=True):
        text = re.sub(rf"^{name}:.*$", f"{name}: {weight:.3f}", text, flags=re.MULTILINE)
    path.write_text(text, "utf-8")


@dataclass(frozen=True, slots=True)
class Lesson:
    """All that is learned from."""

    taught: Sequence[Row]
    made: Sequence[Row]
    own: Sequence[Row]

    def learned(self, without: str | None = None) -> list[float]:
        """The weights of NAMES, fitted without a source's texts and what is made of them."""
        kept = [each for each in (*self.taught, *self.made) if each.source != without]
        return fit([*kept, *self.own], _RIDGE)


def lesson(texts: Sequence[Text], lexicon: Lexicon) -> Lesson:
    """What the texts teach, together with the project's own texts."""
    return Lesson(
        weighed(rows_of(texts, lexicon, 1.0)),
        list(rows_of(articles(texts, lexicon.vocabulary.topics), lexicon, _MADE)),
        list(rows_of(read_own(), lexicon, _OWN)),
    )


def report(learned: Lesson, others: Sequence[Row]) -> Iterator[str]:
    """How often people agree with scores, for each source by weights fitted without it."""
    counts = len(learned.taught), len(learned.made), len(learned.own)
    yield "{} rows teach, {} of made articles, {} of own texts".format(*counts)
    yield "mean score → share given (rows), with the source left out:"
    for source in dict.fromkeys(each.source for each in learned.taught):
        left = [each for each in learned.taught if each.source == source]
        yield f"{source:16s} {reliability(left, learned.learned(source))}"
    weights = learned.learned()
    yield f"{'all others':16s} {reliability(others, weights)}"
    yield "  ".join(f"{name} {weight:.3f}" for name, weight in zip(NAMES, weights, strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("texts", type=Path)
    parser.add_argument("--teach", nargs="+", required=True, help="sources to be learned from")
    parser.add_argument("--write", action="store_true", help="write config/vocabulary")
    given = parser.parse_args()
    lexicon = Lexicon(load_vocabulary(vocabulary_folder()))
    texts = [text for text in read_texts(given.texts) if not text.weak]
    learned = lesson([text for text in texts if text.source in given.teach], lexicon)
    others = [text for text in texts if text.source not in given.teach]
    for line in report(learned, list(rows_of(others, lexicon, 1.0))):
        print(line)  # noqa: T201
    if given.write:
        write(vocabulary_folder() / "calibration.yml", learned.learned())


if __name__ == "__main__":
    main()
