"""Whole documents of every format, and the items they must give, as read by a person."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from config.schema import Source
from parsers.item import ParseError
from parsers.parse import parse
from tests.parsers.builders import FEED, FOLDER, REGISTER, SITEMAP, document, page

GOLDENS = Path(__file__).parents[1] / "data" / "parsers"

SOURCES: dict[str, Source] = {
    "rss091.xml": FEED,
    "rss20.xml": FEED,
    "rdf.xml": FEED,
    "atom.xml": FEED,
    "jsonfeed.json": FEED,
    "list.html": page(item="ul.news > li", date=".date", summary="p"),
    "article.html": FOLDER,
    "short.html": FOLDER,
    "note.txt": FOLDER,
    "line.txt": FOLDER,
    "rows.jsonl": FOLDER,
    "table.csv": FOLDER,
    "broken.xml": FEED,
    "latin1.xml": FEED,
    "badbyte.xml": FEED,
    "gb18030.xml": FEED,
    "error.xml": FEED,
    "empty.xml": FEED,
    "nothing.xml": FEED,
    "guids.xml": FEED,
    "register.json": REGISTER,
    "newsmap.xml": SITEMAP,
}


@pytest.mark.parametrize("name", SOURCES)
def test_a_document_gives_the_items_that_were_read_and_agreed(name: str) -> None:
    golden = (GOLDENS / name).with_suffix(".expected.json")
    given = _given(name)
    if not golden.exists():
        golden.write_text(json.dumps(given, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        pytest.fail(f"{golden.name} was missing and is written: read it, then run again")
    assert given == json.loads(golden.read_text(encoding="utf-8"))


def test_every_golden_belongs_to_a_document() -> None:
    files = {path.name for path in GOLDENS.iterdir() if not path.name.endswith(".expected.json")}
    goldens = {path.name.removesuffix(".expected.json") for path in GOLDENS.glob("*.expected.json")}
    assert files == SOURCES.keys()
    assert sorted(goldens) == sorted(Path(name).stem for name in SOURCES)


def _given(name: str) -> dict[str, Any]:
    """A document's items and problems, or its error, as JSON holds them."""
    source = SOURCES[name]
    url = f"file:///news/{name}" if source is FOLDER else source.location
    try:
        parsed = parse(source, document((GOLDENS / name).read_bytes(), url))
    except ParseError as error:
        return {"error": str(error)}
    items = [asdict(item) for item in parsed.items]
    for item in items:
        assert item.pop("published_hash") is None  # set only when an item is completed
    given = {"items": items, "problems": parsed.problems}
    plain: dict[str, Any] = json.loads(json.dumps(given, default=lambda moment: moment.isoformat()))
    return plain
