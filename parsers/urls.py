"""Links: made absolute and safe, and the one spelling that names a page."""

import re
from collections.abc import Sequence
from fnmatch import fnmatchcase
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

import idna

URL_LIMIT = 2_048

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|gbraid|wbraid|dclid|msclkid|yclid|ysclid|twclid|igshid|mc_[ce]id|"
    r"_hs(?:enc|mi)|mkt_tok|oly_(?:anon|enc)_id|vero_id|at_(?:campaign|medium)\w*|cmpid|ocid|"
    r"ns_(?:campaign|mchannel|source|linkname)|wt\.mc_id|spm|share_token|outputtype|amp",
    re.IGNORECASE,
)
# What a host is called on telephones; the rest must still be a host of two labels or more.
_TWIN_HOST = re.compile(r"^(?:www|m|mobile|amp)\.(?=[^.]+\.[^.]+)")
_AMP_PATH = re.compile(r"(?:/amp|\.amp)(?=/?$|\.html?$)")
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_BLANKS = re.compile(r"[\x00-\x1f\x7f]")
_DEFAULT_PORTS = {"http": 80, "https": 443}


# What needs no second look, as nearly every feed writes it: nothing to escape, to drop, to resolve.
_PLAIN_URL = re.compile(
    r"https?://[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*(?:/[A-Za-z0-9_.~,;:@!$'()*+=&%/-]*)?"
    r"(?:\?[A-Za-z0-9_.~,;:@!$'()*+=&%/-]+)?"
)
# The same for a page whose path cannot be a twin's, and whose query is of plain pairs.
_PLAIN_PAGE = re.compile(
    r"https?://(?:(?:www|m|mobile|amp)\.(?=[^.]+\.[^.]))?([a-z0-9-]+(?:\.[a-z0-9-]+)*)"
    r"((?:/[A-Za-z0-9_.~,;@!$'()*+=-]+)*)/?"
    r"(?:\?((?:[A-Za-z0-9_.-]+=[A-Za-z0-9_.-]*(?:&|$))+))?"
)


def absolute(base: str | None, link: str) -> str | None:
    """The http(s) URL that a link leads to, in ASCII; None when it leads anywhere else."""
    link = link.strip()
    if len(link) <= URL_LIMIT and "xn--" not in link and _PLAIN_URL.fullmatch(link) is not None:
        return link
    # Browsers drop line breaks inside a URL, so "java\nscript:" must not slip by.
    link = _BLANKS.sub("", link)
    try:
        parts = urlsplit(urljoin(base or "", link))
        host, port = parts.hostname, parts.port
        name = (host or "").encode("idna").decode("ascii") if host != "" else ""
        if "xn--" in name:
            idna.decode(name)  # by the rules of those who will fetch it
    except ValueError:
        return None
    if parts.scheme not in _DEFAULT_PORTS or name == "" or _is_unsafe_host(name):
        return None
    place = f"[{name}]" if ":" in name else name
    if port is not None and port != _DEFAULT_PORTS[parts.scheme]:
        place += f":{port}"
    path, query, fragment = (_ascii(part) for part in (parts.path, parts.query, parts.fragment))
    url = urlunsplit((parts.scheme, place, path, query, fragment))
    return url if len(url) <= URL_LIMIT else None


def canonical(url: str) -> str:
    """The spelling that all links to one page share, to compare and never to fetch.

    Scheme, `www.`, telephone and AMP twins, default ports, tracking parameters, fragments,
    trailing slashes and the order of the query are taken out. A file: URL stays as it is.
    """
    match = _PLAIN_PAGE.fullmatch(url)
    if match is not None and "amp" not in match[2]:
        page = f"https://{match[1]}{match[2]}"
        query = "" if match[3] is None else _plain_query(match[3])
        return f"{page}?{query}" if query else page
    parts = urlsplit(url)
    if parts.scheme not in _DEFAULT_PORTS:
        return url
    host = _TWIN_HOST.sub("", (parts.hostname or "").lower().rstrip("."))
    if parts.port is not None and parts.port not in _DEFAULT_PORTS.values():
        host += f":{parts.port}"
    path = _AMP_PATH.sub("", _ESCAPE.sub(_unescape, parts.path)).rstrip("/")
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode(sorted(pair for pair in pairs if _TRACKING.fullmatch(pair[0]) is None))
    # "#!/news/1" and "#/news/1" name pages of a one-page site, other fragments places on a page.
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    return urlunsplit(("https", host, path, query, fragment))


def has_path(url: str | None, globs: Sequence[str]) -> bool:
    """Whether the URL's path fits one of the globs of `Source.paths`; all do where there is none.

    A missing URL is judged elsewhere.
    """
    if url is None or not globs:
        return True
    path = urlsplit(url).path or "/"
    return any(fnmatchcase(path, glob) for glob in globs)


def _plain_query(query: str) -> str:
    """A query's pairs in their order without those that track, none of which holds an escape."""
    pairs = [pair.split("=") for pair in query.split("&") if pair]
    kept = sorted(pair for pair in pairs if _TRACKING.fullmatch(pair[0]) is None)
    return "&".join(map("=".join, kept))


def _is_unsafe_host(name: str) -> bool:
    return re.fullmatch(r"[a-z0-9._:-]+", name) is None


def _ascii(part: str) -> str:
    return quote(part, safe="%/:=&?~#+!$,;'@()*[]|", errors="replace")


def _unescape(match: re.Match[str]) -> str:
    """An escape that need not be one as its character, any other in capitals (RFC 3986, 6.2.2)."""
    character = chr(int(match[1], 16))
    return character if character in _UNRESERVED else match[0].upper()
