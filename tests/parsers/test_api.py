"""Answers of JSON APIs, well-behaved and otherwise."""

import json
from pathlib import Path

import pytest

from config.schema import Mapping, Source
from parsers.item import ParseError
from parsers.parse import lead, parse, survey
from sources.pages import Lead
from tests.parsers.builders import REGISTER, document

URL = "https://example.org/api/notices"
SAMPLE = Path(__file__).parents[1] / "data" / "parsers" / "register.json"


def api(pages: int = 1, **mapping: str | int) -> Source:
    return Source(
        id="api",
        name="An API",
        kind="api",
        location=URL,
        pages=pages,
        mapping=Mapping.model_validate({"title": "title", **mapping}),
    )


def why(source: Source, body: str) -> str:
    with pytest.raises(ParseError) as caught:
        parse(source, document(body, URL))
    return caught.value.reason


def test_numbers_are_identifiers_and_moments_and_no_titles() -> None:
    source = api(guid="id", date="at", link="url")
    rows = [
        {"title": "Tin", "id": 7, "at": 1775088000, "url": "/7"},
        {"title": "Zinc", "id": 8.0, "at": 1775088000000, "url": 8},
        {"title": 9, "id": True},
    ]
    parsed = parse(source, document(json.dumps(rows), URL))
    assert [(item.keys[0], item.url, item.published_raw) for item in parsed.items] == [
        ("guid:7", "https://example.org/7", "1775088000"),
        ("guid:8", None, "1775088000000"),
    ]
    assert parsed.items[0].published_at == parsed.items[1].published_at
    assert parsed.problems == (
        "entry 2: link left out, a number at 'url', not a text",
        "entry 3: title left out, a number at 'title', not a text",
        "entry 3: guid left out, true or false at 'id', not a text",
        "entry 3: neither title nor text",
    )


def test_a_wrong_type_costs_the_field_and_null_costs_nothing() -> None:
    source = api(summary="lead", text="body")
    body = '[{"title": "Tin", "lead": {"x": 1}, "body": null}]'
    parsed = parse(source, document(body, URL))
    assert [(item.title, item.summary, item.text) for item in parsed.items] == [("Tin", "", "")]
    assert parsed.problems == ("entry 1: summary left out, an object at 'lead', not a text",)


def test_null_and_bare_entries_are_noted() -> None:
    parsed = parse(api(), document('[null, "Tin", 3, {"title": "Zinc"}]', URL))
    assert [item.title for item in parsed.items] == ["Zinc"]
    assert parsed.problems == (
        "entry 1: null, not an object",
        "entry 2: a text, not an object",
        "entry 3: a number, not an object",
    )


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (
            '{"results": {"1": {"title": "Tin"}}}',
            "no list at mapping.items 'results' but an object; the answer's keys: 'results'",
        ),
        (
            '{"data": [], "total": 0}',
            "no list at mapping.items 'results' but null; the answer's keys: 'data, total'",
        ),
        (
            '{"error": {"code": 429, "message": "Too\\nmany requests"}}',
            "no list at mapping.items 'results' but null; the server says 'Too many requests'",
        ),
        ("[1, 2]", "no list at mapping.items 'results' but null"),
        ("[" * 100_000, "JSON nested too deeply"),
        ('{"results": [', "not JSON: Expecting value: line 1 column 14 (char 13)"),
        ("<html><title>Busy</title>", "an HTML page, not the answer of an API: 'Busy'"),
        ('{"results": [null]}', "no readable entry: entry 1: null, not an object"),
    ],
)
def test_an_answer_without_items_fails_and_says_what_it_holds(body: str, reason: str) -> None:
    assert why(api(items="results"), body) == reason


def test_an_empty_list_is_an_answer() -> None:
    assert parse(api(), document("[]", URL)).items == ()


