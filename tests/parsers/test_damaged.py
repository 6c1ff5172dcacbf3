"""Damaged feeds: what can be repaired cheaply is, the rest goes to the forgiving reader."""

from dataclasses import replace

import pytest

from parsers.apart import Stopped, apart
from parsers.entry import Entry
from parsers.feeds.quick import Damaged, read_feed
from parsers.feeds.referee import judge
from parsers.feeds.repair import repair, undouble, without_prolog
from parsers.parse import parse
from parsers.urls import absolute
from tests.parsers.builders import FEED, document, rss
from tests.parsers.test_golden import GOLDENS

THREE = tuple(
    f"<title>Duty {n} ends</title><link>https://example.org/{n}?a=1&amp;b=2</link>"
    for n in (1, 2, 3)
)


def titles(body: str | bytes) -> list[str]:
    return [item.title for item in parse(FEED, document(body)).items]


@pytest.mark.parametrize(
    ("body", "first"),
    [
        ("\n \n" + rss(*THREE), "Duty 1 ends"),
        ("\ufeff  " + rss(*THREE), "Duty 1 ends"),
        (rss(*THREE).replace("Duty 1", "Caf&eacute;&nbsp;&rsquo;"), "Café ’ ends"),
        (rss(*THREE).replace("Duty 1", "R&D&unknown; 1"), "R&D&unknown; 1 ends"),
        (rss(*THREE).replace("Duty 1", "Du\x01ty\x1f 1\ufffe"), "Duty 1 ends"),
        (rss(*THREE).replace("Duty 1", "Du\0ty&#0; &#xD800;1"), "Duty\ufffd \ufffd1 ends"),
        (rss(*THREE) + "<html><p>ad</html>" + rss(THREE[0]), "Duty 1 ends"),
        (rss(*THREE).replace("Duty 1", "<b>Duty<i> 1"), "Duty 1 ends"),
        (rss(*THREE).replace("Duty 1", "Duty <b/> 1"), "Duty 1 ends"),
        (rss(*THREE).upper().replace("DUTY 1 ENDS", "Duty 1 ends"), "Duty 1 ends"),
    ],
)
def test_a_damaged_feed_gives_all_its_items(body: str, first: str) -> None:
    found = titles(body)
    assert (found[0], len(found)) == (first, 3)


def test_a_bare_ampersand_costs_no_parameter() -> None:
    feed = rss("<title>A &amp; B</title><link>https://example.org/?id=7&lang=en</link>")
    [item] = parse(FEED, document(feed)).items
    assert (item.title, item.url) == ("A & B", "https://example.org/?id=7&lang=en")


def test_repairs_leave_alone_what_cdata_holds() -> None:
    link = "<link><![CDATA[https://example.org/?id=7&lang=en]]></link>"
    feed = rss(f"<title>A & B &eacute;</title>{link}")
    [item] = parse(FEED, document(feed)).items
    assert (item.title, item.url) == ("A & B é", "https://example.org/?id=7&lang=en")


