/**
 * From the bytes of a record to a row. A {@link io.candlestream.consumer.stream.StreamType} is one kind of stream, made by
 * its {@link io.candlestream.consumer.stream.StreamFactory} from settings: its {@link
 * io.candlestream.consumer.stream.RowDecoder} reads the Avro binary by a {@link
 * io.candlestream.consumer.stream.StringRecordReader}, and the outcome is {@link
 * io.candlestream.consumer.stream.Decoded}: a {@link io.candlestream.consumer.stream.Row}, or the {@link
 * io.candlestream.consumer.stream.RejectReason}. Its {@link io.candlestream.consumer.stream.RowLayout} says which fields a row
 * has; a sink makes its own encoding of that.
 */
package io.candlestream.consumer.stream;
