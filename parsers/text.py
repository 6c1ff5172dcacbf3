"""Markup and untrusted strings to plain text that is safe to store, match and show."""

import re
import unicodedata
from html import unescape

from lxml import etree
from lxml import html as lxml_html

MARKUP_LIMIT = 2_000_000
"""Characters of markup that are read; nested data: images make some entries huge."""

# Controls, bidi marks and overrides, zero-width and invisible characters, soft hyphens, tag
# characters, lone surrogates and noncharacters: they hide or reorder words, or break an encoder.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e0fff\ud800-\udfff]"
)
# A pile of combining marks covers other lines, and normalising it takes quadratic time.
_MARK_PILE = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f]"
    "{4})[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a"
    "\ufe20-\ufe2f]+"
)
_TAG = re.compile(r"<[a-zA-Z/!?]")
_MID_SENTENCE = re.compile(r"[^.!?…:;»”\"')\]。！？；：」]$")
_HAN_END = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]$")
_WRAP_WIDTH = 50

_SILENT = frozenset({"script", "style", "template", "noscript", "iframe", "svg", "head", "object"})
_BLOCKS = frozenset(
    """address article aside blockquote body br center dd details div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre section summary
    table td th title tr ul""".split()
)


def plain(markup: str) -> str:
    """HTML, or text that may hold tags and entities, as clean text; paragraphs become lines."""
    if "<" not in markup or _TAG.search(markup) is None:
        return clean(unescape(markup) if "&" in markup else markup)
    return tidy("\n".join(_lines_of(_strip(markup))))


def clean(text: str) -> str:
    """Text that holds no markup, tidied; a hard-wrapped paragraph becomes one line."""
    return tidy("\n".join(_unwrap(_visible(text).splitlines())))


def tidy(text: str) -> str:
    """Text whose every line is a paragraph: one space between words, no blank lines, NFC."""
    lines = (" ".join(line.split()) for line in _visible(text).splitlines())
    tidied = "\n".join(line for line in lines if line)
    if tidied.isascii():
        return tidied
    return unicodedata.normalize("NFC", _MARK_PILE.sub(r"\1", tidied))


def one_line(text: str, limit: int) -> str:
    """Clean text on one line, cut at a word where it is longer than `limit` characters."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    words = line[:limit].rsplit(" ", 1)[0]
    return (words if limit // 2 < len(words) < limit else line[: limit - 1]) + "…"


def quoted(value: object, limit: int = 80) -> str:
    """An untrusted value as it may stand in a problem line."""
    return repr(one_line(_INVISIBLE.sub("", str(value)[: limit * 4]), limit))


def _visible(text: str) -> str:
    return _INVISIBLE.sub("", text) if _INVISIBLE.search(text) else text


def _unwrap(lines: list[str]) -> list[str]:
    """Joins a long line that ends in mid-sentence to the line below it."""
    joined: list[str] = []
    wrapped = False
    for line in (line.strip() for line in lines):
        runs_on = wrapped or (line[:1].islower() and _is_open(joined))
        if runs_on and line and joined[-1:] != [""]:
            joined[-1] += line if _HAN_END.search(joined[-1]) else f" {line}"
        else:
            joined.append(line)
        width = _WRAP_WIDTH // 2 if _HAN_END.search(line) else _WRAP_WIDTH
        wrapped = len(line) >= width and _MID_SENTENCE.search(line) is not None
    return joined


def _is_open(lines: list[str]) -> bool:
    """Whether the last line is more than a word or two of a list, and no whole sentence."""
    return bool(lines) and len(lines[-1]) > 20 and _MID_SENTENCE.search(lines[-1]) is not None


def _lines_of(pieces: list[str]) -> list[str]:
    """Text pieces put together; a piece that is a newline stands for the edge of a block."""
    lines: list[list[str]] = [[]]
    for piece in pieces:
        if piece == "\n":
            lines.append([])
        else:
            lines[-1].append(piece)
    return [" ".join("".join(line).split()) for line in lines]


def _strip(markup: str) -> list[str]:
    """The text of markup in pieces, "\n" at the edges of blocks."""
    # lxml refuses a str with an encoding declaration, NUL and lone surrogates; bytes go through.
    body = _visible(markup[:MARKUP_LIMIT]).encode()
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = lxml_html.document_fromstring(b"<body>" + body, parser=parser)
    except etree.ParserError:
        return []
    return list(_pieces(root))


def _pieces(root: etree._Element) -> list[str]:
    pieces: list[str] = []
    silent = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _SILENT:
            silent += 1 if event == "start" else -1
        if tag in _BLOCKS:
            pieces.append("\n")
        text = element.text if event == "start" else element.tail
        if text and silent == 0:
            pieces.append(text.replace("\n", " "))
    return pieces
