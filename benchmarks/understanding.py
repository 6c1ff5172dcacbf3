"""How fast texts are understood: items a second, load time, memory, growth with the vocabulary.

    python -m benchmarks.understanding [FILE.jsonl …]

Without files, 3 kB items in seven languages are put together from our own test texts: ordinary
news, news of which every fifth sentence states a measure, and text in which all do. A file has a
text a line (`text`, or `title` and `body`; `lang`). Times are of one process on one core, CPU
seconds, the best of three. Beside it in the same run, where they are installed: ahocorasick_rs
over the same terms, which only finds substrings, and flashgeotext, geotext and pycountry's names,
which only find countries.
"""

import argparse
import json
import random
import re
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from itertools import cycle
from pathlib import Path

import yaml

from classifiers import actors, countries, topics
from classifiers.classify import classify
from classifiers.vocabulary import Lexicon
from config.folder import CHECKOUT, vocabulary_folder
from config.vocabulary import TopicFile, Vocabulary, load_vocabulary

LANGUAGES = ("en", "es", "ru", "pt", "fr", "de", "zh")
_NOW = datetime(2026, 4, 2, 12, tzinfo=UTC)
_SIZE = 3000
"""Bytes of UTF-8; a Chinese item has a third as many characters."""
_EACH = 12
_SYLLABLES = "ba ce di fo gu la me ni po ru sa te vi zo qua stri".split()


Find = Callable[[str], object]
"""A peer: a text to whatever it finds there."""


@dataclass(frozen=True, slots=True)
class Text:
    title: str
    body: str
    language: str | None


def generated() -> dict[str, list[Text]]:
    """Three sets of items by name."""
    plain, measures = _plain(), _cases("measures.yml", lambda case: [case["text"]])
    fifth = {code: _mixed(plain[code], measures[code]) for code in LANGUAGES}
    return {
        "ordinary news": _items(plain),
        "a measure in each fifth sentence": _items(fifth),
        "a measure in each sentence": _items(measures),
    }


def _plain() -> dict[str, list[str]]:
    """Sentences of texts about none of the topics."""
    texts = _cases("topics.yml", lambda case: [] if case["topics"] else [*_parts(case)])
    return {code: [s for text in texts[code] for s in _sentences(text)] for code in LANGUAGES}


def _cases(name: str, pick: Callable[[dict[str, str]], Sequence[str]]) -> dict[str, list[str]]:
    path = CHECKOUT / "tests" / "data" / "classifiers" / name
    tables = yaml.safe_load(path.read_text("utf-8"))
    return {code: [t for case in tables[code] for t in pick(case)] for code in LANGUAGES}


def _parts(case: dict[str, str]) -> Iterator[str]:
    yield from (case[part] for part in ("title", "body") if part in case)


def _sentences(text: str) -> list[str]:
    return [each for each in re.split(r"(?<=[.!?。])\s*(?=\S)", text) if each.strip()]


def _mixed(plain: Sequence[str], measures: Sequence[str]) -> list[str]:
    return [
        sentence
        for i, stated in enumerate(measures)
        for sentence in (*(plain[(4 * i + k) % len(plain)] for k in range(4)), stated)
    ]


def _items(sentences: dict[str, list[str]]) -> list[Text]:
    return [Text("", body, code) for code in LANGUAGES for body in _bodies(sentences[code], code)]


def _bodies(sentences: Sequence[str], code: str) -> Iterator[str]:
    """Texts of the size, which go on where the last one ended."""
    source = cycle(sentences)
    for _ in range(_EACH):
        body = ""
        while len(body.encode()) < _SIZE:
            sentence = next(source).strip()
            body += sentence + (" " if sentence[-1] in ".!?。" else "。" if code == "zh" else ". ")
        yield body.strip()


def read_file(path: Path) -> list[Text]:
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return [
        Text(row.get("title") or "", row.get("body") or row.get("text") or "", row.get("lang"))
        for row in rows
    ]


def best(work: Callable[[Text], object], texts: Sequence[Text]) -> float:
    """Items a second of CPU, the best of three rounds after one that warms up."""
    seconds = []
    for _ in range(4):
        start = time.process_time()
        for text in texts:
            work(text)
        seconds.append(time.process_time() - start)
    return len(texts) / min(seconds[1:])


