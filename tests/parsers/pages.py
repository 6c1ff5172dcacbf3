"""Article pages for the parsers' tests."""

from parsers.articles.article import Article, read_article
from tests.parsers.builders import document

URL = "https://news.example.org/2026/03/31/steel"
TITLE = "Brazil extends its steel quota for one more year"
TEXT = (
    "The foreign trade chamber in Brasília extended the import quota on eleven steel products "
    "by twelve months.",
    "Imports above the quota go on paying a duty of 25 per cent, the ministry said on Tuesday, "
    "while those within it pay the usual rate.",
    "Makers had asked for a lower quota, and buyers of steel for none at all; the chamber took "
    "neither side.",
)
STORY = f"<h1>{TITLE}</h1>" + "".join(f"<p>{line}</p>" for line in TEXT)
HEAD = f"<title>{TITLE} | Trade Gazette</title>"
NAV = "<nav><a href='/'>Home</a><a href='/steel'>Steel news of the day</a></nav>"


def html(body: str, head: str = HEAD) -> str:
    return f"<!doctype html><html lang='en'><head>{head}</head><body>{body}</body></html>"


def read(body: str, head: str = HEAD, url: str = URL) -> Article:
    return read_article(document(html(body, head), url, media_type="text/html"))


def lines(body: str, head: str = HEAD) -> list[str]:
    return read(body, head).text.splitlines()
