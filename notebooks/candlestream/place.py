"""Where the table is and who reads it: what the environment says, else the demo that runs, else this machine."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from candlestream.errors import CandlestreamError
from candlestream.settings import Settings
from candlestream.tls import Tls

#: The project that this package lies in; where it was installed elsewhere there is no demo to be found.
PROJECT = Path(__file__).resolve().parents[2]

#: Where a demo's exchange answers, as its producer has it.
_DEMO_REST = "CANDLESTREAM_PRODUCER_REST_URL"
_ESCAPED = re.compile(r"\\(.)")
_NAME = re.compile(r"[A-Za-z]\w{0,47}")


@dataclass(frozen=True)
class Place:
    """One Cassandra node, the login, and the tables."""

    host: str
    port: int
    username: str
    password: str = field(repr=False)
    keyspace: str
    table: str
    gaps_table: str
    trades_table: str
    features_table: str
    metrics_table: str
    tls: Tls | None
    revisions_table: str = "revisions"
    trade_revisions_table: str = "trade_revisions"
    correlations_table: str = "correlations"
    #: With which asset the consumer compares others, and over how many log returns.
    reference: str = "bitcoin"
    returns: int = 60

    @staticmethod
    def of(environment: Mapping[str, str]) -> "Place":
        """The place that these variables name."""
        settings = Settings(environment)
        return Place(
            host=settings.text("ASSET_CASSANDRA_HOST", "localhost"),
            port=settings.port("ASSET_CASSANDRA_PORT", 9042),
            username=settings.text("ASSET_CASSANDRA_USERNAME"),
            password=settings.text("ASSET_CASSANDRA_PASSWORD"),
            keyspace=_identifier(settings, "ASSET_CASSANDRA_KEYSPACE", "assets"),
            table=_identifier(settings, "ASSET_CASSANDRA_TABLE", "assets"),
            gaps_table=_identifier(settings, "CANDLESTREAM_CONSUMER_CASSANDRA_GAPS_TABLE", "gaps"),
            trades_table=_identifier(settings, "CANDLESTREAM_CONSUMER_CASSANDRA_TRADES_TABLE", "trades"),
            features_table=_identifier(settings, "CANDLESTREAM_CONSUMER_CASSANDRA_FEATURES_TABLE", "features"),
            metrics_table=_identifier(settings, "CANDLESTREAM_CONSUMER_CASSANDRA_METRICS_TABLE", "metrics"),
            tls=Tls.of(settings),
            revisions_table=_identifier(settings, "CANDLESTREAM_CONSUMER_CASSANDRA_REVISIONS_TABLE", "revisions"),
            trade_revisions_table=_identifier(
                settings, "CANDLESTREAM_CONSUMER_CASSANDRA_TRADE_REVISIONS_TABLE", "trade_revisions"
            ),
            correlations_table=_identifier(
                settings, "CANDLESTREAM_CONSUMER_CASSANDRA_CORRELATIONS_TABLE", "correlations"
            ),
            reference=settings.text("CANDLESTREAM_CONSUMER_CORRELATIONS_REFERENCE", "bitcoin"),
            returns=settings.number("CANDLESTREAM_CONSUMER_CORRELATIONS_WINDOW", 60, 2, 1000),
        )

    @staticmethod
    def find() -> "Place":
        """As ./candlestream cql finds it: the environment first, then a demo that runs."""
        return Place.of(environment())

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


def environment() -> dict[str, str]:
    """The variables that say where everything is, for this program and for the tools."""
    demo = {} if os.environ.get("ASSET_CASSANDRA_HOST") else _running_demo(PROJECT)
    exchange = {"CANDLESTREAM_TOOLS_REST_URL": demo[_DEMO_REST]} if _DEMO_REST in demo else {}
    return {**os.environ, **demo, **exchange}


def _identifier(settings: Settings, variable: str, default: str) -> str:
    name = settings.text(variable, default)
    if not _NAME.fullmatch(name):
        raise CandlestreamError(f"Cannot use {variable}={name}: letters, digits and underscores make a name")
    return name


def _running_demo(project: Path) -> dict[str, str]:
    """The variables that a running demo wrote down for the tools; its folder is named by its process."""
    for file in sorted((project / ".sandbox" / "demos").glob("*/environment.properties")):
        if file.parent.name.isdigit() and _alive(int(file.parent.name)):
            return dict(_properties(file.read_text("latin-1")))
    return {}


def _properties(text: str) -> Iterator[tuple[str, str]]:
    """What java.util.Properties wrote: a pair a line, separators escaped."""
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, _, value = line.partition("=")
            yield name, _ESCAPED.sub(r"\1", value)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
