"""Scores drawn as one SVG: dots for precision, recall and F1, a grid by group, and a curve."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from classifiers.scoring import RELEVANCE, Confusion
from desk.ink import (
    FAINT,
    LEFT,
    RIGHT,
    WIDTH,
    across,
    down,
    level,
    line,
    mark,
    scale,
    text,
    written,
)

if TYPE_CHECKING:
    from classifiers.scoring import Axis, Curve, Scored

_ROW = 26
_MOST_GROUPS = 40
_LONGEST = 20
"""Letters of a group's name."""
_SHADES = ("#f2f4f7", "#d5e3f0", "#a9c8e2", "#6fa3cf", "#3a78b0", "#1f5488")
_DARK = 4
"""The first shade on which white is read more easily than black."""
_MARKS = (("precision", "#b3541e"), ("recall", "#2a7f62"), ("F1", "#1f3b73"))
"""Each a shape too, so that none is told by its colour alone."""

_DASHES = ("6 4", "2 3", "")


@dataclass(frozen=True, slots=True)
class _Panel:
    """A part of the drawing: its elements from the height 0 on, its height, and what it says."""

    elements: tuple[str, ...]
    height: int
    said: str


def draw(scored: "Scored", name: str, axis: "Axis") -> str:
    """The scores as an SVG with a title and a description that says the same in words."""
    panels = [panel for panel in (_dots(scored), _grid(scored, axis), _curve(scored)) if panel]
    top, body = 88, list[str]()
    for panel in panels:
        body.append(f'<g transform="translate(0 {top})">{"".join(panel.elements)}</g>')
        top += panel.height + 34
    said = " ".join(panel.said for panel in panels)
    title = written(f"How well {scored.texts} texts are understood")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top}" width="{WIDTH}" '
        f'height="{top}" role="img" aria-labelledby="title desc" '
        'font-family="system-ui, sans-serif" font-size="13" fill="#1b1f24">'
        f'<title id="title">{title}</title><desc id="desc">{written(said)}</desc>'
        f'<rect width="{WIDTH}" height="{top}" fill="#ffffff"/>'
        + text(20, 30, title, 'font-size="17" font-weight="600"')
        + text(20, 50, written(name), 'fill="#57606a"')
        + "".join(body)
        + "</svg>\n"
    )


def _dots(scored: "Scored") -> _Panel | None:
    """A row for each topic, and one for the countries, on a scale from 0 to 1."""
    rows = [*sorted(scored.topics.items())]
    if scored.countries.positives:
        rows.append(("countries", scored.countries))
    if not rows:
        return None
    elements = [text(20, 0, "Precision, recall and F1", 'font-weight="600"'), *_key()]
    elements += scale(18, 18 + _ROW * len(rows))
    for number, (name, confusion) in enumerate(rows):
        y = 34 + _ROW * number
        elements.append(text(LEFT - 12, y + 4, written(name), 'text-anchor="end"'))
        elements += _marks(y, confusion)
        if confusion.f1 is not None:
            figure = f"{confusion.f1:.2f}"
            elements.append(text(WIDTH - 12, y + 4, figure, 'text-anchor="end" fill="#1f3b73"'))
    said = "; ".join(f"{name}: {_in_words(confusion)}" for name, confusion in rows)
    return _Panel(tuple(elements), 36 + _ROW * len(rows), f"{said}.")


def _key() -> Iterator[str]:
    for number, (name, colour) in enumerate(_MARKS):
        x = WIDTH - RIGHT - 190 + (0, 84, 152)[number]
        yield mark(number, x, -4, colour)
        yield text(x + 10, 0, name, 'font-size="12"')


def _marks(y: int, confusion: Confusion) -> Iterator[str]:
    values = (confusion.precision, confusion.recall, confusion.f1)
    there = [across(value) for value in values if value is not None]
    if there:
        low, high = min(there), max(there)
        yield f'<path d="M{low:.1f} {y}H{high:.1f}" stroke="#8c959f" stroke-width="2"/>'
    for number, (value, (_, colour)) in enumerate(zip(values, _MARKS, strict=True)):
        if value is not None:
            yield mark(number, across(value), y, colour)


