package io.candlestream.bench.load;

import java.util.Map;

/** Fills a topic with a known number of updates, as fast as it goes. */
public final class TopicFill {
    private TopicFill() {}

    /** Writes the first {@code updates} of {@code workload} where {@code environment} says; returns when all are acknowledged. */
    public static void write(Workload workload, long updates, Map<String, String> environment) {
        Klines klines = new Klines(workload);
        try (KlineOutlet outlet = new KlineOutlet(LoadSettings.of(environment), klines.symbols())) {
            for (long i = 0; i < updates; i++) {
                outlet.send(klines.next(), () -> {});
            }
            outlet.flush();
        }
    }
}
