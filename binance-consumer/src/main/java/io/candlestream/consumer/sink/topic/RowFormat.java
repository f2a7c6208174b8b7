package io.candlestream.consumer.sink.topic;

import java.util.Optional;
import java.util.stream.Stream;

/** How a row is written into the value of a record. */
enum RowFormat {
    /** Avro's binary form, nothing before it. */
    AVRO("avro"),

    /** The same behind a zero byte and the four bytes of the schema's id in the registry: Confluent's wire format. */
    AVRO_FRAMED("avro-framed"),

    /** An object with the columns as its keys. */
    JSON("json");

    private final String setting;

    RowFormat(String setting) {
        this.setting = setting;
    }

    static Optional<RowFormat> of(String setting) {
        return Stream.of(values())
                .filter(format -> format.setting.equals(setting))
                .findFirst();
    }

    boolean hasSchema() {
        return this != JSON;
    }

    @Override
    public String toString() {
        return setting;
    }
}
