"""The house: a room imports only rooms to its left, and each library has its rooms."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROAD = ("config", "sources", "parsers", "classifiers", "alerts", "storage", "flows", "desk")
FENCES = {
    "prefect": {"flows"},
    "sqlalchemy": {"storage"},
    "sqlmodel": {"storage"},
    "sqlite3": {"storage"},
    "psycopg": {"storage"},
    "alembic": {"storage"},
    "httpcore": {"sources"},
    "socket": {"sources", "flows"},  # flows: only this machine's name, for leases
    "smtplib": {"alerts"},
    "feedparser": {"parsers"},
    "bs4": {"parsers"},
    "trafilatura": {"parsers"},
    "cyclopts": {"desk"},
    "rich": {"desk"},
}
# httpx: `sources` opens the client and `alerts` posts with it; flows hands it over and asks its own
# Prefect server on loopback for its health.
HTTPX = {"sources", "alerts", "flows"}


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, at its top or later."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield node.module or ""


def files(room: str) -> list[Path]:
    found = sorted((ROOT / room).rglob("*.py"))
    assert found, f"no such room: {room}"
    return found


@pytest.mark.parametrize("room", ROAD)
def test_a_room_imports_only_rooms_to_its_left(room: str) -> None:
    allowed = set(ROAD[: ROAD.index(room) + 1])
    turned_back = {
        f"{path.relative_to(ROOT)} imports {module}"
        for path in files(room)
        for module in imports(path)
        if module.split(".")[0] in ROAD and module.split(".")[0] not in allowed
    }
    assert turned_back == set()


@pytest.mark.parametrize("room", ROAD)
def test_a_room_uses_only_the_libraries_that_are_its_own(room: str) -> None:
    fences = {**FENCES, "httpx": HTTPX}
    climbed = {
        f"{path.relative_to(ROOT)} imports {module}"
        for path in files(room)
        for module in imports(path)
        if room not in fences.get(module.split(".")[0], {room})
    }
    assert climbed == set()


def test_the_fences_see_an_import_wherever_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "late.py"
    path.write_text("def late():\n    if True:\n        from prefect.flows import flow\n")
    assert list(imports(path)) == ["prefect.flows"]


def test_no_file_and_no_function_outgrows_the_head() -> None:
    outgrown = []
    for path in (path for room in ROAD for path in files(room)):
        text = path.read_text(encoding="utf-8")
        if text.count("\n") > 300 and path.name != "tables.py":
            outgrown.append(f"{path.relative_to(ROOT)}: {text.count(chr(10))} lines")
        outgrown += [
            f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno > 40
        ]
    assert outgrown == []
