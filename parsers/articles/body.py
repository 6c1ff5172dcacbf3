"""Finds the text of an article among the blocks of its page.

Each block speaks for or against the elements around it (`Block.worth`); the element with the most
in its favour holds the article, narrowed to what the page itself calls its body. Furniture (by
tag, role or name) counts only between that element and a block: a page whose wrapper is called
"sidebar" keeps its text.
"""

import re
from collections.abc import Callable, Collection

from parsers.articles.blocks import Block, Node, Page
from parsers.text import bare, tidy

_WRAPPER = 0.3
"""The share of a page's text from which a name like "sidebar" is the page's, not furniture's."""
_IN_FURNITURE = 0.2
_BESIDE = 0.02
"""What text there weighs; comments are often many times as long as their article."""
_CARD = 0.3
_RIVALS = 0.15
_NARROWINGS = 8
_LEDE = 40
"""Characters of the description that the paragraph above a text must begin with."""
_BEFORE_TITLE = 200
_CREDIT = re.compile(
    r"^(?:photos?|fotos?|images?|bild(?:er|quelle)?|quelle|source|credits?|picture|photograph|"
    r"фото|照片|图片)\b[^.]{0,12}[:/]|©|\((?:photo|foto|image|bild|credit|file)[^)]{0,80}\)|"
    r"\bgetty images\b|/(?:afp|reuters|ap|dpa|epa|efe|ansa|getty|shutterstock)\b",
    re.IGNORECASE,
)
_CREDIT_LIMIT = 160


class Ground:
    """A page with the weight of every node."""

    def __init__(self, page: Page) -> None:
        self.nodes, self.blocks = page.nodes, page.blocks
        self.worth = [block.worth for block in page.blocks]
        self.last = self._ends()
        held = self._sum([max(0.0, worth) for worth in self.worth], all_nodes=True)
        self.furniture = [
            node.mark.furniture and (node.mark.beside or held[index] < _WRAPPER * held[0])
            for index, node in enumerate(self.nodes)
        ]
        self.total = self._sum(self.worth, all_nodes=False)

    def _ends(self) -> list[int]:
        """For each node the last one inside it."""
        last = list(range(len(self.nodes)))
        for index in range(len(self.nodes) - 1, 0, -1):
            parent = self.nodes[index].parent
            last[parent] = max(last[parent], last[index])
        return last

    def _sum(self, worth: list[float], *, all_nodes: bool) -> list[float]:
        """For each node the worth of what is in it, that of furniture inside it left out."""
        total = [0.0] * len(self.nodes)
        for block, value in zip(self.blocks, worth, strict=True):
            total[block.node] += value
        for index in range(len(self.nodes) - 1, 0, -1):
            if all_nodes or not self.furniture[index]:
                total[self.nodes[index].parent] += total[index]
        return total

    def holds(self, outer: int, inner: int) -> bool:
        return outer <= inner <= self.last[outer]

    def beside(self, root: int) -> set[int]:
        """The nodes inside `root` that are in furniture there."""
        found: set[int] = set()
        for index in range(root + 1, self.last[root] + 1):
            if self.furniture[index] or self.nodes[index].parent in found:
                found.add(index)
        return found


def find_text(page: Page, titles: Collection[str], description: str) -> str:
    """The article's text, a paragraph a line; "" where the page has none.

    `titles`: the headline in every spelling that the page has. `description`: the page's own, by
    which the paragraph is known that stands above the text.
    """
    if not page.blocks:
        return ""
    ground = Ground(page)
    chosen = _choose(ground)
    blocks = _of_body(ground, chosen, frozenset(map(bare, titles)))
    lede = _lede(ground, blocks, description) if blocks else []
    return tidy("\n".join(block.text for block in (*lede, *blocks)))


