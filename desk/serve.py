"""`tidewaiter serve`: the Prefect server and the schedules."""

from typing import Annotated

from cyclopts import Parameter


def serve(
    *,
    host: str = "127.0.0.1",
    port: int = 4200,
    verbose: Annotated[bool, Parameter(negative="")] = False,
) -> None:
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
    from config.settings import read_settings
    from desk.check import read_config
    from desk.failures import NOTHING, DeskError
    from desk.screen import say
    from flows.home import prepare
    from flows.serve import ServeError, tick
    from flows.serve import serve as serve_flows

    settings = read_settings()
    sources = read_config(settings).sources
    prepare(settings.var, verbose=verbose)
    say(f"Prefect: http://{host}:{port} · {sum(source.enabled for source in sources)} sources")
    say(f"Looking for what is due every {tick(sources)}, delivering every minute. Ctrl-C ends it.")
    try:
        serve_flows(settings, sources, host, port)
    except ServeError as error:
        raise DeskError(str(error), NOTHING) from error