def test_numbers_that_are_none_and_numbers_without_end_do_no_harm() -> None:
    body = (
        '[{"title": "Tin", "id": NaN}, {"title": "Zinc", "id": 1e999, "title": "Lead"}, '
        f'{{"title": "Iron", "id": {"9" * 6_000}}}, {{"title": "Gold", "id": {10**30 + 1}}}]'
    )
    parsed = parse(api(guid="id"), document(body, URL))
    assert [item.title for item in parsed.items] == ["Tin", "Lead", "Iron", "Gold"]
    assert parsed.items[3].keys == (f"guid:{10**30 + 1}",)
    assert parsed.problems == ("entry 2: guid left out, a number at 'id', not a text",)


def test_a_mapping_that_fails_on_an_entry_costs_that_entry() -> None:
    source = api(items="rows", title="join(' ', words)")
    body = '{"rows": [{"words": ["Tin", "quota"]}, {"words": null}]}'
    parsed = parse(source, document(body, URL))
    assert [item.title for item in parsed.items] == ["Tin quota"]
    assert parsed.problems[0].startswith("entry 2: the mapping does not fit it: ")
    assert why(api(items="keys(rows)"), body).startswith("mapping.items 'keys(rows)' does not fit")


def test_rows_may_be_lists() -> None:
    parsed = parse(api(title="[1]", guid="[0]"), document('[[7, "Tin quota"]]', URL))
    assert [(item.title, item.keys[0]) for item in parsed.items] == [("Tin quota", "guid:7")]


@pytest.mark.parametrize(
    ("count", "problems"),
    [
        ("9999", ()),
        ('"10000"', ("the server counts no further than 10,000: narrow the query",)),
        ("10001", ("the server counts no further than 10,000: narrow the query",)),
        ("null", ("no number at mapping.count 'total'",)),
        ('"many"', ("no number at mapping.count 'total'",)),
    ],
)
def test_a_count_that_ends_at_its_cap_is_told_of(count: str, problems: tuple[str, ...]) -> None:
    source = api(items="rows", count="total", cap=10_000)
    body = f'{{"rows": [{{"title": "Tin"}}], "total": {count}}}'
    assert parse(source, document(body, URL)).problems == problems


def test_an_answer_leads_to_its_next_page_on_any_spelling() -> None:
    source = api(pages=3, items="rows", next="next", guid="id")

    def leads(after: str) -> Lead:
        return lead(source, document(f'{{"rows": [{{"title": "Tin", "id": 1}}], {after}}}', URL))

    listed = frozenset({"1"})
    assert leads('"next": "?page=2"') == Lead((f"{URL}?page=2",), listed)
    assert leads('"next": "https://example.org/2"') == Lead(("https://example.org/2",), listed)
    for end in ('"next": null', '"next": ""', '"next": 2', '"other": 1', '"next": "ftp://x/2"'):
        assert leads(end) == Lead((), listed)
    assert lead(source, document("{", URL)) == Lead()


def test_fewer_items_than_the_server_counts_are_told_of_once_for_all_pages() -> None:
    source = api(pages=3, items="rows", next="next", count="total", cap=100)

    def answer(titles: str, more: str, total: int = 5) -> str:
        rows = ",".join(f'{{"title": "{title}"}}' for title in titles)
        return f'{{"rows": [{rows}], "next": {more}, "total": {total}}}'

    first = document(answer("ab", '"?2"'), URL)
    assert survey(source, [first, document(answer("cd", "null"), URL)]) == (
        "only 4 of the 5 that the server counts can be had",
    )
    assert survey(source, [first, document(answer("cde", "null"), URL)]) == ()
    assert survey(source, [first, document(answer("cd", '"?3"'), URL)]) == ()
    assert survey(source, [document(answer("a", "null", 100), URL)]) == (
        "the server counts no further than 100: narrow the query",
    )
    assert survey(source, [document("{", URL)]) == ()
    assert survey(source, []) == ()


def test_the_federal_register_leads_on_and_its_cap_is_seen() -> None:
    sample = document(SAMPLE.read_bytes(), REGISTER.location)
    assert lead(REGISTER, sample).onward == (
        "https://www.federalregister.gov/api/v1/documents.json"
        "?conditions%5Bterm%5D=tariff&order=newest&page=2&per_page=3",
    )
    assert parse(REGISTER, sample).problems[0] == (
        "the server counts no further than 10,000: narrow the query"
    )
