"""An item with a teaser is completed from its article's page."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from config.schema import Completion, Source
from parsers.articles.complete import complete, needs_article, wants_article
from parsers.item import Item
from parsers.parse import parse
from tests.parsers.builders import FEED, NOW, document, rss
from tests.parsers.pages import HEAD, STORY, TEXT, TITLE, URL, html

TEASER = "The foreign trade chamber extended the import quota on steel …"
ITEM = Item(
    source_id="feed",
    keys=("guid:7", f"url:{URL}"),
    url=URL,
    title="Brazil extends steel quota",
    summary=TEASER,
    text="",
    language="en",
    published_at=None,
    published_raw=None,
)
DATED = f"{HEAD}<meta property='article:published_time' content='2026-03-31T12:15:00Z'>"
PAGE = document(html(f"<article>{STORY}</article>", DATED), URL, media_type="text/html")
MOMENT = datetime(2026, 3, 31, 12, 15, tzinfo=UTC)


def source(article: Completion) -> Source:
    return FEED.model_copy(update={"article": article})


def test_a_teaser_gives_way_to_the_text_and_the_rest_stays() -> None:
    assert complete(ITEM, PAGE) == replace(
        ITEM,
        text="\n".join(TEXT),
        published_at=MOMENT,
        published_raw="2026-03-31T12:15:00Z",
        published_hash=ITEM.content_hash,
    )


def test_a_completed_item_is_no_changed_one_at_the_next_look() -> None:
    completed = complete(ITEM, PAGE)
    assert completed.content_hash == ITEM.content_hash
    assert completed.body != ITEM.body
    assert replace(ITEM, summary="Another teaser").content_hash != completed.content_hash


def test_a_date_of_the_source_stays() -> None:
    dated = replace(ITEM, published_at=NOW, published_raw="4 Apr 2026")
    completed = complete(dated, PAGE)
    assert (completed.published_at, completed.published_raw) == (NOW, "4 Apr 2026")


def test_a_bare_link_gets_title_and_language_from_its_page() -> None:
    bare = replace(ITEM, title="", summary="", language=None)
    completed = complete(bare, PAGE)
    assert (completed.title, completed.language, completed.keys) == (TITLE, "en", ITEM.keys)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<p>The foreign trade chamber extended the quota.</p>",
        "<script>start()</script>",
        "<div>" * 60_000 + STORY,
        "<h1>Before you continue</h1>"
        + "<p>We and our 812 partners store information on your device if you consent.</p>" * 5,
        "<h1>Sign in</h1>" + "<p>Enter your password to go on, or make an account today.</p>" * 5,
        "<h1>404</h1>" + "<p>We could not find what you were looking for. Try a search.</p>" * 5,
    ],
)
def test_a_page_without_the_items_text_leaves_the_item_as_it_is(body: str) -> None:
    given = document(html(body, "<title>Gazette</title>"), URL, media_type="text/html")
    assert complete(ITEM, given) == ITEM


def test_a_pdf_leaves_the_item_as_it_is() -> None:
    assert complete(ITEM, document(b"%PDF-1.7\n\x00", URL, media_type="text/html")) == ITEM


def test_texts_in_han_are_told_apart_too() -> None:
    text = "商务部周二宣布，对原产于巴西的进口钢材继续征收反倾销税，期限为五年。企业可以申请复审。"
    given = document(html(f"<article><p>{text}</p></article>", ""), URL, media_type="text/html")
    own = replace(ITEM, title="商务部对巴西钢材征收反倾销税", summary="", language="zh")
    assert complete(own, given).text == text
    other = replace(own, title="欧盟讨论农产品关税配额改革")
    assert complete(other, given) == other


@pytest.mark.parametrize(
    ("article", "summary", "url", "needed"),
    [
        ("never", TEASER, URL, False),
        ("when-short", TEASER, URL, True),
        ("when-short", TEASER, None, False),
        ("when-short", "Duties on zinc end. " * 40, URL, False),
        ("when-short", "Duties on zinc end. " * 40 + "[…]", URL, True),
        ("when-short", "Duties on zinc end. " * 40 + "Leer más »", URL, True),
        ("when-short", "对进口钢材征收反倾销税。" * 20, URL, False),
        ("always", "Duties on zinc end. " * 40, URL, True),
    ],
)
def test_a_page_is_needed_as_config_says(
    article: Completion, summary: str, url: str | None, needed: bool
) -> None:
    assert needs_article(source(article), replace(ITEM, summary=summary, url=url)) is needed


def test_a_bare_link_always_needs_its_page() -> None:
    assert needs_article(source("never"), replace(ITEM, title="", summary=""))


@pytest.mark.parametrize(
    ("stored", "tries", "wanted"),
    [
        (None, None, True),
        ("another hash", None, True),
        (ITEM.content_hash, None, False),
        (ITEM.content_hash, 0, True),
        (ITEM.content_hash, 2, True),
        (ITEM.content_hash, 3, False),
    ],
)
def test_a_page_is_asked_for_once_for_each_change_and_a_few_times_in_vain(
    stored: str | None, tries: int | None, wanted: bool
) -> None:
    assert wants_article(source("when-short"), ITEM, stored, tries) is wanted
    assert not wants_article(source("never"), ITEM, stored, tries)


def test_an_entry_of_a_feed_reads_on_at_its_page() -> None:
    entry = f"<title>{ITEM.title}</title><link>{URL}</link><description>{TEASER}</description>"
    [item] = parse(FEED, document(rss(entry))).items
    assert complete(item, PAGE).text.splitlines() == list(TEXT)
