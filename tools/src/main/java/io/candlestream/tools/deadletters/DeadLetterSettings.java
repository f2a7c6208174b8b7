package io.candlestream.tools.deadletters;

import io.candlestream.runtime.settings.Settings;
import io.candlestream.tools.access.BrokerAddress;
import io.candlestream.tools.access.StoredStream;
import io.candlestream.tools.access.TopicReader;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Where the dead letters are and how their records were written. */
record DeadLetterSettings(BrokerAddress brokers, String topic, Path schema) {
    static DeadLetterSettings of(Settings settings, StoredStream stream) {
        String usual = settings.text(stream.key("topic")) + ".dead";
        return new DeadLetterSettings(
                BrokerAddress.of(settings),
                stream == StoredStream.KLINES
                        ? settings.optional("dead-letter-topic").orElse(usual)
                        : usual,
                Path.of(settings.text(stream.key("schema"))));
    }

    TopicReader letters() {
        return new TopicReader(brokers, topic);
    }

    /** Hands over the letters of {@code selection} that are there now. */
    void each(Selection selection, Consumer<DeadLetter> taker) {
        try (TopicReader letters = letters()) {
            letters.all(record -> {
                DeadLetter letter = DeadLetter.of(record);
                if (selection.matches(letter)) {
                    taker.accept(letter);
                }
            });
        }
    }

    ReplayMarks marks() {
        return new ReplayMarks(brokers, topic + ".replayed");
    }
}
