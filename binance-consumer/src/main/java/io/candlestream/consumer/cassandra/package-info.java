/**
 * Rows into a table: {@link io.candlestream.consumer.cassandra.TableCheck} at start, then {@link
 * io.candlestream.consumer.cassandra.CassandraWriter} on each executor, which cuts rows into requests, makes them
 * statements with {@link io.candlestream.consumer.cassandra.Insert} and sends them through {@link
 * io.candlestream.consumer.cassandra.BoundedSender}. {@link io.candlestream.runtime.errors.CassandraErrors} tells what
 * passes from what does not.
 */
package io.candlestream.consumer.cassandra;
