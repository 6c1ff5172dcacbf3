"""Markup and untrusted strings to plain text that is safe to store, match and show."""

import re
import unicodedata
from collections.abc import Iterable
from html import unescape

from lxml import etree

MARKUP_LIMIT = 2_000_000
"""Characters of markup that are read; nested data: images make some entries huge."""

# Controls, bidi marks and overrides, zero-width and invisible characters, soft hyphens, tag
# characters, lone surrogates and noncharacters: they hide or reorder words, or break an encoder.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e0fff\ud800-\udfff]"
)
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f"
)
# A pile of combining marks covers other lines, and normalising it takes quadratic time.
_MARK_PILE = re.compile(f"([{_MARKS}]{{4}})[{_MARKS}]+")
# The invisible that count as printable, and marks: few texts hold any.
_RARE = re.compile(f"[{_MARKS}\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\U000e0000-\U000e0fff]")
_USUAL = bytes(range(0x20, 0x7F)) + b"\n"
"""What needs no second look, and makes up most of most texts."""
_BLANKS = re.compile("  +")
_SENTENCE_ENDS = frozenset(".!?…:;»”\"')]。！？；：」")
_HAN = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_NOT_A_WORD = re.compile(r"\W+")
_WRAP_WIDTH = 50
_LONGEST = 500_000
"""Characters of text without markup, of which no item keeps as many: millions of line breaks would
else be taken one by one."""

_SILENT = frozenset({"script", "style", "template", "noscript", "svg", "head", "object"})
_BLOCKS = frozenset(
    """address article aside blockquote body br center dd details div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre section summary
    table tbody td tfoot th thead title tr ul""".split()
)
_INLINE = frozenset(
    """a abbr acronym audio b bdi bdo big button cite circle code col colgroup data del dfn em embed
    font g html i iframe img input ins kbd label link mark meta param path picture q rect s samp
    small source span stop strike strong sub sup time tt u var video wbr""".split()
)
_EDGES = {
    f"{slash}{name}": edge
    for names, edge in ((_BLOCKS, "\n"), (_INLINE, ""))
    for lower in names
    for name in (lower, lower.upper())
    for slash in ("", "/")
}
"""What stands in a text where a tag was."""

# The rest of a tag as a browser takes it: to its ">", quoted values passed over; to the end of the
# text where there is none. Possessive, so that nothing is ever tried twice.
_REST = r"""(?>[^>="']++|=\s*+(?>"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))?+|["'])*+(?:>|\Z)"""
# Most tags hold nothing odd, and are passed over faster.
_TAG = re.compile(
    rf"""<(/?[a-zA-Z][a-zA-Z0-9]*+|[!?])(?:>|[^<>"']*+(?:"[^<>"]*+"[^<>"']*+)*+>|{_REST})"""
)
_WHOLE = r"(?![a-zA-Z0-9-])"
_UNSEEN = re.compile(
    r"<(?:!--.*?(?:--!?>|\Z)|!\[CDATA\[|[!?/][^a-zA-Z>][^>]*+(?:>|\Z)"
    rf"|head{_WHOLE}{_REST}.*?(?:</head{_REST}|(?=<body)|\Z)"
    rf"|({'|'.join(sorted(_SILENT - {'head'}))}){_WHOLE}{_REST}.*?(?:</\1{_WHOLE}{_REST}|\Z))",
    re.IGNORECASE | re.DOTALL,
)
_REFERENCE = re.compile(r"(&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?))")


def plain(markup: str) -> str:
    """HTML, or text that may hold tags and entities, as clean text; paragraphs become lines.

    Takes time in proportion to its length whatever it holds: no tree is built, and no pattern
    goes back over what it has passed.
    """
    if "<" not in markup:
        return clean(_unescape(markup))
    # A newline stands for the edge of a block, so those of the markup become blanks.
    flat = markup[:MARKUP_LIMIT].replace("\n", " ")
    pieces = _TAG.split(flat)
    if len(pieces) == 1:
        return clean(_unescape(markup))
    edges = list(map(_EDGES.get, pieces[1::2]))
    if None in edges:  # something unseen, or a tag that nobody knows
        pieces = _TAG.split(_UNSEEN.sub("", flat).replace("]]>", ""))
        edges = [_EDGES.get(name.lower(), "") for name in pieces[1::2]]
    pieces[1::2] = edges
    return _tidied(_unescape("".join(pieces))[:_LONGEST].split("\n"))


