"""MinHash: a few numbers by which sets that share most of their members are found."""

from bisect import bisect_left
from collections.abc import Collection, Sequence
from hashlib import blake2b
from operator import xor

_BITS = 30
"""Of a hash: one digit of Python's integers, which sorts and compares fastest."""
_PRIME = (1 << 61) - 1
_REMEMBERED = 1 << 17
_MIX = 2_654_435_761


def shingles(words: Sequence[str]) -> frozenset[int]:
    """The hashes of all runs of three words; of the run there is where there are fewer.

    Each word has a random number for each of its three places in a run, and a run's hash is their
    exclusive or (tabulation hashing): stable between processes, which `hash` is not.
    """
    if len(words) < 3:
        return frozenset(_NUMBERS["\0".join(words)][:1]) if words else frozenset()
    first, second, third = zip(*map(_NUMBERS.__getitem__, words), strict=True)
    return frozenset(map(xor, map(xor, first, second[1:]), third[2:]))


def bands(hashes: Collection[int], count: int, rows: int) -> tuple[int, ...]:
    """`count` numbers (below 2**61); two sets share each with probability J**rows, J their Jaccard.

    One-permutation hashing: the hashes lie on a ring, and a row is the first of them at or after
    its point. Of two sets it is the same just where the first of their union is in both. An empty
    set has no bands. (Li, Owen, Zhang 2012; the ring fills bins as Shrivastava and Li 2014 do.)
    """
    if not hashes:
        return ()
    ring = sorted(hashes)
    ring.append(ring[0])
    last = len(ring) - 1
    step = (1 << _BITS) // (count * rows)
    points = range(0, step * count * rows, step)
    firsts = [ring[bisect_left(ring, point, 0, last)] for point in points]
    # The rows of a band lie far apart: neighbours of a small set often have the same first.
    found = firsts[:count]
    for row in range(count, count * rows, count):
        pairs = zip(found, firsts[row : row + count], strict=True)
        found = [(value * _MIX + first) % _PRIME for value, first in pairs]
    return tuple(found)


def number(words: Sequence[str]) -> int:
    """One number below 2**61 for a whole text: the same for the same words."""
    return int.from_bytes(blake2b("\0".join(words).encode(), digest_size=8).digest()) % _PRIME


class _Numbers(dict[str, tuple[int, int, int]]):
    """Three random numbers for each word, remembered while there are not too many."""

    def __missing__(self, word: str) -> tuple[int, int, int]:
        random = int.from_bytes(blake2b(word.encode(errors="replace"), digest_size=12).digest())
        low = (1 << _BITS) - 1
        if len(self) >= _REMEMBERED:
            self.clear()
        self[word] = random & low, random >> _BITS & low, random >> 2 * _BITS & low
        return self[word]


_NUMBERS = _Numbers()
