"""A thousand sources due at once on loopback: seconds, CPU a source, memory.

    python -m benchmarks.polling [--sources 1000]

The first look stores every feed, five entries each. In the second, which is measured, half of the
sources answer 304 and half have one new entry. Beside it, in the same run: the same second look by
httpx alone, which only fetches. The server is a process of its own; its CPU is not counted.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flows.report import SourceReport

CHECKOUT = Path(__file__).parents[1]
WORDS = (
    "The ministry of trade of {country} raises the import duty on {goods} from 5% to {rate}%. "
    "The order takes effect on the first of next month and covers every origin without a trade "
    "agreement; importers may ask for a refund where a contract was signed before today."
)
COUNTRIES = ("Chile", "Kenya", "Vietnam", "Norway", "Morocco", "Canada", "India", "Peru")
GOODS = ("rice", "copper wire", "cement", "steel bars", "poultry", "sugar", "tyres", "solar panels")


@dataclass(frozen=True, slots=True)
class Took:
    """What a step took: seconds of wall clock and of this process's CPU."""

    wall: float
    cpu: float


def entry(source: int, number: int) -> str:
    said = WORDS.format(
        country=COUNTRIES[source % 8], goods=GOODS[(source + number) % 8], rate=6 + number
    )
    return (
        f"<item><title>Notice {number} of register {source}</title><description>{said}"
        f"</description><link>https://register{source}.example.org/{number}</link>"
        f"<guid>{source}-{number}</guid><pubDate>Mon, 0{1 + number} Jun 2026 09:00:00 GMT"
        "</pubDate></item>"
    )


def feed(source: int, entries: int) -> bytes:
    items = "".join(entry(source, number) for number in range(entries))
    return (
        f"<?xml version='1.0'?><rss version='2.0'><channel><title>Register {source}</title>"
        f"<language>en</language>{items}</channel></rss>"
    ).encode()


def serve() -> None:
    """`/N` is feed N; after `/turn`, odd ones have one entry more and even ones answer 304."""
    import asyncio

    turned = False

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal turned
        while head := await reader.readuntil(b"\r\n\r\n"):
            path = head.split(b" ", 2)[1].decode()
            if path == "/turn":
                turned = True
                body, status, etag = b"turned", "200 OK", "t"
            else:
                number = int(path[1:])
                entries = 6 if turned and number % 2 else 5
                etag = f'"{number}-{entries}"'
                same = f"if-none-match: {etag}".encode() in head.lower()
                status = "304 Not Modified" if same else "200 OK"
                body = b"" if same else feed(number, entries)
            writer.write(
                f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nETag: {etag}\r\n"
                "Content-Type: application/rss+xml\r\n\r\n".encode()
                + body
            )
            await writer.drain()

    async def run() -> None:
        server = await asyncio.start_server(quietly, "127.0.0.1", 0, limit=2**16)
        print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201
        await server.serve_forever()

    async def quietly(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await talk(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    asyncio.run(run())


def timed(step: Callable[[], object]) -> Took:
    wall, cpu = time.perf_counter(), time.process_time()
    step()
    return Took(time.perf_counter() - wall, time.process_time() - cpu)


def furnish(home: Path, port: int, count: int) -> None:
    """Config for the sources, and the environment that leads to it."""
    config = home / "config"
    config.mkdir()
    (config / "vocabulary").symlink_to(CHECKOUT / "config" / "vocabulary")
    sources = [
        {"id": f"r{n}", "name": f"Register {n}", "kind": "feed", "every": "1m",
         "location": f"http://127.0.0.1:{port}/{n}", "language": "en"}
        for n in range(count)
    ]  # fmt: skip
    (config / "sources.yml").write_text(json.dumps({"sources": sources}))
    (config / "alerts.yml").write_text("{}")
    os.environ |= {
        "TIDEWAITER_CONFIG": str(config),
        "TIDEWAITER_VAR": str(home / "var"),
        "TIDEWAITER_ALLOW_NETWORKS": f"127.0.0.1:{port}",
        "TIDEWAITER_HOST_DELAY": "0",
        "TIDEWAITER_HOST_CONNECTIONS": "0",
    }


def make_due() -> None:
    from sqlalchemy import update

    from flows.resources import open_resources
    from storage.tables import SourceRow

    with open_resources() as resources, resources.database.write() as session:
        session.execute(update(SourceRow).values(next_due=None))


def bare(port: int, count: int) -> Took:
    """httpx alone: one client, one GET a source with the validator of the first look."""
    import httpx

    with httpx.Client(trust_env=False) as client:

        def step() -> None:
            for number in range(count):
                headers = {"If-None-Match": f'"{number}-5"'}
                client.get(f"http://127.0.0.1:{port}/{number}", headers=headers)

        return timed(step)


def measure(count: int) -> None:
    with ExitStack() as stack:
        server = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.polling", "--serve"],
            stdout=subprocess.PIPE,
            cwd=CHECKOUT,
        )
        stack.callback(server.terminate)
        port = int(server.stdout.readline()) if server.stdout is not None else 0
        home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        furnish(home, port, count)
        from flows.home import prepare
        from flows.server import connected, passing_server

        prepare(home / "var", verbose=False)
        prefect = stack.enter_context(passing_server(home / "var"))
        from flows.collect import collect

        with connected(prefect):
            first = timed(collect)
            make_due()
            import httpx

            httpx.get(f"http://127.0.0.1:{port}/turn", trust_env=False)
            reports: list[SourceReport] = []
            second = timed(lambda: reports.extend(collect()))
        alone = bare(port, count)
        show(count, first, second, alone, reports)


def show(count: int, first: Took, second: Took, alone: Took, reports: "list[SourceReport]") -> None:
    new = sum(len(report.new) for report in reports)
    failed = sum(report.failed for report in reports)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    lines = (
        f"{count} sources; second look: {new} new items, {failed} failed; peak {peak:.0f} MB",
        f"{'':<24}{'seconds':>9}{'CPU ms a source':>18}",
        *(
            f"{name:<24}{took.wall:>9.1f}{took.cpu / count * 1000:>18.2f}"
            for name, took in (("first look", first), ("second look", second), ("httpx", alone))
        ),
    )
    print("\n".join(lines))  # noqa: T201


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sources", type=int, default=1000)
    options.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.serve:
        serve()
    else:
        measure(given.sources)


if __name__ == "__main__":
    main()
