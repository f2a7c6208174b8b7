/**
 * The tables in Cassandra, by the queries that {@code cassandra/README.md} names: {@link
 * io.candlestream.dashboard.table.CassandraStore} reads them over a {@link
 * io.candlestream.dashboard.table.CassandraLink} that outlives Cassandra's absence.
 */
package io.candlestream.dashboard.table;
