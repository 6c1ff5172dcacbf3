"""Lists of feeds as readers export them, and as no reader would."""

import tracemalloc
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.item import ParseError
from parsers.opml import DEPTH_LIMIT, OUTLINE_LIMIT, SIZE_LIMIT, Outline, read_opml

NESTED = """<?xml version="1.0" encoding="UTF-8"?>
<!-- exported -->
<opml version="2.0">
  <head><title>Trade</title></head>
  <body>
    <outline text="Oficiales" title="Oficiales">
      <outline text="México &amp; Centroamérica">
        <outline type="rss" text="Diario Oficial" xmlUrl="https://www.dof.example/rss.xml"
                 htmlUrl="https://www.dof.example/" language="es-MX" category="/mx/gaceta,diario"/>
      </outline>
      <outline type="link" text="A page" url="https://www.example.org/"/>
    </outline>
    <outline title="&lt;b&gt;Bold&lt;/b&gt; news" type="rss" xmlUrl="https://bold.example/feed"/>
    <outline type="rss" xmlUrl="https://nameless.example/feed"/>
  </body>
</opml>
"""


def opml(body: str) -> bytes:
    return f'<opml version="1.0"><body>{body}</body></opml>'.encode()


def test_feeds_are_read_with_their_folders_and_categories() -> None:
    assert read_opml("list", NESTED.encode()) == (
        Outline(
            title="Diario Oficial",
            xml_url="https://www.dof.example/rss.xml",
            html_url="https://www.dof.example/",
            language="es",
            folders=("Oficiales", "México & Centroamérica"),
            categories=("/mx/gaceta", "diario"),
        ),
        Outline(title="Bold news", xml_url="https://bold.example/feed"),
        Outline(title="https://nameless.example/feed", xml_url="https://nameless.example/feed"),
    )


@pytest.mark.parametrize(
    "written",
    [
        '<outline text="A &nbsp; B" xmlUrl="https://a.example/?x=1&y=2"/>',
        '<OUTLINE TEXT="A B" XMLURL="https://a.example/?x=1&amp;y=2"/>',
        '<outline text="A &#10; B" xmlurl="  https://a.example/?x=1&amp;y=2 "/>',
        '<x:outline xmlns:x="urn:x" text="A B" xmlUrl="https://a.example/?x=1&amp;y=2"/>',
    ],
)
def test_what_readers_write_wrong_is_read_all_the_same(written: str) -> None:
    feeds = read_opml("list", opml(written))
    assert feeds == (Outline(title="A B", xml_url="https://a.example/?x=1&y=2"),)


def test_an_encoding_other_than_utf_8_is_read() -> None:
    text = NESTED.replace("UTF-8", "windows-1252")
    assert read_opml("list", text.encode("cp1252")) == read_opml("list", NESTED.encode())
    assert read_opml("list", NESTED.encode("utf-16")) == read_opml("list", NESTED.encode())


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "javascript:alert(1)", "feed.xml", "", "ftp://a.example/"]
)
def test_an_address_that_is_none_of_the_web_is_left_out(address: str) -> None:
    assert read_opml("list", opml(f'<outline text="A" xmlUrl="{address}"/>')) == ()


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "list: not OPML"),
        (b"feeds: []", "list: not OPML"),
        (b"<rss version='2.0'><channel/></rss>", "list: not OPML"),
        (b"<html><body>No</body></html>", "list: not OPML"),
        (b"\xff\xfe\x00", "list: not OPML"),
        (opml("x" * SIZE_LIMIT), "list: larger than 5 MB"),
        (opml("<outline/>" * (OUTLINE_LIMIT + 1)), "list: more than 20,000 outlines"),
        (opml("<outline text='a'>" * 90_000), "list: more than 20 folders within each other"),
    ],
)
def test_what_is_no_list_or_too_much_of_one_is_refused(body: bytes, says: str) -> None:
    with pytest.raises(ParseError) as caught:
        read_opml("list", body)
    assert str(caught.value) == says


def test_as_many_and_as_deep_as_allowed_are_read() -> None:
    feed = "<outline xmlUrl='https://a.example/'/>"
    assert len(read_opml("list", opml(feed * OUTLINE_LIMIT))) == OUTLINE_LIMIT
    folders = "<outline text='a'>" * DEPTH_LIMIT + feed + "</outline>" * DEPTH_LIMIT
    (deep,) = read_opml("list", opml(folders))
    assert deep.folders == ("a",) * DEPTH_LIMIT


PIECES = st.sampled_from(
    [b"<opml>", b"<body>", b"<outline", b' xmlUrl="https://a.example/', b'"', b"/>", b">", b"&x;",
     b"</outline>", b"<![CDATA[", b"]]>", b"<!--", b"<?xml encoding='utf-16'?>", b"\x00\xff"]
)  # fmt: skip


@given(st.lists(PIECES | st.binary(max_size=20), max_size=40).map(b"".join))
def test_whatever_the_bytes_are_they_are_a_list_or_refused(body: bytes) -> None:
    with suppress(ParseError):
        assert all(feed.title and feed.xml_url for feed in read_opml("list", body))


BILLION = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    "subset",
    ['<!ENTITY x SYSTEM "file:///etc/passwd">', '<!ENTITY % x "y"> %x;', BILLION],
)
def test_a_document_type_brings_in_nothing_and_grows_nothing(subset: str) -> None:
    outline = opml('<outline text="&x;&e11;" xmlUrl="https://a.example/"/>')
    tracemalloc.start()
    (feed,) = read_opml("list", f"<!DOCTYPE opml [{subset}]>".encode() + outline)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (feed.title, peak < 10_000_000) == ("&x;&e11;", True)


@pytest.mark.parametrize(
    "prolog", ['<!DOCTYPE opml [<!ENTITY x "]"><!ENTITY y "&x;">]>', '<?a?><!ENTITY x "y">']
)
def test_a_document_type_that_cannot_be_taken_out_is_refused(prolog: str) -> None:
    with pytest.raises(ParseError, match="entities are declared, which OPML has none of"):
        read_opml("list", prolog.encode() + opml('<outline xmlUrl="https://a.example/"/>'))
