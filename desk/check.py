"""`tidewaiter check`: everything in config, read and checked as a run would."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.options import Flag

if TYPE_CHECKING:
    from config.schema import AlertsFile, Source
    from config.settings import Settings
    from config.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Config:
    """All that a run is told by its files."""

    sources: "tuple[Source, ...]"
    alerts: "AlertsFile"
    vocabulary: "Vocabulary"


def read_config(settings: "Settings") -> Config:
    """ConfigError names file, line and key of whatever is wrong."""
    from os import environ

    from config.environment import check_environment
    from config.load import check_together, load_alerts, load_sources
    from config.vocabulary import load_vocabulary

    rules = settings.config / "alerts.yml"
    config = Config(
        sources=load_sources(settings.config / "sources.yml", settings.enable),
        alerts=load_alerts(rules),
        vocabulary=load_vocabulary(settings.config / "vocabulary"),
    )
    check_together(rules, config.alerts, config.sources, config.vocabulary.topics)
    check_environment(rules, config.alerts, environ)
    return config


def check(*, json: Flag = False) -> None:
    """Read all of config and say what it holds, or name file, line and key of what is wrong.

    Parameters
    ----------
    json
        Print JSON.
    """
    from config.settings import read_settings
    from desk.screen import say, say_json

    settings = read_settings()
    config = read_config(settings)
    held = {
        "config": str(settings.config),
        "sources": len(config.sources),
        "enabled": sum(source.enabled for source in config.sources),
        "channels": len(config.alerts.channels),
        "rules": len(config.alerts.rules),
        "topics": list(config.vocabulary.topics),
        "vocabulary": config.vocabulary.hash,
    }
    if json:
        say_json(held)
        return
    say(f"{settings.config} is fine.")
    for name, value in list(held.items())[1:]:
        say(f"  {name:<11} {', '.join(value) if isinstance(value, list) else value}")
