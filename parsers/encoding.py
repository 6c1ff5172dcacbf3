"""Bytes to characters: what the bytes say of themselves outranks what was said of them."""

import codecs
import re
import zlib

UNPACKED_LIMIT = 20_000_000
"""Bytes that a compressed document may grow to; a bomb of 0.3 MB holds a thousand times that."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0?\0", "utf-16-le"),
    (b"\0<\0?", "utf-16-be"),
)
_DECLARED = re.compile(
    rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{1,40})"
    rb"|<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})",
    re.IGNORECASE,
)
# What servers call by the narrower name (WHATWG Encoding, names and labels).
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
_NOT_CHARSETS = frozenset(
    {"utf-7", "idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"}
)
_WEAK = frozenset({"cp1252"})
"""Decodes anything, and is many servers' default whatever they send."""
_DETECTABLE = ["cp1252", "cp1251", "koi8_r", "cp866", "gb18030", "big5", "cp932", "cp949"]
_MANY_BYTES = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_SAMPLE = 50_000


def unpack(body: bytes) -> bytes:
    """The document in a gzip file, any other document as it is; what was cut short stays so.

    Raises ValueError past 20 MB, or when the file holds something else than it says.
    """
    if not body.startswith(b"\x1f\x8b"):
        return body
    stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        unpacked = stream.decompress(body, UNPACKED_LIMIT)
    except zlib.error as error:
        raise ValueError(f"not a gzip file: {error}") from error
    if stream.unconsumed_tail:
        raise ValueError(f"a gzip file of more than {UNPACKED_LIMIT // 1_000_000} MB")
    return unpacked


def expects_utf8(body: bytes, charset: str | None = None) -> bool:
    """Whether `decode` would try UTF-8 before all else."""
    if any(body.startswith(mark) for mark, codec in _MARKS if codec != "utf-8"):
        return False
    declared = {_known(charset), _declaration(body)} - {None, "utf-8"}
    return declared <= _WEAK


def decode(body: bytes, charset: str | None = None) -> str:
    """The text of a document.

    In this order: byte order mark, `charset` (of the HTTP header), the document's own
    declaration, UTF-8, detection. A few bad bytes in UTF-8 become U+FFFD, the rest stays.
    """
    for mark, codec in _MARKS:
        if body.startswith(mark):
            return body.decode(codec, "replace").removeprefix("\ufeff")
    declared = [codec for codec in (_known(charset), _declaration(body)) if codec is not None]
    strong = [codec for codec in declared if codec not in _WEAK]
    for codec in (*strong, "utf-8"):
        text = _strictly(body, codec)
        if text is not None:
            return text
    if _is_nearly_utf8(body):
        return body.decode("utf-8", "replace")
    # What declares UTF-8 and holds none was most likely written on Windows.
    others = [codec for codec in (*strong, *declared) if codec != "utf-8"]
    best = others[0] if others else _detect(body)
    return body.decode(best, "replace")


def _known(label: str | None) -> str | None:
    """Python's codec for a charset label, None when there is none that is a charset."""
    try:
        codec = codecs.lookup((label or "").strip("\"' "))
    except (LookupError, ValueError):
        return None
    if codec.name in _NOT_CHARSETS or not getattr(codec, "_is_text_encoding", True):
        return None
    return _WIDER.get(codec.name, codec.name)


def _declaration(body: bytes) -> str | None:
    found = _DECLARED.search(body[:2048])
    if found is None:
        return None
    codec = _known((found[1] or found[2]).decode("ascii", "replace"))
    # The declaration was read as ASCII, so the document cannot be in a wide encoding.
    return None if codec is not None and codec.startswith(("utf-16", "utf-32")) else codec


def _strictly(body: bytes, codec: str) -> str | None:
    try:
        return body.decode(codec)
    except UnicodeDecodeError:
        return None


def _is_nearly_utf8(body: bytes) -> bool:
    """Whether bad bytes are rare among good multi-byte sequences."""
    bad = body.decode("utf-8", "replace").count("\ufffd")
    good = len(_MANY_BYTES.findall(body))
    return good > 0 and bad <= 1 + good // 50


def _detect(body: bytes) -> str:
    from charset_normalizer import from_bytes  # as slow to import as it is seldom needed

    best = from_bytes(body[:_SAMPLE], cp_isolation=_DETECTABLE).best()
    return "cp1252" if best is None else best.encoding
