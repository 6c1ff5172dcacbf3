"""A page's tree as blocks of text, each with the elements that it stands in."""

import re
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from parsers.article_marks import BLOCKS, HEADINGS, SILENT, Mark, is_hidden, mark

_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SENTENCE_END = re.compile(r"[.!?…:;»”\"')\]。！？」]$")
_WORTH = {"p": 1.0, "blockquote": 1.0, "pre": 1.0, "li": 0.4, "tr": 0.4, "dd": 0.4}
"""Of a character, by the block it stands in; lists are more often furniture than text."""
_SKIPPED, _INLINE = -2, -1
_MOST = 100_000
"""Elements of a page that are looked at; news pages have about a thousand, none ten thousand."""


@dataclass(frozen=True, slots=True)
class Node:
    """An element that holds blocks."""

    parent: int
    """Index of the node that it is in; -1 for the outermost."""
    tag: str
    mark: Mark
    names: str
    """The first of its classes."""


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text between two edges of block elements."""

    node: int
    """Index of the node that it stands in."""
    tag: str
    text: str
    linked: int
    """Characters of it that are links."""

    @property
    def is_heading(self) -> bool:
        return self.tag in HEADINGS

    @property
    def is_link(self) -> bool:
        """Whether it is there for the links in it."""
        return self.linked * 2 > len(self.text) and len(self.text) - self.linked < 40

    @property
    def ends_a_sentence(self) -> bool:
        return _SENTENCE_END.search(self.text[-1:]) is not None

    @property
    def worth(self) -> float:
        """How much it speaks for being text, in characters; links and fragments speak against."""
        if self.is_heading:
            return 0.0
        size, factor = weight(self.text), _WORTH.get(self.tag, 0.8)
        own, share = size - self.linked, self.linked / len(self.text)
        if own >= 80 and share < 0.8:
            return own * factor
        if own >= 40 and share < 0.3 and self.ends_a_sentence:
            return own * factor * 0.7
        return -0.5 * min(size, 60) if share > 0.5 else -0.3 * min(size, 30)


@dataclass(slots=True)
class Page:
    """A page's nodes (a parent before its children) and blocks, both in the page's order."""

    nodes: list[Node] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


def weight(text: str) -> int:
    """The length of a text as if it were in letters: a Han, Kana or Hangul sign counts as three."""
    return len(text) if text.isascii() else len(text) + 2 * len(_HAN.findall(text))


def read_blocks(root: etree._Element) -> Page:
    """The blocks of a tree that a reader of the page would see, of its first 100,000 elements."""
    walk = _Walk()
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in islice(walker, 2 * _MOST):
        if event == "end":
            walk.leave(element)
        elif not walk.enter(element):
            walker.skip_subtree()
    walk.close()
    return walk.page


class _Walk:
    """Where a walk through a tree is, and what it has gathered."""

    def __init__(self) -> None:
        self.page = Page()
        self.path: list[int] = []
        """For each open element its node, or why it has none."""
        self.node = -1
        self.pieces: list[str] = []
        self.linked = 0
        self.links = 0

    def enter(self, element: etree._Element) -> bool:
        """Takes up an element; False when nothing in it is seen."""
        tag = str(element.tag)
        if tag in SILENT:
            self.path.append(_SKIPPED)
            return False
        attributes = {str(name): str(value) for name, value in element.items()}
        marked = mark(tag, attributes)
        if attributes and (marked.unseen or is_hidden(tag, attributes)):
            self.path.append(_SKIPPED)
            return False
        if tag in BLOCKS or marked.furniture:
            self._open(Node(self.node, tag, marked, attributes.get("class", "").split(" ")[0]))
        else:
            self.path.append(_INLINE)
            self.links += tag == "a"
            if tag in ("br", "td", "th"):
                self.pieces.append(" ")
        self._say(element.text)
        return True

    def leave(self, element: etree._Element) -> None:
        was = self.path.pop()
        if was >= 0:
            self.close()
            self.node = self.page.nodes[was].parent
        elif was == _INLINE and element.tag == "a":
            self.links -= 1
        self._say(element.tail)

    def _open(self, node: Node) -> None:
        self.close()
        self.node = len(self.page.nodes)
        self.page.nodes.append(node)
        self.path.append(self.node)

    def close(self) -> None:
        """Ends the block that is open, if any."""
        if self.pieces:
            text = " ".join("".join(self.pieces).split())
            if text:
                tag = self.page.nodes[self.node].tag
                self.page.blocks.append(Block(self.node, tag, text, min(self.linked, len(text))))
            self.pieces.clear()
        self.linked = 0

    def _say(self, text: str | None) -> None:
        if text:
            self.pieces.append(text)
            if self.links:
                self.linked += len(text)
