"""The evidence as a reader wants it: the words, with some of the text around them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

from alerts.plain import blanked
from classifiers.facts import Field, Mention
from classifiers.passage import read
from parsers.item import Item

REACH = 180
"""Characters on each side of the words within which their sentence may begin and end."""
AROUND = 90
"""Characters shown on each side where it does not."""
SNIPPET = 420
MOST = 6

_OPENERS = "“„«‘\"'([¿¡「《"
Span = tuple[int, int]


def quotes(item: Item, evidence: Sequence[Mention], source: str) -> list[dict[str, Any]]:
    """At most six snippets of title and body that hold a first place of each thing found.

    `start` and `end` count characters of the field, for the snippet and for each of its marks.
    """
    found: list[dict[str, Any]] = []
    fields: tuple[tuple[Field, str], ...] = (("title", item.title), ("body", item.body))
    for field, text in fields:
        marks = [m for m in dict.fromkeys(evidence) if m.field == field and _stands(m, text)]
        bounds = _bounds(field, text)
        for span in _spans(text, bounds, _firsts(marks)):
            found.append({"source": source, "field": field, **_quote(text, bounds, span, marks)})
    return found[:MOST]


def _stands(mention: Mention, text: str) -> bool:
    return 0 <= mention.start < mention.end <= len(text)


def _firsts(marks: Iterable[Mention]) -> list[Mention]:
    """The first mention of each kind and key."""
    firsts: dict[tuple[str, str], Mention] = {}
    for mark in sorted(marks, key=lambda mark: mark.start):
        firsts.setdefault((mark.kind, mark.key), mark)
    return list(firsts.values())


def _bounds(field: Field, text: str) -> list[int]:
    """Where sentences begin, their opening quotation marks included, and the end of the text."""
    passage = read(field, text)
    starts = (passage.starts[first] for first, _ in passage.sentences[1:])
    return [0, *(_opening(text, start) for start in starts), len(text)]


def _opening(text: str, at: int) -> int:
    while at > 0 and text[at - 1] in _OPENERS:
        at -= 1
    return at


def _spans(text: str, bounds: Sequence[int], marks: Iterable[Mention]) -> list[Span]:
    """Where the snippets stand, left to right; neighbours are one until it grows too long."""
    spans: list[Span] = []
    for start, end in sorted(_around(text, bounds, mark) for mark in marks):
        if spans and start <= spans[-1][1] + 2 and end - spans[-1][0] <= SNIPPET:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        elif not spans or end > spans[-1][1]:
            spans.append((max(start, spans[-1][1]) if spans else start, end))
    return spans


def _around(text: str, bounds: Sequence[int], mark: Mention) -> Span:
    """The sentence that holds the mark, or the words next to it where the sentence is long."""
    start = bounds[max(0, bisect_right(bounds, mark.start) - 1)]
    if mark.start - start > REACH:
        start = mark.start - AROUND
        start = text.find(" ", start, mark.start) + 1 or start
    end = bounds[bisect_left(bounds, mark.end)]
    if end - mark.end > REACH:
        end = mark.end + AROUND
        space = text.rfind(" ", mark.end, end)
        end = end if space == -1 else space
    return start, min(start + len(text[start:end].rstrip()), start + SNIPPET)


def _quote(
    text: str, bounds: Sequence[int], span: Span, marks: Iterable[Mention]
) -> dict[str, Any]:
    start, end = span
    inside = sorted(
        (m for m in marks if start <= m.start and m.end <= end), key=lambda m: (m.start, m.end)
    )
    next_bound = bounds[bisect_left(bounds, end)]
    return {
        "start": start,
        "end": end,
        "text": blanked(text[start:end]),
        "cut_before": start not in bounds,
        "cut_after": text[end:next_bound].strip() != "",
        "marks": [_mark(mention) for mention in inside],
    }


def _mark(mention: Mention) -> dict[str, Any]:
    return {
        "kind": mention.kind,
        "key": mention.key,
        "start": mention.start,
        "end": mention.end,
        "phrase": blanked(mention.phrase),
    }
