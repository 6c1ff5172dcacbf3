"""Lists as real sites have them."""

from datetime import UTC, datetime

import pytest

from config.schema import Source
from parsers.item import ParseError
from parsers.pages.cut import cut
from parsers.parse import lead, parse
from sources.pages import Lead
from tests.parsers.builders import document, page

HOME = "https://example.org/news/"


def listed(body: str, source: Source, url: str = HOME) -> list[tuple[str, str | None]]:
    items = parse(source, document(f"<html><body>{body}</body></html>", url)).items
    return [(item.title, item.url) for item in items]


def why(source: Source, body: str) -> str:
    with pytest.raises(ParseError) as caught:
        parse(source, document(body, HOME))
    return caught.value.reason


CARD = (
    "<div class=card><a href='/a/{0}'><img src=x alt='A crane'></a>"
    "<h3><a href='/a/{0}?ref=t'>Duty order {0} on zinc</a></h3>"
    "<a href='/a/{0}#more'>Read more</a></div>"
)


def test_one_link_three_times_is_one_item_titled_by_its_text() -> None:
    body = CARD.format(1) + CARD.format(2)
    titles = ["Duty order 1 on zinc", "Duty order 2 on zinc"]
    assert [title for title, _ in listed(body, page(item=".card"))] == titles
    assert listed(body, page(item="a[href]")) == [
        ("Duty order 1 on zinc", "https://example.org/a/1"),
        ("Duty order 2 on zinc", "https://example.org/a/2"),
    ]


def test_a_label_is_no_title_however_long() -> None:
    body = "".join(
        f"<li><a href='/{n}'>{title}</a></li><li><a href='/{n}'>Read all of this notice</a></li>"
        for n, title in enumerate(("Zinc duty", "Tin quota"))
    )
    assert [title for title, _ in listed(body, page(item="li"))] == ["Zinc duty", "Tin quota"]


def test_links_that_differ_in_their_query_are_different_pages() -> None:
    body = "<a href='/list'>All</a><a href='/list?id=1'>Zinc</a><a href='/list?id=2'>Tin</a>"
    assert len(listed(body, page(item="a"))) == 3


def test_a_link_in_a_heading_goes_before_a_link_to_a_topic() -> None:
    body = "<li><a href='/topic/steel'>Steel</a><h4><a href='/a/1'>Quota opens</a></h4></li>"
    assert listed(body, page(item="li")) == [("Quota opens", "https://example.org/a/1")]


def test_a_title_cut_short_is_whole_in_its_tip_and_a_picture_has_its_words() -> None:
    body = (
        "<li><a href='/1' title='Safeguard duty on tin extended'>Safeguard duty on…</a></li>"
        "<li><a href='/2'><img alt='Quota on sugar opened'></a></li>"
    )
    assert [title for title, _ in listed(body, page(item="li"))] == [
        "Safeguard duty on tin extended",
        "Quota on sugar opened",
    ]


def test_a_bad_link_is_no_item_and_said() -> None:
    hrefs = [
        "javascript:x()", "mailto:a@b.example", "tel:1", "data:text/html,x", "#", "", "?",
        "http://127.0.0.1:9/admin", "http://localhost/", "http://[::1", "file:///etc/passwd",
        "/a/1", " a/2&#17; \x11 ", "https://other.example/a/3#part",
    ]  # fmt: skip
    body = "".join(f"<li><a href='{href}'>Notice {n}</a></li>" for n, href in enumerate(hrefs))
    parsed = parse(page(item="li"), document(f"<ul>{body}</ul>", HOME))
    assert [item.url for item in parsed.items] == [
        "https://example.org/a/1",
        "https://example.org/news/a/2",
        "https://other.example/a/3#part",
    ]
    assert parsed.skipped == 11
    assert parsed.problems[0] == "entry 1: a link that leads to no page: 'javascript:x()'"


