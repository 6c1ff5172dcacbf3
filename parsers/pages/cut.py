"""A page cut down to what its selectors can fit, before BeautifulSoup builds all of it up.

Nearly all of BeautifulSoup's time goes into elements that no selector asks for.
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice

import soupsieve
from lxml import etree
from lxml import html as lxml_html
from soupsieve.css_types import Selector, SelectorAttribute

from parsers.entry import ENTRY_LIMIT

_CONTROLS = re.compile("[\x00-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_LONG_TAG = re.compile(r"<([a-zA-Z][\w:-]{0,40})[^<>]{10000,}")
_MOST = 3 * ENTRY_LIMIT
"""Elements that are kept for one selector; some fit it by name only."""
_SILENT = frozenset({"script", "style", "svg"})


def cut(text: str, whole: Iterable[str], inside: Iterable[str] = ()) -> str:
    """The page with what `whole` can fit, entire and in its place, and without all else.

    `inside` are selectors that look inside of such elements only. Where one of them depends on
    neighbours (`:nth-child`, `+`, `:has` …), nothing is left out. The page is cut where it is
    nested deeper than libxml2 allows (256): BeautifulSoup takes such for hours.
    """
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    body = _LONG_TAG.sub(_bare, text.replace("\0", "")).encode("utf-8", "replace")
    try:
        tree = lxml_html.document_fromstring(body, parser=parser)
    except etree.ParserError:
        return "<html></html>"
    wanted = [found for selector in whole for found in _selectors(selector)]
    others = [found for selector in inside for found in _selectors(selector)]
    if all(map(_is_plain, (*wanted, *others))):
        _keep(tree, wanted)
        named = {found.tag.name.lower() for found in (*wanted, *others) if found.tag is not None}
        etree.strip_elements(tree, *(_SILENT - named), with_tail=False)
    for link in tree.iter("a", "link", "base"):
        # libxml2 writes the blanks around a URL as a part of it, and lxml takes no controls.
        href = link.get("href", "")
        if href != (bare := _CONTROLS.sub("", href).strip()):
            link.set("href", bare)
    return str(lxml_html.tostring(tree, encoding="unicode"))


def _bare(tag: re.Match[str]) -> str:
    """A tag without its attributes where it has very many: for 200,000 lxml takes two minutes."""
    return f"<{tag[1]}" if tag[0].count("=") > 1_000 else tag[0]


def _selectors(css: str) -> Iterator[Selector]:
    compiled = soupsieve.compile(css).selectors
    yield from (found for found in compiled if isinstance(found, Selector))


def _is_plain(selector: Selector) -> bool:
    """Whether an element and those around it (" ", ">") are all that decides."""
    if selector.nth or selector.contains or selector.lang or selector.flags:
        return False
    if (selector.rel_type or "").strip(" >"):
        return False
    others = [selector.relation, *selector.selectors]
    return all(isinstance(one, Selector) and _is_plain(one) for group in others for one in group)


def _keep(tree: etree._Element, wanted: list[Selector]) -> None:
    found = [
        element
        for selector in wanted
        for element in islice(filter(partial(_may_fit, selector), tree.iter(etree.Element)), _MOST)
    ]
    around = {above for element in found for above in element.iterancestors()}
    _prune(tree, set(found), around)


def _may_fit(selector: Selector, element: etree._Element) -> bool:
    """Whether the selector can fit, so far as names, attributes and the elements around tell."""
    classes = (element.get("class") or "").split()
    return (
        (selector.tag is None or selector.tag.name.lower() in ("*", element.tag))
        and all(name in classes for name in selector.classes)
        and all(name == element.get("id") for name in selector.ids)
        and all(_has(element, attribute) for attribute in selector.attributes)
        and all(
            isinstance(near, Selector) and _is_within(element, near) for near in selector.relation
        )
    )


def _has(element: etree._Element, wanted: SelectorAttribute) -> bool:
    value = element.get(wanted.attribute.lower())
    # Before its version 4, soupsieve has `!=` as a `:not` of its own.
    inverse = getattr(wanted, "inverse", False)
    if value is None or inverse or wanted.pattern is None:
        return value is not None or inverse
    # BeautifulSoup has lists of words with one blank in between.
    return any(map(wanted.pattern.search, (value, " ".join(value.split()))))


def _is_within(element: etree._Element, near: Selector) -> bool:
    above = element.getparent()
    if near.rel_type == ">":
        return above is not None and _may_fit(near, above)
    return any(_may_fit(near, one) for one in element.iterancestors())


def _prune(
    element: etree._Element, found: set[etree._Element], around: set[etree._Element]
) -> None:
    for child in list(element):
        if child in found:
            continue
        if child in around:
            _prune(child, found, around)
        else:
            element.remove(child)
