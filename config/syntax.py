"""What is wrong with a file that is not YAML, in plain words."""

import re
from pathlib import Path

import yaml

_SIGN = re.compile(r"found character '(.+?)' that cannot start any token")
_NEIGHBOURS = "does not line up with the lines above it: check its indentation and dashes"
# What PyYAML says (a part of it) and what is said for it; {line} is where it began.
_WORDS = {
    "'\\t'": "a tab stands here: indent with spaces",
    "mapping values are not allowed": "a colon where none may stand: put a text that holds `: ` in "
    "quotes, and see that this line and the one above are complete and indented alike",
    "found unexpected end of stream": "the quote that opens on line {line} is never closed",
    "expected ',' or ']'": "the list that opens with [ on line {line} is not closed before this",
    "expected ',' or '}'": "what opens with {{ on line {line} is not closed before this",
    "could not find expected ':'": "a key without its colon: write `key: value`",
    "expected <block end>, but found '<block": _NEIGHBOURS,
    "expected <block end>, but found '?'": _NEIGHBOURS,
    "expected <block end>, but found '-'": _NEIGHBOURS,
    "expected <block end>": "a sign too many, or a text that must stand in quotes",
    "expected the node content": "a value should stand here",
    "found unknown escape character": "a backslash in double quotes: write \\\\, or single quotes",
    "but found another document": "a second document begins (---): write one only",
    "found undefined alias": "no anchor with this name stands above: put a text that begins with * "
    "in quotes",
    "expected alphabetic or numeric character": "put a text that begins with * or & in quotes",
    "chomping or indentation indicators": "put a text that begins with | or > in quotes",
}


def syntax_fault(path: Path, text: str, error: yaml.YAMLError) -> str:
    """The line of a report for a file that YAML cannot read."""
    error = _same_words(text, error)
    if isinstance(error, yaml.reader.ReaderError):
        line = text.count("\n", 0, error.position) + 1
        return f"{path}:{line}: a control character (U+{ord(text[error.position]):04X}) stands here"
    if not isinstance(error, yaml.MarkedYAMLError):
        return f"{path}: not YAML: {error}"
    mark = error.problem_mark or error.context_mark
    began = error.context_mark or mark
    line, opened = (at.line + 1 if at else 1 for at in (mark, began))
    return f"{path}:{line}: not YAML: {_in_words(error.problem or '', opened)}"


def _same_words(text: str, error: yaml.YAMLError) -> yaml.YAMLError:
    """The error as PyYAML's own parser has it: libyaml says less, and differs by version."""
    try:
        for _ in yaml.parse(text, Loader=yaml.SafeLoader):
            pass
    except yaml.YAMLError as plainer:
        return plainer
    return error


def _in_words(problem: str, line: int) -> str:
    for part, words in _WORDS.items():
        if part in problem:
            return words.format(line=line)
    if sign := _SIGN.search(problem):
        return f"put a text that begins with {sign[1]} in quotes"
    return problem