@pytest.mark.parametrize("cut", ["<title>Duty 3", "https://example.org/3", "</item></channel>"])
def test_a_feed_cut_short_gives_what_is_whole_and_says_so(cut: str) -> None:
    body = rss(*THREE)
    parsed = parse(FEED, document(body[: body.rindex(cut) + len(cut) // 2]))
    assert [item.title for item in parsed.items][:2] == ["Duty 1 ends", "Duty 2 ends"]
    assert parsed.problems[0].startswith("not well-formed, read as far as it goes: ")


@pytest.mark.parametrize("cut", ["<title>Duty 3", "<![CDATA[Less"])
def test_a_feed_cut_short_needs_no_forgiving_reader(cut: str) -> None:
    body = rss(*THREE, "<title>Duty 4</title><description><![CDATA[Less sugar]]></description>")
    whole = body[: body.index(cut) + len(cut)].encode()
    found = list(read_feed(whole, "https://example.org/feed", may_be_cut=True))
    assert [_linked(entry) for entry in found] == [
        _linked(entry) for entry in judge(whole, "https://example.org/feed")[0]
    ]
    with pytest.raises(Damaged):
        read_feed(whole, "https://example.org/feed")


def test_a_quotation_that_is_open_before_an_entry_is_no_cut() -> None:
    body = rss(*THREE).replace("<title>Duty 2", "<title><![CDATA[Duty 2").encode()
    with pytest.raises(Damaged):
        read_feed(body, "https://example.org/feed", may_be_cut=True)


def test_an_unclosed_cdata_section_costs_no_item_before_it() -> None:
    body = rss(*THREE).replace("<title>Duty 2", "<title><![CDATA[Duty 2")
    parsed = parse(FEED, document(body))
    assert parsed.items[0].title == "Duty 1 ends"
    assert parsed.problems[0].startswith("not well-formed")


def test_atom_without_its_namespace_is_atom() -> None:
    entry = (
        "<entry><title>Zinc duty</title><id>x:1</id><link href='https://example.org/1'/></entry>"
    )
    [item] = parse(FEED, document(f"<feed><title>Notices</title>{entry}</feed>")).items
    assert item.keys == ("guid:x:1", "url:https://example.org/1")


def test_a_document_type_is_taken_out_before_anything_is_read() -> None:
    body = b'\n<!DOCTYPE rss [\n<!ENTITY a "b">]>\n<rss/>'
    assert without_prolog(body) == b"\n\n\n<rss/>"
    assert without_prolog(b"<rss><!DOCTYPE x></rss>") == b"<rss><!DOCTYPE x></rss>"


def test_a_repair_leaves_no_reference_to_repair() -> None:
    assert repair(b"<a>&&#xD800;#xD800;</a>") == "<a>&amp;\ufffd#xD800;</a>".encode()


def test_a_repair_of_a_good_feed_changes_nothing() -> None:
    body = rss(*THREE, "<title><![CDATA[a & b &eacute;]]></title>").encode()
    assert repair(body) == body


@pytest.mark.parametrize(
    "text", ["Zölle – Überblick", "Пошлины на сталь", "贸易 “关税”", "á\x81\x9d"]
)
def test_letters_encoded_twice_are_set_right(text: str) -> None:
    once = rss(f"<title>{text}</title>").encode()
    letters = (bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in once)
    twice = "".join(letters).encode()
    assert undouble(twice) == once
    assert titles(twice) == titles(once)


def test_a_feed_with_one_right_letter_was_not_encoded_twice() -> None:
    assert titles(rss("<title>cafÃ© – Zölle</title>")) == ["cafÃ© – Zölle"]


@pytest.mark.parametrize("name", ["rss091.xml", "rss20.xml", "rdf.xml", "atom.xml", "guids.xml"])
def test_the_fast_reader_finds_what_the_forgiving_one_finds(name: str) -> None:
    body = without_prolog((GOLDENS / name).read_bytes())
    slow = judge(body, "https://example.org/feed")
    assert [_linked(entry) for entry in read_feed(body, "https://example.org/feed")] == [
        _linked(entry) for entry in slow[0]
    ]


def test_fifty_thousand_attributes_hold_up_nobody() -> None:
    attributes = " ".join(f'a{n}="{n}"' for n in range(50_000))
    good = rss(f"<title {attributes}>Zinc duty ends</title>")
    assert titles(good) == ["Zinc duty ends"]
    with pytest.raises(Stopped, match="not read within"):
        apart(judge, good.encode(), "https://example.org/feed", seconds=0.5)


def _linked(entry: Entry) -> Entry:
    """The entry with its link made absolute, which the forgiving reader does by itself."""
    link = None if entry.link is None else absolute(entry.base, entry.link)
    return replace(entry, link=link, base=None)
