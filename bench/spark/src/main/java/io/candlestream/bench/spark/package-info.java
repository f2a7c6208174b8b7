/**
 * What one would use on Spark in place of our consumer, raced against it. {@code SparkContender} is the program: it reads the topic
 * from its beginning to its end, {@code TypedColumns} makes columns of the records, and {@code Pass} lets them run once into the sink
 * of the contender: a {@code ConnectorSink} into Cassandra, a {@code JdbcSink} into PostgreSQL.
 */
package io.candlestream.bench.spark;
