"""Reads what Candlestream stored.

connect() finds Cassandra as ./candlestream cql does (place, settings, tls) and opens a session (connection); load(),
latest() and assets() read candles by key into pandas (candles), trades() reads trades hour after hour (trades),
gaps() and completeness() tell what is missing and why (gaps); calendar() and citation() tell what is known of each
day (days, certified); revisions() and load(as_of=...) tell what stood before a correction (revisions, past); proof
puts that and what ./candlestream verify finds together for a paper. pages reads a table without an object for each
value; lake reads the lake, which load() asks first, and opens it in DuckDB. From there on everything is a function of
data frames: the consumer's features, correlations and metrics, stored or computed (derived, feature_formulas,
correlation_formulas, metric_formulas), longer candles (bars), features that a gap makes missing and never wrong
(features), the evaluation of a forecast (forecast), pictures (plots). live follows the newest candles; spark reads the
same tables through the Spark Cassandra connector.
"""

from candlestream.bars import resample
from candlestream.candles import assets, latest, load
from candlestream.certified import UncertifiedWarning
from candlestream.connection import Connection
from candlestream.correlation_formulas import correlations_of
from candlestream.days import calendar, citation
from candlestream.default import connect
from candlestream.derived import metrics, stored_correlations, stored_features
from candlestream.errors import CandlestreamError
from candlestream.feature_formulas import features_of
from candlestream.gaps import Completeness, completeness, gaps
from candlestream.lake import Lake, duckdb
from candlestream.metric_formulas import metrics_of
from candlestream.place import Place
from candlestream.revisions import revisions
from candlestream.trades import trades

__all__ = [
    "CandlestreamError",
    "Completeness",
    "Connection",
    "Lake",
    "Place",
    "UncertifiedWarning",
    "assets",
    "calendar",
    "citation",
    "completeness",
    "connect",
    "correlations_of",
    "duckdb",
    "features_of",
    "gaps",
    "latest",
    "load",
    "metrics",
    "metrics_of",
    "resample",
    "revisions",
    "stored_correlations",
    "stored_features",
    "trades",
]