def _choose(ground: Ground) -> int:
    """The node that holds the article."""
    best = _heaviest(ground)
    body = _narrow(ground, best, lambda node: node.mark.body, 0.5)
    best = _narrow(ground, best, lambda node: node.mark.around, 0.5) if body == best else body
    for _ in range(_NARROWINGS):
        closer = _narrow(ground, best, lambda node: node.mark.around, 0.85)
        if closer == best:
            break
        best = closer
    return best


def _heaviest(ground: Ground) -> int:
    """The node with the most in its favour; what stands in furniture has little."""
    factors: list[float] = []
    best, most = 0, float("-inf")
    for index, node in enumerate(ground.nodes):
        factor = factors[node.parent] if node.parent >= 0 else 1.0
        if ground.furniture[index]:
            factor *= _BESIDE if node.mark.beside else _IN_FURNITURE
        factors.append(factor)
        if ground.total[index] * factor >= most:
            best, most = index, ground.total[index] * factor
    return best


def _narrow(ground: Ground, root: int, fits: Callable[[Node], bool], share: float) -> int:
    """The heaviest fitting node in `root` with that share of its weight, or `root` itself.

    It is `root` too where the text goes on in a neighbour of the same class.
    """
    beside, total = ground.beside(root), ground.total
    inner = [
        index for index in range(root + 1, ground.last[root] + 1)
        if index not in beside and fits(ground.nodes[index])
    ]  # fmt: skip
    found = max(inner, key=lambda index: (total[index], index), default=root)
    if total[found] < share * total[root]:
        return root
    like = ground.nodes[found]
    rivals = sum(
        max(0.0, total[index])
        for index in inner
        if like.names and ground.nodes[index].names == like.names
        and not ground.holds(index, found) and not ground.holds(found, index)
    )  # fmt: skip
    return root if rivals > _RIVALS * total[found] else found


def _of_body(ground: Ground, root: int, titles: frozenset[str]) -> list[Block]:
    """The blocks of the article, from below its headline on."""
    beside = ground.beside(root) | _cards(ground, root)
    kept: list[Block] = []
    before = 0.0
    for block, worth in zip(ground.blocks, ground.worth, strict=True):
        if not ground.holds(root, block.node) or block.node in beside:
            continue
        if _is_title(block, titles):
            kept = kept if before >= _BEFORE_TITLE else []
        elif not block.is_link and not _is_credit(block):
            kept.append(block)
            before += max(0.0, worth)
    while kept and kept[-1].is_heading:
        kept.pop()
    return kept


def _cards(ground: Ground, root: int) -> set[int]:
    """The nodes of other articles' teasers inside an article."""
    found: set[int] = set()
    for index in range(root + 1, ground.last[root] + 1):
        node = ground.nodes[index]
        is_small = ground.total[index] < _CARD * ground.total[root]
        if node.parent in found or (node.tag == "article" and is_small):
            found.add(index)
    return found


def _is_title(block: Block, titles: frozenset[str]) -> bool:
    if block.tag == "h1":
        return True
    if len(block.text) > 400:
        return False
    words = bare(block.text)
    near = block.is_heading and any(
        len(title) > 15 and title in words and len(words) < len(title) + 50 for title in titles
    )
    return near or words in titles


def _is_credit(block: Block) -> bool:
    return len(block.text) < _CREDIT_LIMIT and _CREDIT.search(block.text) is not None


def _lede(ground: Ground, blocks: list[Block], description: str) -> list[Block]:
    """The paragraph above the text that the page's description repeats."""
    sought = bare(description)[:_LEDE]
    if len(sought) < _LEDE - 10 or sought in bare(" ".join(b.text for b in blocks)[:3_000]):
        return []
    for block in ground.blocks[: ground.blocks.index(blocks[0])]:
        if not block.is_link and bare(block.text[:400]).startswith(sought):
            return [] if _is_beside(ground, block.node) else [block]
    return []


def _is_beside(ground: Ground, index: int) -> bool:
    while index >= 0:
        node = ground.nodes[index]
        if node.mark.beside or (ground.furniture[index] and node.tag in ("nav", "aside", "footer")):
            return True
        index = node.parent
    return False
