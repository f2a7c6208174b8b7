/**
 * Cassandra's side of the doctor: {@link io.candlestream.tools.doctor.table.CassandraProbe} asks it, {@link
 * io.candlestream.tools.doctor.table.CassandraSnapshot} is what it answered. {@link
 * io.candlestream.tools.doctor.table.ClusterCheck}, {@link io.candlestream.tools.doctor.table.SchemaCheck} (a {@code
 * TableSchema} against that of the files in {@code cassandra/}), {@link io.candlestream.tools.doctor.table.FutureRow} and {@link
 * io.candlestream.tools.doctor.table.Rights} judge it.
 */
package io.candlestream.tools.doctor.table;
