"""Which failures are expected, and what each exits with."""

DONE, FAULT, USAGE, CONFIG, STORAGE, NOTHING = range(6)
# As a shell has them: 128 and the number of the signal.
INTERRUPTED, GONE = 130, 141


class DeskError(Exception):
    """A command that could not do what it was asked; `code` is its exit code."""

    def __init__(self, reason: str, code: int = NOTHING) -> None:
        super().__init__(reason)
        self.code = code


def exit_code(error: Exception) -> int | None:
    """The exit code of an expected failure; None for a fault of the program."""
    from config.load import ConfigError
    from flows.home import PrefectError
    from storage.database import StorageError

    if isinstance(error, DeskError):
        return error.code
    if isinstance(error, ConfigError):
        return CONFIG
    if isinstance(error, StorageError):
        return STORAGE
    if isinstance(error, PrefectError):
        return NOTHING
    return None
