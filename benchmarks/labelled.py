"""Texts with the topics that people gave them, for benchmarks: from a file, and our own."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import yaml

from config.load import load_sources
from flows.seed import SEEDS
from flows.understand import read_all
from sources.document import FetchState
from sources.files import read

_DATA = Path(__file__).parents[1] / "tests" / "data"
_TODAY = datetime(2026, 4, 2, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Text:
    """A labelled text; of topics in `unsure` people cannot say."""

    id: str
    title: str
    body: str
    language: str
    source: str
    topics: frozenset[str]
    unsure: frozenset[str] = frozenset()
    weak: bool = False
    """Whether topics may be missing, so that it can only show what is not found."""


def read_texts(path: Path) -> list[Text]:
    """The lines of a JSONL file {id, text, title, lang, source, labels, unsure, weak}."""
    return list(_texts(path))


def _texts(path: Path) -> Iterator[Text]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            given = json.loads(line)
            yield Text(
                id=given["id"],
                title=given.get("title") or "",
                body=given["text"],
                language=given["lang"],
                source=given["source"],
                topics=frozenset(given["labels"]),
                unsure=frozenset(given.get("unsure") or ()),
                weak=bool(given.get("weak")),
            )


def read_own() -> Iterator[Text]:
    """The project's own texts: the cases of its tests, and the seeds."""
    for path in sorted((_DATA / "classifiers").glob("topics*.yml")):
        for language, cases in yaml.safe_load(path.read_text("utf-8")).items():
            for number, case in enumerate(cases):
                title, body = case.get("title", ""), case.get("body", "")
                topics, name = frozenset(case["topics"]), f"{path.stem} {language} {number}"
                yield Text(name, title, body, language, "own", topics)
    yield from _seeds()


def _seeds() -> Iterator[Text]:
    rows = yaml.safe_load((_DATA / "seeds.yml").read_text("utf-8"))
    said = {row["title"]: frozenset(row["topics"]) for row in rows}
    for source in load_sources(SEEDS):
        for item in read_all(source, read(source, FetchState(), _TODAY).documents).items:
            language = item.language or "en"
            yield Text(item.title, item.title, item.body, language, "own", said[item.title])