def lines_of_tree(root: etree._Element) -> list[str]:
    """The text of a parsed element, a line for each block."""
    return [line for line in _lines_of(list(_pieces(root))) if line]


def clean(text: str) -> str:
    """Text that holds no markup, tidied; a hard-wrapped paragraph becomes one line."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text[:_LONGEST].strip()
    lines = text[:_LONGEST].splitlines()
    return _tidied(_unwrap(_visible(text[:_LONGEST]).splitlines()) if len(lines) > 1 else lines)


def tidy(text: str) -> str:
    """Text whose every line is a paragraph: one space between words, no blank lines, NFC."""
    return _tidied(text.splitlines())


def _tidied(lines: Iterable[str]) -> str:
    text = "\n".join(filter(None, map(str.strip, lines))).replace("\xa0", " ").replace("\t", " ")
    if "  " in text:
        text = _BLANKS.sub(" ", text)
    # No ASCII letter is odd, and none is changed by NFC but by a mark: both can pass it over.
    odd = text.encode("utf-8", "surrogatepass").translate(None, _USUAL)
    if not odd:
        return text
    others = odd.decode("utf-8", "surrogatepass")
    if not others.isprintable() or _RARE.search(others) is not None:
        again = [
            line
            if line.isascii() and line.isprintable()
            else " ".join(_INVISIBLE.sub("", line).split())
            for line in text.split("\n")
        ]
        others = text = _MARK_PILE.sub(r"\1", "\n".join(filter(None, again)))
    if unicodedata.is_normalized("NFC", others):
        return text
    return unicodedata.normalize("NFC", text)


def _unescape(text: str) -> str:
    if "&" not in text:
        return text
    pieces = _REFERENCE.split(text)
    pieces[1::2] = map(_CHARACTERS.__getitem__, pieces[1::2])
    return "".join(pieces)


class _Characters(dict[str, str]):
    """What references such as `&eacute;` stand for, as they are met."""

    def __missing__(self, reference: str) -> str:
        character = unescape(reference)
        if len(self) < 4_096:  # HTML's own names, not what somebody makes up
            self[reference] = character
        return character


_CHARACTERS = _Characters()


def bare(text: str) -> str:
    """The letters and figures of a text, in small letters: to compare titles by."""
    return _NOT_A_WORD.sub("", text).casefold()


def local_name(tag: object) -> str:
    """An XML tag's name in lower case, without namespace and undeclared prefix.

    "" for what is no element: lxml has a function where a comment's or an entity's tag would be.
    """
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


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
    paragraphs: list[list[str]] = []
    last, wrapped = "", False
    for line in map(str.strip, lines):
        # A line of more than a word or two of a list, and no whole sentence, goes on below.
        is_open = wrapped or (line[:1].islower() and len(last) > 20 and not _is_ended(last))
        if is_open and line and last:
            paragraphs[-1] += [line] if _ends_in_han(last) else [" ", line]
        else:
            paragraphs.append([line])
        last = line
        width = _WRAP_WIDTH // 2 if _ends_in_han(line) else _WRAP_WIDTH
        wrapped = len(line) >= width and not _is_ended(line)
    return ["".join(paragraph) for paragraph in paragraphs]


def _is_ended(line: str) -> bool:
    return line[-1:] in _SENTENCE_ENDS


def _ends_in_han(line: str) -> bool:
    return _HAN.match(line[-1:]) is not None


def _lines_of(pieces: list[str]) -> list[str]:
    """Text pieces put together; a piece that is a newline stands for the edge of a block."""
    lines: list[list[str]] = [[]]
    for piece in pieces:
        if piece == "\n":
            lines.append([])
        else:
            lines[-1].append(piece)
    return [" ".join("".join(line).split()) for line in lines]


def _pieces(root: etree._Element) -> list[str]:
    pieces: list[str] = []
    silent = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
        if tag in _SILENT:
            silent += 1 if event == "start" else -1
        if tag in _BLOCKS:
            pieces.append("\n")
        text = element.text if event == "start" else element.tail
        if text and silent == 0:
            pieces.append(text.replace("\n", " "))
    return pieces
