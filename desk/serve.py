"""`tidewaiter serve`: the Prefect server and the schedules."""

from datetime import timedelta
from typing import Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from desk.options import Flag

Port = Annotated[int, Parameter(validator=Number(gte=1, lte=65_535))]


def serve(*, host: str = "127.0.0.1", port: Port = 4200, verbose: Flag = False) -> None:
    """Start a Prefect server of the project's own and run collect and deliver on their schedules.

    Parameters
    ----------
    host
        The address that the server binds to.
    port
        Its port; its pages are at http://HOST:PORT.
    verbose
        Let Prefect say what it does.
    """
    from desk.screen import complain, say
    from desk.view import counted
    from flows.home import prepare
    from flows.resources import open_resources

    with open_resources() as resources:  # wrong config stops here, before anything is started
        settings, sources = resources.settings, resources.sources
    prepare(settings.var, verbose=verbose)
    complain("Starting the Prefect server …")
    from flows.schedules import DELIVER_EVERY, tick
    from flows.serve import serve_until_stopped

    def ready(url: str) -> None:
        enabled = counted(sum(source.enabled for source in sources), "source")
        say(f"Prefect is at {url} and watches {enabled}.")
        looks, delivers = _minutes(tick(sources)), _minutes(DELIVER_EVERY)
        say(
            f"It looks for what is due every {looks} and delivers every {delivers}. Ctrl-C ends it."
        )

    serve_until_stopped(settings, sources, host, port, ready)
    complain("Stopped.")


def _minutes(interval: timedelta) -> str:
    minutes = interval // timedelta(minutes=1)
    return "minute" if minutes == 1 else f"{minutes} minutes"
