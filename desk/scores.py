"""Scores as tables and as JSON."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from classifiers.scoring import RELEVANCE, Confusion, in_figures
from desk.folded import beside
from desk.screen import heading, out
from desk.view import counted

if TYPE_CHECKING:
    from classifiers.scoring import Axis, Curve, Mistake, Scored

_COLUMNS = ("precision", "recall", "F1", "false pos.", "given", "others")
_STEPS = (10, 20, 30, 40, 50, 60, 70, 80, 90)
_EXCERPT = 300


def print_scores(scored: "Scored", name: str, vocabulary: str, axis: "Axis | None") -> None:
    """All that was scored, part by part; `axis` also group by group."""
    out.print(Text(f"{counted(scored.texts, 'text')} of {name}, vocabulary {vocabulary}", "dim"))
    if scored.topics:
        heading("Topics")
        out.print(_table("topic", ((topic, c) for topic, c in sorted(scored.topics.items()))))
        for mean in _means(scored):
            out.print(Text(mean, "dim"))
    if axis is not None and scored.cells:
        heading(f"Topics by {axis}")
        out.print(_by_group(scored, axis))
    if scored.countries.positives or scored.countries.false_positives:
        heading("Countries: names found and given")
        out.print(_countries(scored, axis))
    if RELEVANCE in scored.curves:
        heading("Relevance from each threshold on")
        out.print(_thresholds(scored.curves[RELEVANCE]))
    if scored.mistakes:
        heading("The surest mistakes")
        for mistake in _mistakes(scored):
            for line in _told(mistake, out.width):
                out.print(line, soft_wrap=True)


def _means(scored: "Scored") -> Iterator[str]:
    found = {topic: mean for topic in scored.topics if (mean := scored.mean_f1(topic))}
    if not found or max(count for _, count in found.values()) < 2:
        return
    told = ", ".join(f"{topic} {f1:.3f} ({count})" for topic, (f1, count) in found.items())
    yield f"Mean F1 of the sources that have enough texts of it and of others: {told}"
    yield f"Mean of these: {sum(f1 for f1, _ in found.values()) / len(found):.3f}"


def _plain(first: str, *columns: str) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(first, overflow="fold")
    for column in columns:
        table.add_column(column, justify="right")
    return table


def _table(first: str, rows: "Iterable[tuple[str, Confusion]]") -> Table:
    table = _plain(first, *_COLUMNS)
    for name, confusion in rows:
        table.add_row(Text(name), *_cells(confusion))
    return table


def _countries(scored: "Scored", axis: "Axis | None") -> Table:
    """Of names nobody can count those that are neither given nor found."""
    cells = scored.country_cells.items()
    groups = sorted((group, cell) for (on, group), cell in cells if on == axis)
    table = _plain(axis or "", "precision", "recall", "F1", "given", "missed", "wrong")
    for name, cell in [("all", scored.countries), *groups]:
        counts = (cell.positives, cell.missed, cell.false_positives)
        table.add_row(Text(name), *_shares(cell), *(Text(str(count)) for count in counts))
    return table


def _by_group(scored: "Scored", axis: "Axis") -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(axis, overflow="fold", max_width=20)
    table.add_column("topic")
    for column in _COLUMNS:
        table.add_column(column, justify="right")
    for group in scored.groups(axis):
        name = group
        for topic in scored.scope.topics:
            confusion = scored.cells.get((axis, group, topic))
            if confusion is not None and (confusion.positives or confusion.false_positives):
                table.add_row(Text(name), topic, *_cells(confusion))
                name = ""
    return table


def _cells(confusion: Confusion) -> Iterator[Text]:
    yield from _shares(confusion)
    rate = confusion.false_positive_rate
    yield Text("–", "dim") if rate is None else Text(f"{rate:.2%}")
    yield Text(str(confusion.positives))
    yield Text(str(confusion.negatives))


def _shares(confusion: Confusion) -> Iterator[Text]:
    for value in (confusion.precision, confusion.recall, confusion.f1):
        yield Text("–", "dim") if value is None else Text(f"{value:.3f}")


def _thresholds(curve: "Curve") -> Table:
    best = curve.best()
    table = _plain("threshold", *_COLUMNS)
    for threshold in sorted({*(step / 100 for step in _STEPS), best}):
        said = " best F1" if threshold == best else ""
        style = "bold" if said else ""
        cells = _cells(curve.at(threshold))
        table.add_row(Text(f"{threshold:.2f}{said}"), *cells, style=style)
    return table


def _mistakes(scored: "Scored") -> "Iterator[Mistake]":
    for key in sorted(scored.mistakes, key=lambda key: (key[0], not key[1])):
        yield from scored.mistakes[key]


def _told(mistake: "Mistake", width: int) -> Iterator[Text]:
    row = mistake.row
    kind = "found, not given" if mistake.found else "given, not found"
    head = f"{kind} · {mistake.score:.2f} · {row.id} · {row.source} · {row.language or 'unknown'}"
    yield beside(Text(mistake.what, "bold"), head, width)
    text = " ".join(f"{row.title}. {row.text}".split() if row.title else row.text.split())
    cut = text if len(text) <= _EXCERPT else f"{text[:_EXCERPT]}…"
    yield beside(Text(" "), cut, width, "dim")
    if mistake.words:
        yield beside(Text(" "), "by " + ", ".join(f"“{word}”" for word in mistake.words), width)


def scores_json(scored: "Scored", name: str, vocabulary: str) -> dict[str, Any]:
    """Everything that was counted; shares that would divide by nothing are null."""
    return {
        "labelled": name,
        "vocabulary": vocabulary,
        "texts": scored.texts,
        "topics": {topic: _topic_json(scored, topic) for topic in sorted(scored.topics)},
        "languages": _groups_json(scored, "language"),
        "sources": _groups_json(scored, "source"),
        "countries": dict(in_figures(scored.countries)),
        "relevance": _relevance_json(scored.curves[RELEVANCE])
        if RELEVANCE in scored.curves
        else None,
        "mistakes": [_mistake_json(mistake) for mistake in _mistakes(scored)],
    }


def _topic_json(scored: "Scored", topic: str) -> dict[str, Any]:
    curve, mean = scored.curves[topic], scored.mean_f1(topic)
    return {
        **in_figures(scored.topics[topic]),
        "mean_f1_of_sources": None if mean is None else round(mean[0], 4),
        "sources": 0 if mean is None else mean[1],
        "best_threshold": curve.best(),
        "best_f1": in_figures(curve.at(curve.best()))["f1"],
    }


def _groups_json(scored: "Scored", axis: "Axis") -> dict[str, Any]:
    return {
        group: {
            "topics": {
                topic: dict(in_figures(scored.cells[axis, group, topic]))
                for topic in scored.scope.topics
                if (axis, group, topic) in scored.cells
            },
            "countries": dict(in_figures(scored.country_cells[axis, group]))
            if (axis, group) in scored.country_cells
            else None,
        }
        for group in scored.groups(axis)
    }


def _relevance_json(curve: "Curve") -> dict[str, Any]:
    return {
        **in_figures(curve.at(0.5)),
        "best_threshold": curve.best(),
        "curve": [
            {"threshold": step / 20, **in_figures(curve.at(step / 20))} for step in range(1, 20)
        ],
    }


def _mistake_json(mistake: "Mistake") -> dict[str, Any]:
    row = mistake.row
    return {
        "what": mistake.what,
        "found": mistake.found,
        "score": mistake.score,
        "id": row.id,
        "source": row.source,
        "language": row.language,
        "title": row.title,
        "text": row.text[:_EXCERPT],
        "words": list(mistake.words),
    }
