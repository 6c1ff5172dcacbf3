"""A page's nodes weighed: how much of what is in each speaks for its being the article."""

from parsers.article_blocks import Page

_WRAPPER = 0.3
"""The share of a page's text from which a name like "sidebar" is the page's, not furniture's."""


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
