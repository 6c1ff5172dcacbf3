"""The links of a list page: which can be an item's, and which lead to one page."""

from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit

from parsers.urls import canonical
from sources.addresses import refusal

page_name = lru_cache(4_096)(canonical)
"""A list names the same few hundred pages over and over."""


def is_usable(url: str, page: str) -> bool:
    """Whether a link of a page can be an item's: not the page itself, nor a private address."""
    return leads_elsewhere(url, page) and not _is_private(url, page)


def leads_elsewhere(url: str, page: str) -> bool:
    return page_name(url) != page_name(page)


def _is_private(url: str, page: str) -> bool:
    """Whether a page sends its readers into their own network, to where it is not itself."""
    there, here = urlsplit(url), urlsplit(page)
    host = there.hostname or ""
    if there.netloc == here.netloc:
        return False
    try:
        ip_address(host)
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
    return refusal(host) is not None