def test_an_item_with_a_date_of_its_own_outlives_its_bad_link() -> None:
    body = "<li><time>2 April 2026</time> <a href='javascript:open(1)'>Tin quota</a></li>"
    parsed = parse(page(item="li"), document(body, HOME))
    assert [(item.title, item.url) for item in parsed.items] == [("Tin quota", None)]
    assert parsed.problems == (
        "entry 1: link dropped, not a usable http(s) URL: 'javascript:open(1)'",
    )


def test_links_are_relative_to_the_base_that_the_page_declares() -> None:
    body = "<head><base href='/deep/'></head><li><a href='a/1'>Tin</a></li>"
    [item] = parse(page(item="li"), document(body, HOME)).items
    assert item.url == "https://example.org/deep/a/1"


def test_a_reshuffled_page_gives_the_same_items() -> None:
    def look(turn: int) -> set[tuple[str, ...]]:
        order = sorted(range(5), key=lambda n: (n * 7 + turn) % 5)
        rows = "".join(
            f"<div class=c{turn}{n}><a href='/{n}'>Notice {n} on tin</a></div>" for n in order
        )
        found = parse(page(item="div > div"), document(f"<div class=x{turn}>{rows}</div>", HOME))
        return {item.keys for item in found.items}

    assert look(1) == look(2) == look(3)


def test_a_layout_that_is_gone_and_one_that_gives_nothing_are_errors() -> None:
    gone = "<main>Welcome to our new site</main>"
    assert why(page(item="ul.news > li"), gone) == (
        "nothing on the page fits the selector 'ul.news > li'"
    )
    empty = "<ul><li><a href='#'>Top</a></li><li></li></ul>"
    assert why(page(item="li"), empty) == (
        "no readable entry: entry 1: a link that leads to no page: '#'"
    )
    assert why(page(item="li", title="h3"), "<li><a href='/1'>Tin</a></li>") == (
        "no readable entry: nothing in any item fits selectors.title 'h3'"
    )


def test_a_selector_that_fits_in_no_item_is_said() -> None:
    body = "<li><a href='/1'>Tin</a><i>2 April 2026</i></li><li><a href='/2'>Zinc</a></li>"
    source = page(item="li", date=".when", summary="p")
    assert parse(source, document(body, HOME)).problems == (
        "nothing in any item fits selectors.date '.when'",
        "nothing in any item fits selectors.summary 'p'",
    )
    assert parse(page(item="li", date="i"), document(body, HOME)).problems == ()


@pytest.mark.parametrize(
    ("markup", "raw"),
    [
        ("<time datetime='2026-04-02T09:00:00+02:00'>Thursday</time>", "2026-04-02T09:00:00+02:00"),
        ("<time>2 April 2026</time>", "2 April 2026"),
        ("<p class=d>Brussels | 2 April 2026</p>", "2 April 2026"),
        ("<p class=d>Press desk: 2 April 2026</p>", "2 April 2026"),
        ("<p class=d>Updated <time datetime='2026-04-02'>now</time></p>", "2026-04-02"),
        ("<meta class=d content='2026-04-02'>", "2026-04-02"),
        ("<p class=d>Gaceta (02.04.2026)</p>", "02.04.2026"),
        ("<abbr class=d title='2026-04-02'>yesterday</abbr>", "2026-04-02"),
    ],
)
def test_a_date_stands_in_an_attribute_or_among_words(markup: str, raw: str) -> None:
    source = page(item="li", **({"date": ".d"} if "class=d" in markup else {}))
    [item] = parse(source, document(f"<li><a href='/1'>Tin</a>{markup}</li>", HOME)).items
    assert item.published_raw == raw
    assert item.published_at is not None
    assert item.published_at.date().isoformat() == "2026-04-02"


def test_the_language_settles_the_order_of_day_and_month() -> None:
    body = "<html lang=es-MX><li><a href='/1'>Cupo</a><p>Prensa | 02/04/2026</p></li></html>"
    [item] = parse(page(item="li", date="p"), document(body, HOME)).items
    assert item.published_raw == "02/04/2026"
    assert item.published_at == datetime(2026, 4, 2, tzinfo=UTC)


