"""The log is filtered by what was understood, and searched by words in any script."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import text

from storage.database import Database, open_database
from storage.items import save
from storage.log import LogEntry, LogFilter, entries, entry, search
from storage.reviews import Review, add_review, reviews_of
from storage.runs import RunRecord, end_run, runs, start_run
from storage.stored import each_item
from tests.storage.samples import (
    HOUR,
    NOW,
    SOURCE,
    a_measure,
    an_entry,
    an_item,
    some_facts,
    store,
)

SUSPENDED = a_measure(status="suspended", modality="reversal")
QUOTA = a_measure(instrument="import quota", family="import_quota", status="adopted")


def ids(database: Database, **asked: object) -> list[int]:
    with database.read() as session:
        return [found.id for found in search(session, LogFilter(**asked))]  # type: ignore[arg-type]


def fill(database: Database) -> None:
    """1: US on MX, tariff suspended and quota adopted; 2: US on CN, tariff adopted; 3: energy."""
    both = some_facts(measures=(SUSPENDED, QUOTA))
    china = some_facts(countries=("US", "CN"), roles={"US": ("imposer",), "CN": ("targeted",)})
    oil = some_facts(topics=("energy",), roles={"MX": ("mentioned",)}, measures=())
    store(database, an_item("1", published_at=NOW - 3 * HOUR), facts=both)
    store(database, an_item("2", published_at=NOW - 2 * HOUR, language="es"), facts=china)
    store(database, an_item("3", published_at=None), facts=oil)


FILTERS: list[tuple[dict[str, object], list[int]]] = [
    ({}, [3, 2, 1]),
    ({"topic": "tariffs"}, [2, 1]),
    ({"country": "MX"}, [3, 1]),
    ({"country": "MX", "role": "targeted"}, [1]),
    ({"country": "MX", "role": "imposer"}, []),
    ({"role": "targeted"}, [2, 1]),
    ({"instrument": "import tariff"}, [2, 1]),
    ({"status": "adopted"}, [2, 1]),
    ({"instrument": "import tariff", "status": "adopted"}, [2]),
    ({"source": "gazette", "language": "es"}, [2]),
    ({"source": "journal"}, []),
    ({"since": NOW - 2 * HOUR}, [3, 2]),
    ({"until": NOW - 2 * HOUR}, [1]),
    ({"topic": "tariffs", "country": "CN", "text": "steel"}, [2]),
    ({"limit": 2}, [3, 2]),
    ({"limit": 2, "before": 2}, [1]),
    ({"before": 1}, []),
]


def test_filters_are_combined_and_the_newest_come_first(database: Database) -> None:
    fill(database)
    assert [(asked, ids(database, **asked)) for asked, _ in FILTERS] == FILTERS


TEXTS = {
    1: ("US raises duties on Mexican steel", "Las exportaciones de acero pagarán más aranceles."),
    2: ("США ввели пошлины на сталь из Мексики", "Решение вступит в силу в мае."),
    3: ("中国对美国加征关税", "新关税将于五月生效，涉及钢铁产品。"),
}


WORDS = {
    "steel": [1],
    "STEEL mexican": [1],
    "steel copper": [],
    '"mexican steel"': [1],
    '"steel mexican"': [],
    "exportacion*": [1],
    "exportacion": [],
    "pagaran": [1],
    "пошлины СТАЛЬ": [2],
    '"пошлины на сталь"': [2],
    "关税": [3],
    "加征关税 美国": [3],
    "税关": [],
    "钢铁": [3],
    "": [],
    "?!": [],
}


def test_words_are_found_in_every_script(database: Database) -> None:
    for number, (title, body) in TEXTS.items():
        store(database, an_item(str(number), title=title, summary="", text=body))
    assert {asked: ids(database, text=asked) for asked in WORDS} == WORDS


ODD_TEXTS = (
    '"',
    '""',
    "*",
    "steel*",
    'steel"',
    "NOT steel",
    "steel OR",
    "(steel",
    "title:steel",
    "steel NEAR/2 duty",
    "^steel",
    "-steel",
    "steel' & !duty",
    "steel:* | a <-> b",
    "\\",
    "\0",
    "%_'; --",
    "a\ud83db",
    "word " * 1000,
)


def test_no_text_breaks_the_search(database: Database) -> None:
    store(database, an_item())
    found = [ids(database, text=asked) for asked in ODD_TEXTS]
    assert [one for one in found if one not in ([], [1])] == []


def test_an_edited_item_is_found_by_its_new_words_only(database: Database) -> None:
    store(database, an_item(title="Duty on copper"))
    store(database, an_item(title="Duty on zinc"))
    assert ids(database, text="copper") == []
    assert ids(database, text="zinc") == [1]


def test_the_sqlite_index_holds_exactly_what_is_stored(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'tidewaiter.db'}")
    store(database, an_item("1"), an_item("2"))
    store(database, an_item("1", title="Duty on zinc"))
    with database.write() as session:
        check = "INSERT INTO item_search (item_search, rank) VALUES ('integrity-check', 1)"
        session.execute(text(check))
    database.close()


def test_a_very_long_text_is_found_by_its_first_words(database: Database) -> None:
    long = "ferrosilicon " + " ".join(f"слово{number}" for number in range(120_000))
    store(database, an_item(text=long))
    assert ids(database, text="ferrosilicon слово7") == [1]


def test_a_future_date_does_not_stand_above_what_is_new(database: Database) -> None:
    store(database, an_item("1", published_at=NOW + timedelta(days=400)), at=NOW)
    store(database, an_item("2", published_at=None), at=NOW + HOUR)
    assert ids(database) == [2, 1]


def test_an_entry_shows_all_that_was_understood_and_said(database: Database) -> None:
    with database.write() as session:
        save(session, SOURCE.id, [an_entry()], NOW)
        first = Review(1, "wrong", {"countries": ["US"]}, "Mexico is exempt.", "desk", NOW)
        second = Review(1, "right", {}, "", "desk", NOW + HOUR)
        add_review(session, first)
        add_review(session, second)
    whole = LogEntry(
        1, an_item(), some_facts(), "s", 1, NOW, NOW, alerts=(), reviews=(first, second)
    )
    with database.read() as session:
        assert entry(session, 1) == whole
        assert search(session, LogFilter()) == (whole,)
        assert entry(session, 2) is None
        assert entries(session, [2, 1]) == (whole,)
        assert reviews_of(session, 1) == (first, second)
        assert reviews_of(session, 2) == ()
        assert each_item(session, 0, 1)[0].facts == some_facts()


def test_runs_are_listed_newest_first(database: Database) -> None:
    with database.write() as session:
        first = start_run(session, "collect", NOW)
        second = start_run(session, "deliver", NOW + HOUR)
        end_run(session, first, NOW + HOUR, [{"source_id": "gazette", "new": [1]}])
    with database.read() as session:
        assert runs(session, 10) == (
            RunRecord(second, "deliver", NOW + HOUR, None, "", "running", ()),
            RunRecord(
                first,
                "collect",
                NOW,
                NOW + HOUR,
                "",
                "completed",
                ({"source_id": "gazette", "new": [1]},),
            ),
        )
