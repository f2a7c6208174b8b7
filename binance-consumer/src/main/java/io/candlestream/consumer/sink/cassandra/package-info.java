/**
 * The sink that stores rows in tables of Cassandra. {@link io.candlestream.consumer.sink.cassandra.CassandraPreflight} waits for
 * it at start and has each table checked by {@link io.candlestream.consumer.sink.cassandra.TableCheck}; then {@link
 * io.candlestream.consumer.sink.cassandra.CassandraWriter} on each executor cuts rows into requests, makes them statements with
 * {@link io.candlestream.consumer.sink.cassandra.Insert} (the bytes by {@link io.candlestream.consumer.sink.cassandra.Column})
 * and sends them through {@link io.candlestream.consumer.sink.cassandra.BoundedSender}. Sessions are the connector's, by
 * {@link io.candlestream.consumer.sink.cassandra.CassandraAccess}; over TLS by {@link
 * io.candlestream.consumer.sink.cassandra.TlsSessions}.
 */
package io.candlestream.consumer.sink.cassandra;
