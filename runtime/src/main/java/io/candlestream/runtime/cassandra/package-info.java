/** How a program that reads the table, or prepares it, reaches Cassandra: {@link io.candlestream.runtime.cassandra.CassandraAddress}. */
package io.candlestream.runtime.cassandra;
