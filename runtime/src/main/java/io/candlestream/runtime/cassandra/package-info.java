/**
 * How a program that reads the table, or prepares it, reaches Cassandra: {@link io.candlestream.runtime.cassandra.CassandraAddress}
 * connects, {@link io.candlestream.runtime.cassandra.CqlFile} reads the statements that make keyspace, roles and tables.
 */
package io.candlestream.runtime.cassandra;