def test_only_links_of_the_wanted_paths_are_items() -> None:
    body = "<li><a href='/about'>Us</a></li><li><a href='/news/1?x=2'>Tin</a></li>"
    wanted = page(item="li").model_copy(update={"paths": ("/news/*",)})
    assert listed(body, wanted) == [("Tin", "https://example.org/news/1?x=2")]
    other = wanted.model_copy(update={"paths": ("/law/*", "/gazette/?")})
    assert why(other, body) == "no link has one of the paths /law/*, /gazette/?"


@pytest.mark.parametrize(
    ("pager", "selector", "onward"),
    [
        ("<a rel='nofollow next' href='?page=2'>2</a>", None, f"{HOME}?page=2"),
        ("<link rel=next href='/news/p/2'>", None, "https://example.org/news/p/2"),
        ("<a class=more href='?p=2'>Older</a>", ".more", f"{HOME}?p=2"),
        ("<p class=more><a href='?p=2'>Older</a></p>", ".more", f"{HOME}?p=2"),
        ("<a href='?p=2'><i class=more></i></a>", ".more", f"{HOME}?p=2"),
        ("<a rel=next href='#'>2</a>", None, None),
        ("<a rel=next href='javascript:next()'>2</a>", None, None),
        ("", None, None),
    ],
)
def test_a_page_leads_to_the_next_one(pager: str, selector: str | None, onward: str | None) -> None:
    source = page(item="li", next=selector).model_copy(update={"pages": 3})
    body = f"<html><body><ul><li><a href='/1'>Tin</a></li></ul>{pager}</body></html>"
    assert lead(source, document(body, HOME)) == Lead(
        (onward,) if onward else (), frozenset({"https://example.org/1"})
    )


def test_one_page_and_an_unreadable_page_lead_nowhere() -> None:
    body = document("<li><a href='/1'>Tin</a></li><a rel=next href='?2'>2</a>", HOME)
    assert lead(page(item="li"), body) == Lead()
    assert lead(page(item="p").model_copy(update={"pages": 3}), body) == Lead()


PAGE = (
    "<html lang=en><head><title>T</title><script>x</script></head><body><nav><a href=/>Home</a>"
    "</nav><main class='a b'><ul id=n><li>1</li><li class=x><a href=' /2 '>2</a></li></ul></main>"
    "<p>Foot</p></body></html>"
)


@pytest.mark.parametrize(
    ("selector", "left"),
    [
        ("main li", "<main class='a b'><ul id='n'><li>1</li><li class='x'>{}</li></ul></main>"),
        ("main.b > #n > .x", "<main class='a b'><ul id='n'><li class='x'>{}</li></ul></main>"),
        ("li:not(.y) a[href]", "<main class='a b'><ul id='n'><li class='x'>{}</li></ul></main>"),
        ("nav a", "<nav><a href='/'>Home</a></nav>"),
    ],
)
def test_a_page_is_cut_down_to_what_its_selectors_can_fit(selector: str, left: str) -> None:
    body = left.format("<a href='/2'>2</a>")
    whole = f"<html lang='en'><body>{body}</body></html>"
    assert cut(PAGE, [selector]).replace('"', "'") == whole


@pytest.mark.parametrize("selector", ["li:nth-child(2)", "li + li", "ul:has(a)", "p:empty"])
def test_a_page_is_left_whole_for_a_selector_that_looks_at_neighbours(selector: str) -> None:
    assert "<title>T</title>" in cut(PAGE, [selector])
    assert "<title>T</title>" in cut(PAGE, ["li"], [selector])


def test_a_cut_page_gives_what_the_whole_page_gives() -> None:
    rows = "".join(
        f"<li class='row r{n}'><b>Tin {n}</b><a href='/{n}'>x</a></li>" for n in range(9)
    )
    body = f"<div><h1>News</h1><p>a</p><ul class='list big'>{rows}</ul><script>1</script></div>"
    plain = page(item="div > ul.list[class='list big'] > li.row", title="ul.big b")
    looking = page(item="div > ul.list > li.row:nth-child(n)", title="ul.big b:first-child")
    assert listed(body, plain) == listed(body, looking)
    assert len(listed(body, plain)) == 9
