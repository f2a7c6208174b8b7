"""The contract document's approach: PySpark, a Python function that decodes the Avro, casts, the connector's writer.

Reads the topic once from beginning to end and prints how long that took. Settings come from the environment, under the
document's names.
"""

import io
import json
import os
import shutil
import sys
import tempfile
import time

import avro.io
import avro.schema
import fastavro
from pyspark.sql import SparkSession
from pyspark.sql.functions import col, expr, udf
from pyspark.sql.types import StringType, StructField, StructType

DOUBLES = ["open", "high", "low", "close", "volume", "quote_volume", "taker_buy_volume", "taker_buy_quote_volume"]
TIMES = ["timestamp", "close_time", "collected_at", "event_time"]
TYPES = {
    **{name: "double" for name in DOUBLES},
    **{name: "timestamp" for name in TIMES},
    "trades": "int",
    "is_closed": "boolean",
    "first_trade_id": "bigint",
    "last_trade_id": "bigint",
}

# As the consumer has it, in microseconds, but for its hash of the values.
WRITE_TIME = """
    CASE WHEN is_closed
    THEN (unix_millis(close_time) + 1000) * 1000
        + greatest(0L, least(unix_millis(event_time) - unix_millis(close_time), 99999L)) * 1000
    ELSE least(unix_millis(event_time), unix_millis(close_time) + 999) * 1000
    END
"""


def setting(name, default):
    return os.environ.get(name) or default


def session():
    builder = (
        SparkSession.builder.appName("bench-pyspark")
        .master(setting("SPARK_MASTER", "local[*]"))
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.authenticate", "true")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.catalogImplementation", "in-memory")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.streaming.numRecentProgressUpdates", "100000")
        .config("spark.cassandra.connection.host", setting("ASSET_CASSANDRA_HOST", "localhost"))
        .config("spark.cassandra.connection.port", setting("ASSET_CASSANDRA_PORT", "9042"))
    )
    if setting("ASSET_CASSANDRA_USERNAME", ""):
        builder = builder.config("spark.cassandra.auth.username", os.environ["ASSET_CASSANDRA_USERNAME"]).config(
            "spark.cassandra.auth.password", setting("ASSET_CASSANDRA_PASSWORD", "")
        )
    return builder.getOrCreate()


def reader(text):
    """A function from Avro bytes to a record, by the library that the environment names."""
    if setting("BENCH_AVRO", "fastavro") == "avro":
        records = avro.io.DatumReader(avro.schema.parse(text))
        return lambda value: records.read(avro.io.BinaryDecoder(io.BytesIO(value)))
    schema = fastavro.parse_schema(json.loads(text))
    return lambda value: fastavro.schemaless_reader(io.BytesIO(value), schema)


def decoder(schema_file):
    """A column function from Avro bytes to a struct of texts."""
    with open(schema_file, encoding="utf-8") as file:
        text = file.read()
    fields = [field["name"] for field in json.loads(text)["fields"]]
    read = reader(text)

    def decode(value):
        record = read(value)
        return tuple(record[field] for field in fields)

    return fields, udf(decode, StructType([StructField(field, StringType(), True) for field in fields]))


def klines(spark):
    """The table's columns and the write time of each row."""
    fields, decode = decoder(setting("ASSET_SCHEMA_LOCATION", "./schemas/assets.avsc"))
    records = (
        spark.readStream.format("kafka")
        .option("kafka.bootstrap.servers", setting("REDPANDA_BROKERS", "localhost:9092"))
        .option("subscribe", setting("ASSET_PRICES_TOPIC", "data.asset_prices"))
        .option("startingOffsets", "earliest")
        .option("maxOffsetsPerTrigger", "200000")
        .load()
    )
    texts = records.select(decode(col("value")).alias("kline")).select("kline.*")
    typed = texts.select([col(name).cast(TYPES.get(name, "string")).alias(name) for name in fields])
    return typed.withColumn("consumed_at", expr("current_timestamp()")).withColumn("write_time", expr(WRITE_TIME))


def run(spark, checkpoint):
    """How many rows were written in how many seconds."""
    start = time.monotonic()
    query = (
        klines(spark)
        .writeStream.format("org.apache.spark.sql.cassandra")
        .outputMode("append")
        .option("keyspace", setting("ASSET_CASSANDRA_KEYSPACE", "assets"))
        .option("table", setting("ASSET_CASSANDRA_TABLE", "assets"))
        .option("writetime", "write_time")
        .option("checkpointLocation", checkpoint)
        .trigger(availableNow=True)
        .start()
    )
    query.awaitTermination()
    return sum(progress["numInputRows"] for progress in query.recentProgress), time.monotonic() - start


def main():
    checkpoint = tempfile.mkdtemp(prefix="bench-pyspark")
    spark = session()
    try:
        rows, seconds = run(spark, checkpoint)
        print(f"BENCH rows={rows} seconds={seconds:.3f}", flush=True)
    except Exception as failure:
        sys.exit("Cannot run the PySpark contender: " + str(failure).strip().splitlines()[0])
    finally:
        spark.stop()
        shutil.rmtree(checkpoint, ignore_errors=True)


if __name__ == "__main__":
    main()
