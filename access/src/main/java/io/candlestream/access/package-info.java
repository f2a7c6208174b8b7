/** How a program that reads the table, or prepares it, reaches Cassandra: {@link io.candlestream.access.CassandraAddress}. */
package io.candlestream.access;