def subjects(text: Text, lexicon: Lexicon) -> None:
    """Topics and countries, each with its evidence."""
    readings = (
        lexicon.read("title", text.title, text.language),
        lexicon.read("body", text.body, text.language),
    )
    topics.score(readings, lexicon.vocabulary)
    countries.mentions(actors.bodies(readings, countries.find(readings)))


def everything(text: Text, lexicon: Lexicon) -> None:
    classify(text.title, text.body, text.language, _NOW, lexicon)


def loaded() -> tuple[Lexicon, float, float]:
    """The lexicon, the seconds that reading its files takes, and those of its first language."""
    start = time.process_time()
    lexicon = Lexicon(load_vocabulary(vocabulary_folder()))
    read = time.process_time()
    lexicon.read("body", "", "en")
    return lexicon, read - start, time.process_time() - read


def grown(vocabulary: Vocabulary, count: int) -> Vocabulary:
    """With a topic of so many made-up English terms: words, stems and phrases of two."""
    rng = random.Random(count)  # noqa: S311
    words = ["".join(rng.choices(_SYLLABLES, k=rng.randint(2, 5))) for _ in range(count)]
    terms = tuple(
        f"{word}*" if i % 3 == 0 else word if i % 3 == 1 else f"{word} {words[i - 1]}"
        for i, word in enumerate(words)
    )
    made = TopicFile(terms={"en": {1: terms}})
    return replace(vocabulary, topics={**vocabulary.topics, "made-up": made})


def growth(vocabulary: Vocabulary, texts: Sequence[Text]) -> Iterator[str]:
    """English items with 5,000 and with 50,000 more terms, in alternating rounds."""
    sizes = (5_000, 50_000)
    lexicons = [Lexicon(grown(vocabulary, count)) for count in sizes]
    speeds = [0.0, 0.0]
    for _ in range(3):
        for i, lexicon in enumerate(lexicons):
            speeds[i] = max(speeds[i], best(partial(everything, lexicon=lexicon), texts))
    for count, speed in zip(sizes, speeds, strict=True):
        yield f"  {count:6,} more terms {speed:9,.0f} items/s"
    yield f"  the tenfold costs {speeds[0] / speeds[1]:.2f} times as much"


def peers(vocabulary: Vocabulary) -> dict[str, Find]:
    """What is installed of others' work, by name."""
    made = {
        "ahocorasick_rs": lambda: _substrings(vocabulary),
        "flashgeotext": lambda: import_module("flashgeotext.geotext").GeoText().extract,
        "geotext": lambda: import_module("geotext").GeoText,
        "pycountry": _country_names,
    }
    return {name: make() for name, make in made.items() if find_spec(name)}


def _by_peer(text: Text, find: Find) -> None:
    find(text.body)


def _substrings(vocabulary: Vocabulary) -> Find:
    """Every topic term and country name as a substring, whatever stands around it."""
    narrow = vocabulary.narrowed("en")
    phrases = {
        t.phrase.strip("*").lower() for t in (*topics.terms(narrow), *countries.terms(narrow))
    }
    automaton = import_module("ahocorasick_rs").AhoCorasick(sorted(phrases))
    return lambda text: automaton.find_matches_as_indexes(text.lower(), overlapping=True)


def _country_names() -> Find:
    names = [country.name for country in import_module("pycountry").countries]
    return re.compile("|".join(map(re.escape, names))).findall


def report(sets: dict[str, list[Text]]) -> Iterator[str]:
    lexicon, reading, making = loaded()
    yield f"load: files {reading:.2f} s, first language {making:.2f} s"
    yield f"{'':34} topics, countries         everything"
    for name, texts in sets.items():
        some = best(partial(subjects, lexicon=lexicon), texts)
        whole = best(partial(everything, lexicon=lexicon), texts)
        yield f"{name:34} {some:9,.0f} items/s {whole:9,.0f} items/s"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield f"peak memory with every language read: {peak:,.0f} MB"
    first = next(iter(sets.values()))
    english = [text for text in first if text.language == "en"]
    yield "of the first set, the items in English:"
    for name, find in peers(lexicon.vocabulary).items():
        yield f"  {name:32} {best(partial(_by_peer, find=find), english):9,.0f} items/s"
    yield from growth(lexicon.vocabulary, english)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("files", nargs="*", type=Path)
    sets = {str(path): read_file(path) for path in parser.parse_args().files} or generated()
    for line in report(sets):
        print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
