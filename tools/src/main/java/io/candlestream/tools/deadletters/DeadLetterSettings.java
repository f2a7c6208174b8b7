package io.candlestream.tools.deadletters;

import io.candlestream.runtime.settings.Settings;
import io.candlestream.tools.access.BrokerAddress;
import java.nio.file.Path;

/** Where the dead letters are and how their records were written. */
record DeadLetterSettings(BrokerAddress brokers, String topic, Path schema) {
    static DeadLetterSettings of(Settings settings) {
        return new DeadLetterSettings(
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
