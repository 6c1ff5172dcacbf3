"""Two workers that do the same at the same time do it once."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import timedelta
from multiprocessing import get_context
from random import Random
from threading import Barrier
from typing import TypeVar

from parsers.item import Item
from storage.database import Database, open_database
from storage.items import Entry, Saved, save
from storage.keys import find_known
from storage.outbox import claim, deliveries
from storage.stored import each_item
from tests.storage.samples import NOW, SOURCE, a_delivery, an_alert, an_entry, an_item, some_facts

Result = TypeVar("Result")
COUNT = 40


def entries() -> list[Entry]:
    return [
        an_entry(
            an_item(str(number)),
            alerts=(an_alert(an_item(str(number)), some_facts()),),
            deliveries=(a_delivery(f"told-{number}"),),
        )
        for number in range(COUNT)
    ]


def at_once(count: int, work: Callable[[int, Barrier], Result]) -> list[Result]:
    """The results of so many threads that begin together."""
    start = Barrier(count)
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(lambda number: work(number, start), range(count)))


def save_in_a_process(url: str) -> Saved:
    database = open_database(url)
    try:
        with database.write() as session:
            return save(session, SOURCE.id, entries(), NOW)
    finally:
        database.close()


def stored(database: Database) -> tuple[int, int]:
    with database.read() as session:
        return len(each_item(session, 0, 1000)), len(deliveries(session, limit=1000))


def test_two_workers_that_save_the_same_items_store_them_once(database: Database) -> None:
    def work(number: int, start: Barrier) -> Saved:
        mine = entries() if number % 2 else entries()[::-1]
        start.wait()
        with database.write() as session:
            return save(session, SOURCE.id, mine, NOW)

    saved = at_once(4, work)
    assert sum(len(one.new) for one in saved) == COUNT
    assert sum(one.unchanged for one in saved) == 0
    assert sum(one.alerts for one in saved) == COUNT
    assert stored(database) == (COUNT, COUNT)


def test_workers_whose_items_overlap_do_not_block_each_other(database: Database) -> None:
    def items(chance: Random) -> list[Item]:
        """Each look sees other neighbours, in another order, under keys in another order."""
        keys = [
            (f"guid:{n}", f"url:{n // 2}", f"hash:{n // 3}", f"guid:{n + 50}") for n in range(40)
        ]
        return [
            an_item(keys=tuple(chance.sample(k, 3)), title=f"Duty, version {chance.randrange(3)}")
            for k in chance.sample(keys, 20)
        ]

    def work(number: int, start: Barrier) -> int:
        chance = Random(number)  # noqa: S311 - the same tries in every run
        start.wait()
        for _ in range(8):
            seen = items(chance)
            with database.read() as session:
                known = find_known(session, SOURCE.id, seen)
            offered = [an_entry(item, known=known.get(i)) for i, item in enumerate(seen)]
            with database.write() as session:
                save(session, SOURCE.id, offered, NOW)
        return number

    assert at_once(6, work) == [0, 1, 2, 3, 4, 5]


def test_two_workers_that_revise_the_same_items_do_it_once(database: Database) -> None:
    with database.write() as session:
        save(session, SOURCE.id, [an_entry(an_item(str(n))) for n in range(COUNT)], NOW)
    edited = [an_item(str(number), title="The duty is suspended") for number in range(COUNT)]
    with database.read() as session:
        known = find_known(session, SOURCE.id, edited)
    revised = [an_entry(item, known=known[index]) for index, item in enumerate(edited)]

    def work(number: int, start: Barrier) -> Saved:
        start.wait()
        with database.write() as session:
            return save(session, SOURCE.id, revised if number else revised[::-1], NOW)

    saved = at_once(2, work)
    assert sum(len(one.changed) for one in saved) == COUNT
    assert sum(one.unchanged for one in saved) == 0
    with database.read() as session:
        assert {item.revision for item in each_item(session, 0, 100)} == {2}


def test_two_processes_open_and_save_at_once(bare_url: str) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        saved = list(pool.map(save_in_a_process, [bare_url, bare_url]))
    assert sorted(len(one.new) for one in saved) == [0, COUNT]
    database = open_database(bare_url)
    assert stored(database) == (COUNT, COUNT)
    database.close()


def test_no_delivery_is_claimed_by_two_workers(database: Database) -> None:
    with database.write() as session:
        save(session, SOURCE.id, entries(), NOW)

    def work(number: int, start: Barrier) -> list[str]:
        claimed: list[str] = []
        start.wait()
        for _ in range(COUNT):
            with database.write() as session:
                found = claim(session, f"w{number}", NOW, 3, timedelta(minutes=5))
            claimed += [delivery.id for delivery in found]
        return claimed

    claims = [name for claimed in at_once(4, work) for name in claimed]
    assert sorted(claims) == sorted(f"told-{number}" for number in range(COUNT))
