"""`tidewaiter runs`: what ran, when, and how it ended."""

from dataclasses import asdict

from desk.options import Flag, Limit


def runs(*, limit: Limit = 20, json: Flag = False) -> None:
    """Show the last runs of the flows, newest first.

    Parameters
    ----------
    limit
        How many at most.
    json
        Print JSON, with the reports of every source and channel.
    """
    from desk.open import reading
    from desk.screen import out, say_json
    from desk.view import runs_table
    from storage.runs import runs as find

    with reading() as session:
        found = find(session, limit)
    if json:
        say_json([asdict(run) for run in found])
    else:
        out.print(runs_table(found) if found else "Nothing has run yet.")
