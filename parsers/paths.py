"""Which links are items, by the globs of `Source.paths`."""

from collections.abc import Sequence
from fnmatch import fnmatchcase
from urllib.parse import urlsplit


def fits(url: str | None, globs: Sequence[str]) -> bool:
    """Whether the URL's path is one of those wanted; a missing URL is judged elsewhere."""
    if url is None or not globs:
        return True
    path = urlsplit(url).path or "/"
    return any(fnmatchcase(path, glob) for glob in globs)
