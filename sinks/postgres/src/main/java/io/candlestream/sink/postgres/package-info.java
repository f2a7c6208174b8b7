/**
 * The sink that stores rows in tables of PostgreSQL. {@link io.candlestream.sink.postgres.PostgresPreflight} waits for the server
 * at start and has each table checked by {@link io.candlestream.sink.postgres.PostgresTableCheck}; then {@link
 * io.candlestream.sink.postgres.PostgresWriter} on each executor writes a task's rows in one transaction over a {@link
 * io.candlestream.sink.postgres.PostgresSession}: the {@link io.candlestream.sink.postgres.BatchIdentity} first, the rows by COPY into a
 * temporary table in the bytes of {@link io.candlestream.sink.postgres.CopyBuffer} (column by column, {@link
 * io.candlestream.sink.postgres.CopyColumn}), then one ordered INSERT … ON CONFLICT ({@link io.candlestream.sink.postgres.Upsert}).
 * {@link io.candlestream.sink.postgres.TablePartitions} makes the partitions that rows of the past need; those of the present are made
 * ahead, on the driver. {@link io.candlestream.sink.postgres.PostgresLoad} is the way of history's years into the same tables.
 */
package io.candlestream.sink.postgres;
