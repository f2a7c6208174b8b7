package io.candlestream.consumer.sink.topic;

import io.candlestream.consumer.stream.Row;

/** Makes the value of a record of a row. */
interface RowValue<R extends Row> {
    byte[] of(R row);
}
