"""The same tables through Spark and the Spark Cassandra connector, for what no one machine holds."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from candlestream.errors import CandlestreamError
from candlestream.place import PROJECT, Place

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

#: As the consumer has it.
CONNECTOR = "com.datastax.spark:spark-cassandra-connector_2.12:3.5.1"
_SOURCE = "org.apache.spark.sql.cassandra"
_CONNECTION = "spark.cassandra.connection"
#: What the connector needs and Spark has not: files of the consumer's lib folder.
_JARS = (
    "spark-cassandra-connector*.jar",
    "java-driver-*.jar",
    "native-protocol-*.jar",
    "HdrHistogram-*.jar",
    "reactive-streams-*.jar",
    "config-*.jar",
)


def jars(lib: Path = PROJECT / "binance-consumer" / "target" / "lib") -> list[Path]:
    """The connector's jars in the consumer's lib folder; none where it was not built."""
    found = [sorted(lib.glob(pattern)) for pattern in _JARS]
    return [jar for of_one in found for jar in of_one] if all(found) else []


def session(place: Place | None = None, master: str = "local[*]") -> "SparkSession":
    """A Spark session, in UTC, that reaches Cassandra; the jars come from the build, else from Maven Central."""
    from pyspark.sql import SparkSession  # a reader without Spark shall not need it

    where = place or Place.find()
    if where.tls and where.tls.check_host:
        raise CandlestreamError(
            "Cannot read over TLS through Spark: its connector does not check which host a certificate names"
            " (ASSET_CASSANDRA_CHECK_HOST=false accepts that; load() checks)"
        )
    builder = SparkSession.builder
    if master.startswith("local"):
        # Nobody else has to reach it, and who does has to know a secret that Spark makes for each start.
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        builder = (
            builder.config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.authenticate", "true")
        )
    ours = jars()
    spark = (
        builder.appName("candlestream")
        .master(master)
        .config("spark.jars" if ours else "spark.jars.packages", ",".join(map(str, ours)) if ours else CONNECTOR)
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.catalogImplementation", "in-memory")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.log.level", "ERROR")
        .getOrCreate()
    )
    # Set on the session: the builder would put the password into a command line that everybody can read.
    for name, value in _access(where).items():
        spark.conf.set(name, value)
    return spark


def read(spark: "SparkSession", place: Place | None = None) -> "DataFrame":
    """The table of the candles; filters on asset_name and timestamp are pushed down to Cassandra."""
    where = place or Place.find()
    return spark.read.format(_SOURCE).options(keyspace=where.keyspace, table=where.table).load()


def _access(place: Place) -> dict[str, str]:
    access = {f"{_CONNECTION}.host": place.host, f"{_CONNECTION}.port": str(place.port)}
    if place.username:
        access |= {"spark.cassandra.auth.username": place.username, "spark.cassandra.auth.password": place.password}
    if place.tls:
        access[f"{_CONNECTION}.ssl.enabled"] = "true"
        for name, file in (("trustStore", place.tls.trusted), ("keyStore", place.tls.own)):
            if file:
                access[f"{_CONNECTION}.ssl.{name}.path"] = str(file.path)
                access[f"{_CONNECTION}.ssl.{name}.password"] = file.password
        access[f"{_CONNECTION}.ssl.clientAuth.enabled"] = str(place.tls.own is not None).lower()
    return access
