"""Files that are no YAML, or not YAML that config may be written in."""

from pathlib import Path

import pytest

from config.faults import ConfigError
from config.marked import read


def fault(path: Path, text: str | bytes) -> str:
    """What `read` says of a file, without its path."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ConfigError) as caught:
        read(path)
    return str(caught.value).removeprefix(f"{path}:").strip()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "1: the file is empty"),
        ("# only a comment\n", "1: the file is empty"),
        (b"a: 1\nb: \xff\n", "2: byte 0xff is not UTF-8: save the file as UTF-8"),
        ("a: 1\n".encode("utf-16"), "1: byte 0xff is not UTF-8: save the file as UTF-8"),
        ("a: 1\nb: \x07\n", "2: a control character (U+0007) stands here"),
        ("a:\n\t- b\n", "2: not YAML: a tab stands here: indent with spaces"),
        ("a: 'b\n", "2: not YAML: the quote that opens on line 1 is never closed"),
        ("a: [b\nc: d\n", "2: not YAML: the list that opens with [ on line 1 is not closed"),
        ("a: {b: c\n", "2: not YAML: what opens with { on line 1 is not closed before this"),
        ("a:\n  - b\n - c\n", "3: not YAML: does not line up with the lines above it"),
        ("a: b: c\n", "1: not YAML: a colon where none may stand"),
        ("a: @b\n", "1: not YAML: put a text that begins with @ in quotes"),
        ('a: "\\d"\n', "1: not YAML: a backslash in double quotes"),
        ("a: 1\n---\nb: 2\n", "2: not YAML: a second document begins (---): write one only"),
        ("a: *b\n", "1: not YAML: no anchor with this name stands above"),
        ("a: 1\nb: 2\na: 3\n", "3: a: given twice, the first time on line 1"),
        ("a: {b: 1, b: 2}\n", "1: a.b: given twice, the first time on line 1"),
        ("a: !!python/name:os.system x\n", "1: a: the tag tag:yaml.org,2002:python/name:os"),
        ("a: !mine [b]\n", "1: a: the tag !mine is not read here: take it away"),
        ("<<: {a: 1}\n", "1: merge keys (<<) are not read here: write the keys out"),
        ("? [a]\n: b\n", "1: a key must be one word"),
        ("no: 1\n", '1: no: put the key in quotes ("no"), for bare it is no text to YAML'),
        ("a: 2026-13-45\n", "1: a: '2026-13-45' is no value that YAML can read: put it in quotes"),
        ("a: " + "9" * 5000, "1: a: '99999"),
        ("a: " + "[" * 300, "1: too large"),
        ("a: &a [*a]\n", "1: the alias *a stands inside a value that has an anchor of its own"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_by_line(
    tmp_path: Path, text: str | bytes, says: str
) -> None:
    assert fault(tmp_path / "x.yml", text).startswith(says)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    for path in (tmp_path / "none.yml", tmp_path):
        with pytest.raises(ConfigError, match="cannot be read: "):
            read(path)


def test_a_byte_order_mark_and_windows_line_ends_are_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb:\r\n  - c\r\n")
    assert read(path).value == {"a": 1, "b": ["c"]}


def test_an_alias_stands_for_what_its_anchor_marks(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_text("a: &both [US, MX]\nb: *both\n")
    assert read(path).value == {"a": ["US", "MX"], "b": ["US", "MX"]}


def test_a_billion_laughs_stay_small(tmp_path: Path) -> None:
    laughs = ["l0: &l0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    laughs += [f"l{i}: &l{i} [{', '.join([f'*l{i - 1}'] * 10)}]" for i in range(1, 10)]
    assert fault(tmp_path / "x.yml", "\n".join(laughs)).startswith("2: the alias *l0 stands inside")
    square = "a: &a [" + "lol, " * 9000 + "]\nb: [" + "*a, " * 9000 + "]\n"
    assert fault(tmp_path / "y.yml", square).startswith("2: too large: at most 500000 values")


def test_a_place_is_named_as_people_write_it(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_text("rules:\n- id: steel\n  when:\n    all: [{topics: [a]}]\nterms:\n  3: x\n")
    marked = read(path)
    place = ("rules", 0, "when", "all", 0, "topics", 0)
    assert marked.fault(place, "wrong") == f"{path}:4: rules[steel].when.all[0].topics[0]: wrong"
    assert marked.fault(("terms", 3), "wrong") == f"{path}:6: terms.3: wrong"
    assert marked.fault(("rules", 0, "name"), "wrong") == f"{path}:2: rules[steel].name: wrong"
    assert marked.fault((), "wrong") == f"{path}:1: wrong"
