"""What a page's tags, classes and ids say of the text in them: body, furniture, hidden."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

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
