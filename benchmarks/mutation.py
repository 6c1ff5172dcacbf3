"""Documents made worse: the same number gives the same document for ever."""

from random import Random

LIMIT = 60_000
"""Bytes of a mutated document."""
_MOST = 8
"""Changes to one document."""
_WORDS = tuple(
    word.encode("utf-8", "surrogatepass")
    for word in (
        *("<", ">", "&", '"', "'", "]]>", "<![CDATA[", "<!--", "-->", "<?", "?>", "</", "/>"),
        *("<item>", "</item>", "<entry>", "</entry>", "<title>", "</title>", "<link>", "</rss>"),
        *("<script>", "</script>", "<style>", "<div>", "<b>", "<br>", "<p>", "<td>", "<svg>"),
        *("&amp;", "&nbsp;", "&#0;", "&#xD800;", "&#x202e;", "&#1114112;", "&lt;b&gt;", "&a;"),
        *("<!DOCTYPE rss [<!ENTITY a 'b'>]>", "<?xml encoding='utf-16'?>", " xmlns=''"),
        *(' xml:base="/"', ' xml:lang="zh"', " a=b", ' href="javascript:x"', ' type="xhtml"'),
        *("{", "}", "[", "]", ":", ",", "null", "NaN", "1e999", '"id":', '"items":', "\\ud800"),
        *("http://[::1", "//", "https://example.org:99999/", "?utm_id=x", "#", "%00", "..", "@"),
        *("2026-04-02", "Thu, 02 Apr 2026 12:00:00 GMT", "03/04/2026", "9999-12-31", "+9900", "年"),
        *("0", "-1", "9999999999999999", "1.5", "\n", "\r\n", "\0", "\x1b[31m", "\x85", "\u2028"),
        *("\ufeff", "\u202e", "\u200b", "\ud800", "\ufffe", "e" + "\u0301" * 9, "Ã©", "ﬀ", "İ"),
        *(",", ";", "=cmd()", "\t", "' OR 1=1", "{{7*7}}", "%s", "\\"),
    )
)  # fmt: skip


def mutate(sample: bytes, others: list[bytes], random: Random) -> bytes:
    """A sample with one to eight changes, of at most `LIMIT` bytes."""
    body = sample
    for _ in range(random.randint(1, _MOST)):
        change = random.choice(_CHANGES)
        body = change(body, others, random)[:LIMIT]
    return body


def _place(body: bytes, random: Random) -> tuple[int, int]:
    start = random.randint(0, len(body))
    return start, min(len(body), start + int(random.expovariate(1 / 40)))


def _flip(body: bytes, _others: list[bytes], random: Random) -> bytes:
    start, _ = _place(body, random)
    return body[:start] + bytes([random.randrange(256)]) + body[start + 1 :]


def _cut(body: bytes, _others: list[bytes], random: Random) -> bytes:
    start, end = _place(body, random)
    return body[:start] + body[end:]


def _repeat(body: bytes, _others: list[bytes], random: Random) -> bytes:
    start, end = _place(body, random)
    times = random.choice((2, 3, 10, 100, 3_000)) if random.random() < 0.3 else 2
    return body[:start] + body[start:end] * times + body[end:]


def _insert(body: bytes, _others: list[bytes], random: Random) -> bytes:
    start, _ = _place(body, random)
    times = random.choice((100, 1_000, 10_000)) if random.random() < 0.05 else 1
    words = b"".join(random.choices(_WORDS, k=random.randint(1, 3)))
    return body[:start] + (words * times)[:LIMIT] + body[start:]


def _splice(body: bytes, others: list[bytes], random: Random) -> bytes:
    other = random.choice(others)
    start, end = _place(other, random)
    here, _ = _place(body, random)
    return body[:here] + other[start : end + random.choice((0, 0, 500))] + body[here:]


def _end(body: bytes, _others: list[bytes], random: Random) -> bytes:
    return body[: random.randint(0, len(body))]


def _swap(body: bytes, _others: list[bytes], random: Random) -> bytes:
    (a, b), (c, d) = sorted((_place(body, random), _place(body, random)))
    return body[:a] + body[c:d] + body[b:c] + body[a:b] + body[max(d, b) :]


_CHANGES = (_flip, _flip, _cut, _cut, _repeat, _insert, _insert, _insert, _splice, _swap, _end)
