from parsers.item import Item, Parsed
from parsers.parse import parse
from tests.parsers.builders import FEED, FOLDER, document, rss

TEXT = "The duty on copper wire rises to fifteen percent from May, the ministry said."


def _items(*entries: str) -> tuple[Item, ...]:
    return parse(FEED, document(rss(*entries))).items


def _kinds(item: Item) -> list[str]:
    return [key.split(":", 1)[0] for key in item.keys]


def test_keys_stand_strongest_first() -> None:
    [item] = _items(
        "<title>Copper</title><link>https://example.org/1?utm_source=rss</link>"
        f"<guid isPermaLink='false'>g1</guid><description>{TEXT}</description>"
    )
    assert item.keys[:2] == ("guid:g1", "url:https://example.org/1")
    assert _kinds(item) == ["guid", "url", "hash"]


def test_a_changed_guid_or_address_leaves_the_content_key() -> None:
    [old] = _items(f"<title>Copper</title><guid>g1</guid><description>{TEXT}</description>")
    [new] = _items(
        f"<title>Copper</title><link>https://example.org/9</link><description>{TEXT}</description>"
    )
    assert set(old.keys) & set(new.keys) == {old.keys[-1]}


def test_notices_of_one_title_are_not_one_item() -> None:
    march, april = (
        _items(f"<title>Weekly bulletin</title><guid>{n}</guid><pubDate>{date}</pubDate>")[0]
        for n, date in ((1, "2026-03-27"), (2, "2026-04-03"))
    )
    assert not set(march.keys) & set(april.keys)


def test_an_edit_keeps_the_key_of_an_entry_without_guid_and_link() -> None:
    dated = "<title>Copper</title><pubDate>2026-04-02</pubDate>"
    [old] = _items(f"{dated}<description>{TEXT}</description>")
    [new] = _items(f"{dated}<description>{TEXT} It corrected the rate.</description>")
    assert _kinds(old) == ["hash"]
    assert old.keys == new.keys
    assert old.content_hash != new.content_hash


def test_a_guid_or_address_repeated_in_a_document_is_no_identity() -> None:
    shared = "<guid isPermaLink='false'>same</guid><link>https://example.org/</link>"
    items = _items(
        f"<title>One</title>{shared}<description>{TEXT}</description>",
        f"<title>Two</title>{shared}<description>{TEXT}</description>",
    )
    assert [_kinds(item) for item in items] == [["hash"], ["hash"]]
    assert items[0].keys != items[1].keys


def test_entries_that_share_every_key_and_differ_stay_two() -> None:
    items = _items(
        f"<title>Copper</title><description>{TEXT}</description>",
        f"<title>Copper</title><description>{TEXT} More.</description>",
    )
    assert len({item.keys for item in items}) == 2


def test_a_full_repeat_is_left_out_and_said() -> None:
    entry = "<title>Copper</title><guid>g1</guid>"
    parsed = parse(FEED, document(rss(entry, entry)))
    assert len(parsed.items) == 1
    assert parsed.items[0].keys == ("guid:g1",)
    assert parsed.problems == ("left out as full repeats of other entries: 1",)


def test_a_moved_file_keeps_its_content_key_and_an_edited_one_its_address() -> None:
    def read(body: str, url: str) -> Parsed:
        return parse(FOLDER, document(body, url))

    here = read("Copper\nThe duty rises.", "file:///news/a.txt").items[0]
    moved = read("Copper\nThe duty rises.", "file:///news/b.txt").items[0]
    edited = read("Copper\nThe duty falls.", "file:///news/a.txt").items[0]
    assert here.keys[1] == moved.keys[1]
    assert here.keys[0] == edited.keys[0] == "url:file:///news/a.txt"
    assert here.keys[1] != edited.keys[1]


def test_a_huge_guid_is_kept_short() -> None:
    [item] = _items(f"<title>Copper</title><guid isPermaLink='false'>{'g' * 9000}</guid>")
    assert len(item.keys[0]) == len("guid:") + 64
