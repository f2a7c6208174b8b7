/**
 * From the bytes of a record to a row: {@link io.candlestream.consumer.row.TextRecord} finds the fields in the Avro
 * binary, {@link io.candlestream.consumer.row.NumberText} and {@link io.candlestream.consumer.row.TimeText} read them,
 * the outcome is {@link io.candlestream.consumer.row.Decoded}: a row or the cause of its rejection. A {@link
 * io.candlestream.consumer.row.Column} turns a row into what the table holds. Knows no stream in particular; a {@link
 * io.candlestream.consumer.row.RowKind} is one.
 */
package io.candlestream.consumer.row;
