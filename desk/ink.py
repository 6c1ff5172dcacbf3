"""What the drawings of scores are made of: marks, lines and words on one scale from 0 to 1."""

from collections.abc import Iterator, Sequence
from html import escape

from desk.screen import inert

WIDTH, LEFT, RIGHT = 720, 170, 60
FAINT = 'text-anchor="end" fill="#57606a" font-size="11"'


def written(words: str) -> str:
    """Anybody's words as they may stand in XML."""
    return escape(inert(words))


def text(x: float, y: float, words: str, style: str) -> str:
    """Words (see `written`) at a place."""
    return f'<text x="{x:.1f}" y="{y:.1f}" {style}>{words}</text>'


def mark(number: int, x: float, y: float, colour: str) -> str:
    """A triangle, a square, a circle."""
    shapes = (
        f'<path d="M{x - 6:.1f} {y + 5:.1f}h12l-6 -11z" fill="{colour}"/>',
        f'<rect x="{x - 5:.1f}" y="{y - 5:.1f}" width="10" height="10" fill="{colour}"/>',
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="{colour}"/>',
    )
    return shapes[number]


def scale(top: int, bottom: int) -> Iterator[str]:
    """Upright lines at every fifth, with their figures below."""
    for tenth in range(0, 11, 2):
        x = across(tenth / 10)
        yield f'<path d="M{x:.1f} {top}V{bottom}" stroke="#d8dee4"/>'
        style = 'text-anchor="middle" fill="#57606a" font-size="11"'
        yield text(x, bottom + 14, f"{tenth / 10:g}", style)


def level(value: float, height: int) -> str:
    """A line across at a value, with its figure on the left."""
    y = down(value, height)
    label = text(LEFT - 12, y + 4, f"{value:g}", FAINT)
    return f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#eaeef2"/>{label}'


def line(points: Sequence[tuple[float, float]], height: int) -> str:
    """The path through points, of which there is at least one."""
    return "M" + "L".join(f"{across(x):.1f} {down(y, height):.1f}" for x, y in points)


def across(value: float) -> float:
    return LEFT + value * (WIDTH - LEFT - RIGHT)


def down(value: float, height: int) -> float:
    return 18 + (1 - value) * height
