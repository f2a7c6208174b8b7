package io.candlestream.tools.letters;

import io.candlestream.runtime.settings.Settings;
import io.candlestream.tools.server.BrokerAddress;
import java.nio.file.Path;

/** Where the dead letters are and how their records were written. */
record LetterSettings(BrokerAddress brokers, String topic, Path schema) {
    static LetterSettings of(Settings settings) {
        return new LetterSettings(
                BrokerAddress.of(settings),
                settings.optional("dead-letter-topic").orElseGet(() -> settings.text("topic") + ".dead"),
                Path.of(settings.text("schema")));
    }

    TopicScan letters() {
        return new TopicScan(brokers, topic);
    }

    ReplayMarks marks() {
        return new ReplayMarks(brokers, topic + ".replayed");
    }
}