def _grid(scored: "Scored", axis: "Axis") -> _Panel | None:
    """F1 by group and topic; the figure stands in its cell."""
    topics = scored.scope.topics
    groups = [group for group in scored.groups(axis) if _has_any(scored, axis, group)]
    if len(groups) < 2 or not topics:
        return None
    shown = groups[:_MOST_GROUPS]
    width = (WIDTH - LEFT - RIGHT) / len(topics)
    elements = [text(20, 0, f"F1 by {axis}", 'font-weight="600"')]
    elements += [
        text(LEFT + width * (at + 0.5), 22, written(topic), 'text-anchor="middle"')
        for at, topic in enumerate(topics)
    ]
    for number, group in enumerate(shown):
        y = 30 + _ROW * number
        elements.append(text(LEFT - 12, y + 18, written(_cut(group)), 'text-anchor="end"'))
        cells = (scored.cells.get((axis, group, topic)) for topic in topics)
        elements += [_cell(LEFT + width * at, y, width, c) for at, c in enumerate(cells)]
    height = 30 + _ROW * len(shown)
    if more := len(groups) - len(shown):
        elements.append(text(LEFT, height + 14, f"and {more} more", 'fill="#57606a"'))
    return _Panel(tuple(elements), height + 14, _grid_words(scored, axis, shown))


def _has_any(scored: "Scored", axis: "Axis", group: str) -> bool:
    cells = (scored.cells.get((axis, group, topic)) for topic in scored.scope.topics)
    return any(cell is not None and cell.positives for cell in cells)


def _cell(x: float, y: int, width: float, confusion: Confusion | None) -> str:
    f1 = confusion.f1 if confusion is not None and confusion.positives else None
    if f1 is None:
        style = 'text-anchor="middle" fill="#8c959f"'
        return text(x + width / 2, y + 18, "–", style)
    shade = min(len(_SHADES) - 1, int(f1 * len(_SHADES)))
    ink = "#ffffff" if shade >= _DARK else "#1b1f24"
    box = f'<rect x="{x + 1:.1f}" y="{y + 1}" width="{width - 2:.1f}" height="{_ROW - 2}" '
    return f'{box}fill="{_SHADES[shade]}"/>' + text(
        x + width / 2, y + 18, f"{f1:.2f}", f'text-anchor="middle" fill="{ink}"'
    )


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


def _grid_words(scored: "Scored", axis: "Axis", groups: Iterable[str]) -> str:
    told = []
    for group in groups:
        cells = ((t, scored.cells.get((axis, group, t))) for t in scored.scope.topics)
        values = [f"{t} {c.f1:.2f}" for t, c in cells if c and c.positives and c.f1 is not None]
        if values:
            told.append(f"{group} {', '.join(values)}")
    return f"F1 by {axis}: {'; '.join(told)}." if told else ""


def _curve(scored: "Scored") -> _Panel | None:
    """Precision, recall and F1 of relevance over the threshold."""
    curve = scored.curves.get(RELEVANCE)
    if curve is None:
        return None
    best, height = curve.best(), 180
    elements = [text(20, 0, "Relevance by threshold", 'font-weight="600"'), *_key()]
    elements += scale(18, 18 + height)
    elements += [level(tenth / 10, height) for tenth in range(0, 11, 2)]
    for number in range(len(_MARKS)):
        elements += _drawn(curve, number, height)
    at_best, at_half = curve.at(best), curve.at(0.5)
    elements.append(f'<path d="M{across(best):.1f} 18V{18 + height}" stroke="#1f3b73"/>')
    label = f"best F1 {at_best.f1 or 0:.2f} from {best:.2f} on"
    anchor, away = ("end", -6) if best > 0.5 else ("start", 6)
    elements.append(text(across(best) + away, 14 + height, label, f'text-anchor="{anchor}"'))
    said = f"Relevance: {_in_words(at_half)} from 0.5 on; {label}."
    elements.append(text(LEFT - 12, height + 32, "threshold", FAINT))
    return _Panel(tuple(elements), height + 36, said)


def _points(curve: "Curve", number: int) -> list[tuple[float, float]]:
    found = []
    for cut in range(2, 99, 2):
        confusion = curve.at(cut / 100)
        value = (confusion.precision, confusion.recall, confusion.f1)[number]
        if value is not None:
            found.append((cut / 100, value))
    return found


def _drawn(curve: "Curve", number: int, height: int) -> Iterator[str]:
    """One line, with its mark a third of the way along, by which it is known without its colour."""
    points, (_, colour) = _points(curve, number), _MARKS[number]
    if points:
        style = f'stroke="{colour}" stroke-width="2.5" stroke-dasharray="{_DASHES[number]}"'
        yield f'<path d="{line(points, height)}" fill="none" {style}/>'
        x, y = points[len(points) // 3]
        yield mark(number, across(x), down(y, height), colour)


def _in_words(confusion: Confusion) -> str:
    names = ("precision", "recall", "f1")
    values = {name: getattr(confusion, name) for name in names}
    return ", ".join(
        f"{n.upper() if n == 'f1' else n} {v:.2f}" for n, v in values.items() if v is not None
    )
