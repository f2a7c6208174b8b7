package io.candlestream.bench.load;

import java.util.Map;

/** Fills a topic with a known number of updates, as fast as it goes. */
public final class TopicFill {
    private TopicFill() {}

    /** Writes the first {@code updates} of {@code workload} where {@code environment} says; returns when all are acknowledged. */
    public static void write(Workload workload, long updates, Map<String, String> environment) {
        KlineSequence klines = new KlineSequence(workload);
        try (KlinePublisher outlet = new KlinePublisher(LoadSettings.of(environment), klines.symbols())) {
            for (long i = 0; i < updates; i++) {
                outlet.send(klines.next(), () -> {});
            }
            outlet.flush();
        }
    }
}
