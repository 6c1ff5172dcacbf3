"""A page's tree as blocks of text, each with the elements that it stands in.

What tags, classes and ids say of the text in them (body, furniture, hidden) is an element's mark.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from lxml import etree

SILENT = frozenset(
    """script style template noscript iframe svg head object embed audio video canvas map math
    textarea select option datalist dialog""".split()
)
"""Elements whose text no reader of a page sees as text."""
BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section
    summary table tbody thead tfoot tr title ul""".split()
)
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_WHOLE = ("html", "body")
_FURNITURE_TAGS = frozenset("nav aside footer form button figcaption label menu".split())
_ROLES = frozenset(
    """navigation complementary banner contentinfo search dialog alert alertdialog menu
    toolbar""".split()
)
# What these words mark is beside an article's text, whatever the site.
_BESIDE = r"""related recommend\w* comments? disqus\w* respond most-?(?:read|popular|viewed)
    outbrain taboola cookies? consent gdpr"""
_FURNITURE = rf"""{_BESIDE} recirc\w* newsletters? promos? promoted promotions? shar(?:e|er|ing)
    social sidebar advert\w* ads? adslot sponsor\w* breadcrumbs? by-?lines? authors?
    author-?(?:profile|bio|box|info|card) bios? biography captions? credits? copyright subscri\w+
    footer footnotes? nav navbar navigation menu toolbar tags tag-?list topics keywords pagination
    pager popular trending widgets? teasers? read-?(?:more|next|also)
    (?:more|also)-?(?:on|from|read|stories|articles|news) see-?also sign-?up log-?in modal pop-?up
    tooltip skip print-?only timestamp dateline date datetime pub-?date gallery slideshow carousel
    rating votes? disclaimer follow cta media-?(?:info|text) player
    video-?(?:item|card|player|info|title|caption) next-?prev prev-?next breaking-?news hidden"""
_BODY = r"""(?:article|story|post|entry|news)[-_]*(?:body|text|content|copy)"""
_AROUND = rf"""{_BODY} (?:page|main|content)[-_]*(?:body|text|content|copy|main)
    (?:article|story|post|entry|news)[-_]*main body-?(?:copy|text|content)"""
_UNSEEN = r"""sr-only visually-?hidden screen-reader-text"""
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:font-size|opacity)\s*:\s*0(?![.\d])"
    r"|(?:left|top|text-indent)\s*:\s*-\d{3}",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SEPARATOR = re.compile(r"[-_]+")
_NAMES_LIMIT = 500
_WORDS_OF_A_NAME = 5
"""A longer one is a headline made into an id ("steel-duties-promoted-by-…"), not a name."""
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SENTENCE_END = re.compile(r"[.!?…:;»”\"')\]。！？」]$")
_WORTH = {"p": 1.0, "blockquote": 1.0, "pre": 1.0, "li": 0.4, "tr": 0.4, "dd": 0.4}
"""Of a character, by the block it stands in; lists are more often furniture than text."""
_SKIPPED, _INLINE = -2, -1
_MOST = 100_000
"""Elements of a page that are looked at; news pages have about a thousand, none ten thousand."""


def _any_of(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|[-_])(?:{'|'.join(words.split())})(?:$|[-_])")


_PATTERNS = tuple(_any_of(words) for words in (_FURNITURE, _BESIDE, _BODY, _AROUND, _UNSEEN))


@dataclass(frozen=True, slots=True)
class Mark:
    """What an element is by its tag, role and names."""

    furniture: bool = False
    beside: bool = False
    """Furniture even where it holds most of the page's text, as comments do."""
    body: bool = False
    """The page calls it the article's body."""
    around: bool = False
    """The page calls it that, or something that holds it."""
    unseen: bool = False


def mark(tag: str, attributes: Mapping[str, str]) -> Mark:
    """The mark of an element."""
    if not attributes:
        return _mark(tag, 0, "", False)
    get = attributes.get
    flags = 0
    for name in (get("class", "") + " " + get("id", ""))[:_NAMES_LIMIT].split():
        flags |= _flags(name)
    is_body = "articlebody" in get("itemprop", "").lower()
    return _mark(tag, flags, get("role", ""), is_body)


def is_hidden(tag: str, attributes: Mapping[str, str]) -> bool:
    """Whether the element says itself that it is not shown; <body> does until a script has run."""
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return tag not in _WHOLE
    style = attributes.get("style")
    return style is not None and tag not in _WHOLE and _HIDING.search(style[:2_000]) is not None


@lru_cache(maxsize=1_000)
def _mark(tag: str, flags: int, role: str, is_body: bool) -> Mark:
    named = [bool(flags & 1 << number) for number in range(len(_PATTERNS))]
    furniture = named[0] or tag in _FURNITURE_TAGS or role in _ROLES
    return Mark(
        furniture=furniture and tag not in _WHOLE,
        beside=named[1],
        body=named[2] or is_body,
        around=named[3] or is_body or tag in ("article", "main"),
        unseen=named[4],
    )


@lru_cache(maxsize=20_000)
def _flags(name: str) -> int:
    """Which of the patterns a class or an id fits, a bit each."""
    if len(_SEPARATOR.split(name)) > _WORDS_OF_A_NAME:
        return 0
    words = _CAPITAL.sub("-", name).lower()
    return sum(1 << number for number, p in enumerate(_PATTERNS) if p.search(words) is not None)


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
