package io.candlestream.consumer.sink.topic;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a reader sees of a batch that is repeated. */
enum Delivery {
    /** Its rows again, with the same keys, versions and batch; nothing twice that the broker alone was asked for again. */
    IDEMPOTENT,

    /** Nothing, when it reads with {@code read_committed}. */
    TRANSACTIONAL;

    static Optional<Delivery> of(String setting) {
        return Stream.of(values())
                .filter(delivery -> delivery.name().toLowerCase(Locale.ROOT).equals(setting))
                .findFirst();
    }
}
