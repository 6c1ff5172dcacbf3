"""Every shipped source has a sample of what its publisher sends, and it is read right."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from config.folder import CHECKOUT
from config.load import load_sources
from config.schema import Kind, Source
from parsers.item import Item, Parsed
from parsers.language import detect
from parsers.parse import parse
from sources.document import Document

SAMPLES = CHECKOUT / "tests" / "data" / "catalogue"
EXPECTED: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (SAMPLES / "expected.yml").read_text(encoding="utf-8")
)
SOURCES = {source.id: source for source in load_sources(CHECKOUT / "config" / "sources.yml")}
ENDINGS: dict[Kind, str] = {"feed": "xml", "page": "html", "sitemap": "xml", "api": "json"}
FETCHED = datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_every_source_has_a_sample_and_every_sample_a_source() -> None:
    files = {path.name for path in SAMPLES.iterdir()} - {"expected.yml"}
    assert files == {sample(source).name for source in SOURCES.values()}
    assert EXPECTED.keys() == SOURCES.keys()
    assert all(len(rows) >= 2 for rows in EXPECTED.values())


@pytest.mark.parametrize("name", SOURCES)
def test_a_sample_gives_the_items_that_were_read_and_agreed(name: str) -> None:
    parsed = read(SOURCES[name])
    assert [row(item) for item in parsed.items] == EXPECTED[name]
    assert (parsed.problems, parsed.skipped) == ((), 0)


@pytest.mark.parametrize("name", SOURCES)
def test_what_is_read_is_plain_text_and_one_item_a_key(name: str) -> None:
    items = read(SOURCES[name]).items
    texts = [text for item in items for text in (item.title, item.summary, item.text)]
    assert [text for text in texts if "<" in text or "&#" in text or "&amp;" in text] == []
    keys = [key for item in items for key in item.keys]
    assert len(set(keys)) == len(keys)
    assert all(item.keys for item in items)


@pytest.mark.parametrize("name", [name for name, source in SOURCES.items() if source.language])
def test_a_sample_is_in_the_language_that_its_source_declares(name: str) -> None:
    source = SOURCES[name]
    items = read(source).items
    assert {item.language for item in items} == {source.language}
    words = "\n".join(f"{item.title}\n{item.body}" for item in items)
    # Names of firms and acts in capitals look like any language to the model: then it says nothing.
    assert detect(words) in (source.language, None)


def test_a_feed_in_two_languages_has_each_item_in_its_own() -> None:
    languages = [item.language for item in read(SOURCES["in-pib"]).items]
    assert languages == ["en", "en", "hi"]


def test_titles_are_told_apart_across_all_sources() -> None:
    titles = [row["title"] for rows in EXPECTED.values() for row in rows]
    repeated = {title for title in titles if titles.count(title) > 1}
    assert repeated == {"SECRETARIA DE ECONOMIA"}, "the Diario Oficial names the authority"


def sample(source: Source) -> Path:
    return SAMPLES / f"{source.id}.{ENDINGS[source.kind]}"


def read(source: Source) -> Parsed:
    body = sample(source).read_bytes()
    return parse(source, Document(source.location, body, None, None, fetched_at=FETCHED))


def row(item: Item) -> dict[str, str | None]:
    moment = item.published_at
    precision = "milliseconds" if moment and moment.microsecond else "seconds"
    at = moment.isoformat(timespec=precision).replace("+00:00", "Z") if moment else None
    return {"title": item.title, "url": item.url, "at": at}
