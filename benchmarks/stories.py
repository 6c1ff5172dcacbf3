"""Near-duplicates among real texts: how many are found, what is glued wrongly, how fast.

`python -m benchmarks.stories FOLDER…`, with `gold.jsonl` in or under each (body and, where known,
title). Every text is copied with words changed, cut or under another headline; each copy must be
of the story of its original. No two texts that differ are one story: not those of the folders, and
not a text with another subject in all its places. SimHash (64 bits, at most 3 apart) in the same
run.
"""

import argparse
import json
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from itertools import combinations
from pathlib import Path

from classifiers.copies import gist_of, same_story
from classifiers.facts import Facts
from classifiers.stories import bands_of
from classifiers.wording import words_of
from parsers.item import Item
from storage.database import open_database
from storage.items import Entry, save
from storage.stories import find_stories

NOW = datetime(2026, 4, 2, 12, tzinfo=UTC)
_FACTS = Facts({}, (), (), {}, (), 0.0, (), "0")
_BATCH = 25
Change = Callable[[Item, random.Random], Item | None]


@dataclass(frozen=True, slots=True)
class Rate:
    """Of how many pairs so many are taken for one story."""

    name: str
    pairs: int
    ours: int
    simhash: int


def read_items(folders: Sequence[Path]) -> list[Item]:
    """The gold texts of 60 words and more, each once."""
    found: dict[str, Item] = {}
    for path in (path for folder in folders for path in sorted(folder.rglob("gold.jsonl"))):
        for line in path.read_text(encoding="utf-8").splitlines():
            gold = json.loads(line)
            body = gold.get("body") or ""
            if len(words_of(body)) >= 60:
                first = re.split(r"(?<=[.!?])\s", body, maxsplit=1)[0]
                title = gold.get("title") or " ".join(first.split()[:9])
                found.setdefault(body, an_item(title, body, f"g{len(found)}"))
    return list(found.values())


def an_item(title: str, text: str, name: str, source: str = "wire") -> Item:
    return Item(source, (f"guid:{name}",), None, title, "", text, None, NOW, None)


def changed(count: int, first: int | None = None) -> Change:
    """So many words of the text, or of its first words alone, replaced by others of the text."""

    def change(item: Item, rng: random.Random) -> Item | None:
        words = item.text.split()[:first]
        if len(words) < 30:
            return None  # no spaces: as one word
        for place in rng.sample(range(len(words)), count):
            words[place] = rng.choice(("anew", "however", "widely", "lately", "meanwhile"))
        return replace(item, text=" ".join(words), source_id="copy")

    return change


def cut(keep: float) -> Change:
    return lambda item, _: replace(
        item, text=item.text[: int(len(item.text) * keep)], source_id="copy"
    )


def retitled(item: Item, rng: random.Random) -> Item:
    return replace(item, title="What you need to know this morning", source_id="copy")


def other_subject(item: Item, rng: random.Random) -> Item | None:
    """The item with the two names it has most often replaced, in the headline too."""
    names = re.findall(r"(?<=[a-zа-я,] )[A-ZА-Я]\w{3,}", item.text)
    most = sorted(set(names), key=names.count, reverse=True)[:2]
    if len(most) < 2:
        return None
    texts = (item.title, item.text)
    for name, instead in zip(most, ("Ruritania", "Freedonia"), strict=True):
        texts = (texts[0].replace(name, instead), texts[1].replace(name, instead))
    return replace(item, title=texts[0], text=texts[1], source_id="copy")


def other_rate(item: Item, rng: random.Random) -> Item:
    """The item with a rate in its headline; its pair has another one."""
    return replace(item, title=f"{item.title} 25%", source_id="copy")


def is_one_story(one: Item, other: Item) -> bool:
    """Found by its bands, and then verified, as `storage.stories` and `join` do."""
    if set(bands_of(one)).isdisjoint(bands_of(other)):
        return False
    gists = (gist_of(item.source_id, item.title, item.body) for item in (one, other))
    return same_story(*gists)


def simhash(item: Item) -> int:
    """Charikar's, over runs of three words."""
    words, weights = words_of(f"{item.title} {item.body}"), [0] * 64
    for run in zip(words, words[1:], words[2:], strict=False):
        value = int.from_bytes(blake2b(" ".join(run).encode(), digest_size=8).digest())
        for bit in range(64):
            weights[bit] += 1 if value >> bit & 1 else -1
    return sum(1 << bit for bit, weight in enumerate(weights) if weight > 0)


def measure(name: str, pairs: Sequence[tuple[Item, Item]]) -> Rate:
    ours = sum(is_one_story(*pair) for pair in pairs)
    near = sum((simhash(one) ^ simhash(other)).bit_count() <= 3 for one, other in pairs)
    return Rate(name, len(pairs), ours, near)


