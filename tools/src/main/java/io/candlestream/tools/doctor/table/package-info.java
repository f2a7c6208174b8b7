/**
 * Cassandra's side of the doctor: {@link io.candlestream.tools.doctor.table.CassandraVisit} asks it, {@link
 * io.candlestream.tools.doctor.table.CassandraFacts} is what it told. {@link
 * io.candlestream.tools.doctor.table.ClusterCheck}, {@link io.candlestream.tools.doctor.table.TableCheck} (a {@code
 * TableShape} against that of the files in {@code cassandra/}), {@link io.candlestream.tools.doctor.table.RowCheck} and {@link
 * io.candlestream.tools.doctor.table.RoleCheck} judge it.
 */
package io.candlestream.tools.doctor.table;
