"""The text of an article among all else on its page."""

import pytest

from tests.parsers.pages import HEAD, NAV, STORY, TEXT, TITLE, lines, read

BESIDE = "A ministry abroad says that it will study the decision before it answers in kind."


@pytest.mark.parametrize(
    "page",
    [
        f"<article>{STORY}</article>",
        f"{NAV}<main><article>{STORY}</article></main><footer>All rights reserved.</footer>",
        f"<div class='story-body'>{STORY}</div><div class='sidebar'><p>{BESIDE}</p></div>",
        f"<div class='with-sidebar sidebar'><div>{STORY}</div></div>",
        f"<form id='aspnet'><div>{STORY}</div></form>",
        f"<table><tr><td>{NAV}</td><td>{STORY}</td></tr></table>",
        f"<div><h1>{TITLE}</h1>{'<br><br>'.join(TEXT)}</div>".replace("<br><br>", "<p>"),
    ],
)
def test_the_text_is_what_stands_in_the_article(page: str) -> None:
    assert lines(page) == list(TEXT)


@pytest.mark.parametrize(
    "extra",
    [
        f"<aside><p>{BESIDE}</p></aside>",
        f"<div class='related-articles'><p>{BESIDE}</p></div>",
        f"<div class='NewsletterSignup newsletter'><p>{BESIDE}</p></div>",
        f"<section id='comments'>{f'<p>{BESIDE}</p>' * 20}</section>",
        "<figure><figcaption>A mill at night, seen from the river.</figcaption></figure>",
        "<p>Photo: Trade Gazette / Reuters</p>",
        "<p><a href='/more'>Read more on steel and on what the chamber decided before</a></p>",
        "<div role='dialog'><p>We value your privacy and want to know you better.</p></div>",
        f"<article class='teaser-card'><h3>Zinc duty ends</h3><p>{BESIDE}</p></article>",
        "<script>var text = 'no text';</script><style>p { color: red }</style>",
        "<h3>Topics</h3>",
    ],
)  # fmt: skip
def test_what_stands_beside_the_text_is_left_out(extra: str) -> None:
    assert lines(f"<article>{STORY}{extra}</article>") == list(TEXT)


def test_comments_are_no_article_however_long_they_are() -> None:
    comments = f"<div class='comments'>{f'<div><p>{BESIDE}</p></div>' * 50}</div>"
    assert lines(f"<div><div>{STORY}</div>{comments}</div>") == list(TEXT)


def test_lists_quotes_and_subheadings_inside_a_text_are_part_of_it() -> None:
    listed = "<ul><li>Rails</li><li>Wire rod</li></ul>"
    inside = f"<h2>What is exempt</h2>{listed}<blockquote>No.</blockquote>"
    first, *rest = TEXT
    page = (
        f"<article><h1>{TITLE}</h1><p>{first}</p>{inside}<p>{rest[0]}</p><p>{rest[1]}</p></article>"
    )
    assert lines(page) == [first, "What is exempt", "Rails", "Wire rod", "No.", *rest]


def test_a_text_in_several_parts_is_whole() -> None:
    parts = "".join(
        f"<div class='body-text'><p>{line}</p></div><div class='ad'>Ad</div>" for line in TEXT
    )
    assert lines(f"<div>{parts}</div>") == list(TEXT)


def test_the_paragraph_above_the_text_is_known_by_the_description() -> None:
    lede = "The quota on eleven products stays, and so does the duty above it."
    meta = f"{HEAD}<meta name='description' content='{lede}'>"
    page = f"<header><h1>{TITLE}</h1><p>{lede}</p></header><div class='article-body'>{STORY}</div>"
    assert lines(page, meta) == [lede, *TEXT]
    assert lines(page) == list(TEXT)


def test_a_text_that_only_json_ld_holds_is_taken_from_there() -> None:
    body = "\\n".join(TEXT * 2)
    claim = f'{{"@type": "NewsArticle", "articleBody": "{body}"}}'
    told = f'<script type="application/ld+json">{claim}</script>'
    assert lines("<p>Subscribe to read on.</p>", HEAD + told) == [*TEXT, *TEXT]
    assert lines(f"<article>{STORY}</article>", HEAD + told.replace(TEXT[0], "Another")) == list(
        TEXT
    )


def test_a_page_that_shows_little_is_read_as_it_is() -> None:
    assert read("<p>Peru ends its duty on zinc.</p>").text == "Peru ends its duty on zinc."


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("", "a page without text"),
        (
            "<div id='root'></div><script>start()</script>",
            "a page without text: only scripts would write it",
        ),
        ("<p hidden>Nobody reads this sentence, however long.</p>", "a page without text"),
    ],
)
def test_a_page_without_text_says_why(page: str, reason: str) -> None:
    assert read(page).without == reason


def test_hangul_and_han_weigh_as_the_words_that_they_are() -> None:
    text = "商务部周二宣布，对原产于巴西的进口钢材继续征收反倾销税，期限为五年。"
    assert lines(f"<article><h1>公告</h1><p>{text}</p></article>{NAV}", "<title>公告</title>") == [
        text
    ]
