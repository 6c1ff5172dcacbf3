import codecs
import gzip
import time

import pytest

from parsers.encoding import UNPACKED_LIMIT, decode, expects_utf8, unpack

SPANISH = "España prorroga la cláusula de salvaguardia y México pide una excepción más amplia"
RUSSIAN = "Правительство продлило запрет на вывоз лома чёрных металлов до конца года"
CHINESE = "商务部宣布对原产于美国和欧盟的共聚聚甲醛征收反倾销税，期限五年"


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (SPANISH, "utf-8"),
        (SPANISH, "latin-1"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (CHINESE, "gb18030"),
        (CHINESE, "utf-8"),
    ],
)
def test_an_undeclared_charset_is_detected(text: str, codec: str) -> None:
    assert decode(text.encode(codec)) == text


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_outranks_the_header(codec: str) -> None:
    assert decode(RUSSIAN.encode(codec), "windows-1251") == RUSSIAN


def test_the_header_outranks_the_declaration() -> None:
    text = f"<?xml version='1.0' encoding='koi8-r'?>{RUSSIAN}"
    assert decode(text.encode("cp1251"), "windows-1251") == text


def test_a_declaration_outranks_a_servers_default() -> None:
    text = f'<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">{RUSSIAN}'
    assert decode(text.encode("cp1251"), "ISO-8859-1") == text
    assert decode(SPANISH.encode(), "ISO-8859-1") == SPANISH


def test_gb2312_is_read_as_its_superset() -> None:
    assert decode("朱镕基".encode("gb18030"), "gb2312") == "朱镕基"


def test_one_bad_byte_garbles_one_character() -> None:
    broken = SPANISH.encode().replace(b"salva", b"salv\xe1")
    assert decode(broken) == SPANISH.replace("salva", "salv\ufffd")
    assert decode(broken, "utf-8") == SPANISH.replace("salva", "salv\ufffd")


@pytest.mark.parametrize("label", ["utf-7", "zlib", "idna", "unicode_escape", "x" * 900, "\0", ""])
def test_a_label_that_is_no_charset_is_ignored(label: str) -> None:
    assert decode(b"+ADw-duty \\u0041", label) == "+ADw-duty \\u0041"


def test_utf_16_without_a_mark_is_known_by_its_declaration() -> None:
    text = "<?xml version='1.0'?><rss/>"
    assert decode(text.encode("utf-16-le")) == text
    assert decode(codecs.BOM_UTF16_BE + text.encode("utf-16-be")) == text


def test_what_declares_utf_8_and_holds_none_is_windows_text() -> None:
    text = f'<?xml version="1.0" encoding="UTF-8"?>{SPANISH}'
    assert decode(text.encode("cp1252"), "utf-8") == text


@pytest.mark.parametrize(
    ("body", "charset", "expected"),
    [
        (b"<rss/>", None, True),
        (codecs.BOM_UTF8 + b"<rss/>", "utf-8", True),
        (b"<rss/>", "ISO-8859-1", True),
        (b"<?xml version='1.0' encoding='koi8-r'?>", None, False),
        (b"<rss/>", "windows-1251", False),
        ("<rss/>".encode("utf-16"), None, False),
    ],
)
def test_utf_8_is_expected_where_nothing_else_is_said(
    body: bytes, charset: str | None, expected: bool
) -> None:
    assert expects_utf8(body, charset) is expected


def test_a_gzip_file_is_unpacked_and_anything_else_left_alone() -> None:
    packed = gzip.compress(b"<rss/>" * 1_000)
    assert unpack(packed) == b"<rss/>" * 1_000
    assert (b"<rss/>" * 1_000).startswith(unpack(packed[:-20]))
    assert unpack(b"<rss/>") == b"<rss/>"
    with pytest.raises(ValueError, match="not a gzip file"):
        unpack(b"\x1f\x8bduty")


def test_a_gzip_bomb_is_refused_before_it_bursts() -> None:
    bomb = gzip.compress(bytes(10 * UNPACKED_LIMIT), 9)
    started = time.thread_time()
    with pytest.raises(ValueError, match="more than 20 MB"):
        unpack(bomb)
    assert time.thread_time() - started < 2
