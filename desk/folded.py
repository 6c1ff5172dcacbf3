"""Lines that are folded to the width of a terminal where a reader would fold them."""

import re
from collections.abc import Iterator

from rich.cells import cell_len, chop_cells
from rich.text import Text

_BETWEEN = " · "
_WORD = re.compile(r"[^\s`]*`[^`]*`\S*|(?:\d[\d.,:-]* )*\S+")
"""What stays together: code in backquotes, and a number or a date with what follows it."""
_NARROWEST = 16


def beside(label: Text, words: str, width: int, style: str = "") -> Text:
    """The words beside their label, none of the lines wider than `width`, no blanks at their end.

    Rich's own columns fill each line with blanks, and fold within `0.1 s`.
    """
    indent = label.cell_len + 1
    told = f"\n{' ' * indent}".join(fold(words, max(width - indent, _NARROWEST)))
    return Text.assemble(label, " ", (told, style)) if told else label


def fold(words: str, width: int) -> Iterator[str]:
    """Lines of at most `width` columns: folded between parts, in a long part between words, and
    in a long word where the line ends."""
    for line in words.split("\n"):
        told = ""
        for piece in _pieces(line, width):
            if told and cell_len(told) + 1 + cell_len(piece) > width:
                yield told
                told = piece
            else:
                told = f"{told} {piece}" if told else piece
        yield told


def _pieces(line: str, width: int) -> Iterator[str]:
    *ahead, last = line.split(_BETWEEN)
    for part in (*(f"{part}{_BETWEEN.rstrip()}" for part in ahead), last):
        if cell_len(part) <= width:
            yield part
            continue
        for word in _WORD.findall(part):
            yield from chop_cells(word, width)
