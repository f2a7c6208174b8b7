package io.candlestream.consumer.stream;

/** Makes a row of a record's bytes, or says why it cannot; never throws for what the bytes hold. */
@FunctionalInterface
public interface RowDecoder<R extends Row> {
    /**
     * @param value the Avro binary
     * @param consumedAt when the batch was taken up, in epoch milliseconds
     */
    Decoded<R> decode(byte[] value, long consumedAt);
}