def copies(items: Sequence[Item]) -> Iterator[Rate]:
    changes: dict[str, Change] = {
        "copied, another headline": retitled,
        **{f"{count} words changed": changed(count) for count in (1, 3, 6, 12)},
        "teaser of 40 words, 1 changed": changed(1, 40),
        "teaser of 80 words, 3 changed": changed(3, 80),
        "cut to half": cut(0.5),
        "cut to a fifth": cut(0.2),
    }
    for name, change in changes.items():
        rng = random.Random(name)  # noqa: S311 - the same copies in each run
        pairs = [(item, copy) for item in items if (copy := change(item, rng)) is not None]
        if "teaser" in name:
            first = 40 if "40" in name else 80
            pairs = [
                (replace(item, text=" ".join(item.text.split()[:first])), copy)
                for item, copy in pairs
            ]
        yield measure(name, pairs)


def apart(items: Sequence[Item]) -> Iterator[Rate]:
    rng = random.Random(1)  # noqa: S311
    distinct = [(one, replace(other, source_id="copy")) for one, other in combinations(items, 2)]
    yield measure("two texts of the folders", rng.sample(distinct, min(2000, len(distinct))))
    renamed = [(item, copy) for item in items if (copy := other_subject(item, rng)) is not None]
    yield measure("its two main names replaced", renamed)
    rated = [(replace(item, title=f"{item.title} 10%"), other_rate(item, rng)) for item in items]
    yield measure("another rate in the headline", rated)
    heads = [an_item(item.title, "", "h") for item in items]
    words = [" ".join(head.title.split()[:-1]) + " Ruritania" for head in heads]
    bare = [
        (head, an_item(title, "", "r", "copy")) for head, title in zip(heads, words, strict=True)
    ]
    yield measure("bare headlines, one word apart", bare)


def speeds(items: Sequence[Item]) -> Iterator[str]:
    for words in (60, 200, 500):
        long = [item for item in items if len(item.text.split()) >= words]
        sized = [replace(item, text=" ".join(item.text.split()[:words])) for item in long]
        size = sum(len(item.text) for item in sized) // max(len(sized), 1)
        ours, theirs = (_rate(function, sized) for function in (bands_of, simhash))
        yield f"{words:4} words ({size} letters): {ours:8,.0f} docs/s, SimHash {theirs:8,.0f}"


def _rate(function: Callable[[Item], object], items: Sequence[Item]) -> float:
    many = (list(items) * 1000)[:500]
    begun = time.process_time()
    for item in many:
        function(item)
    return len(many) / (time.process_time() - begun)


def growth(items: Sequence[Item], most: int) -> Iterator[str]:
    """What finding and saving costs an item while the log grows, one in ten a near-duplicate."""
    rng, words = random.Random(2), [w for item in items for w in item.text.split()]  # noqa: S311
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{folder}/bench.db")
        made, finding, saving = list[Item](), 0.0, 0.0
        for start in range(0, most, _BATCH):
            at = NOW + timedelta(seconds=start)
            batch = [_made(made, words, start + index, rng) for index in range(_BATCH)]
            made = (made + batch)[-2000:]
            sketched = [(item, bands_of(item)) for item in batch]
            with database.write() as session:
                begun = time.process_time()
                stories = find_stories(session, sketched, at)
                found = time.process_time()
                entries = [
                    Entry(item, _FACTS, story, None, bands=bands)
                    for (item, bands), story in zip(sketched, stories, strict=True)
                ]
                save(session, "wire", entries, at)
                finding, saving = finding + found - begun, saving + time.process_time() - found
            if (start + _BATCH) % (most // 5) == 0:
                each = [seconds / (most // 5) * 1000 for seconds in (finding, saving)]
                yield (
                    f"{start + _BATCH:8,} items: found in {each[0]:.2f} ms, saved in {each[1]:.2f}"
                )
                finding = saving = 0.0
        database.close()


def _made(made: Sequence[Item], words: Sequence[str], number: int, rng: random.Random) -> Item:
    name = f"m{number}"
    if made and rng.random() < 0.1:
        return replace(rng.choice(made), keys=(f"guid:{name}",), title="Told again")
    text = " ".join(rng.choices(words, k=150))
    return an_item(" ".join(rng.choices(words, k=8)), text, name)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--log", type=int, default=20_000, help="items of the growing log")
    given = parser.parse_args()
    items = read_items(given.folders)
    print(  # noqa: T201
        f"{len(items)} texts\n\n{'taken for one story':32} {'pairs':>6} {'ours':>6} {'SimHash':>8}"
    )
    for heading, rates in (("copies", copies(items)), ("not copies", apart(items))):
        print(heading)  # noqa: T201
        for rate in rates:
            shares = [count / max(rate.pairs, 1) for count in (rate.ours, rate.simhash)]
            print(f"  {rate.name:30} {rate.pairs:6} {shares[0]:6.3f} {shares[1]:8.3f}")  # noqa: T201
    print("\nbands of an item")  # noqa: T201
    for line in speeds(items):
        print(f"  {line}")  # noqa: T201
    print("\na log that grows")  # noqa: T201
    for line in growth(items, given.log):
        print(f"  {line}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
