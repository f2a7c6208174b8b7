package io.candlestream.bench.trial;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How much is measured.
 *
 * @param warmUps how often the bare loop runs at most before anything counts
 * @param rounds how often each contender runs
 * @param rows of the race from topic to table; the others follow from it
 * @param contenders the names of those that run, all when it is empty
 * @param observed how long latencies are sampled
 * @param growth table sizes
 */
public record Plan(int warmUps, int rounds, long rows, List<String> contenders, Duration observed, List<Long> growth) {
    public static final int ASSETS = 500;
    public static final int UPDATES = 30;
    /** How many pairs the trades are of: all that Binance lists, with some to spare. */
    public static final int TRADED_PAIRS = 1_500;

    /** Those that a person can choose, by the names in the tables. */
    public static final List<String> CONTENDERS = List.of(
            "ours",
            "bare loop",
            "connector defaults",
            "connector tuned",
            "pyspark",
            "pyspark avro",
            "dsbulk",
            "dsbulk tuned",
            "from_avro",
            "ConsumerPerformance",
            "jdbc append",
            "jdbc upserts",
            "our stream",
            "public writer",
            "windows of a day",
            "windows of 30 days",
            "unified");

    /** The consumer's default time from batch to batch. */
    private static final long TRIGGER_MILLIS = 200;

    private static final long MILLION = 1_000_000;

    /** Everything, as it is published. */
    public static Plan full() {
        return new Plan(
                6, 3, 2 * MILLION, List.of(), Duration.ofSeconds(60), List.of(MILLION, 4 * MILLION, 16 * MILLION));
    }

    /** The same races, short; of those that differ in their settings alone one runs. */
    public static Plan quick() {
        List<String> contenders = List.of(
                "ours", "bare loop", "connector tuned", "pyspark", "dsbulk", "from_avro", "ConsumerPerformance");
        return new Plan(1, 1, 200_000, contenders, Duration.ofSeconds(5), List.of(200_000L));
    }

    /** With what a person asks for; no contenders are as before. */
    public Plan with(Optional<Integer> otherRounds, Optional<Long> otherRows, List<String> names) {
        List<String> wanted = names.isEmpty() ? contenders : names;
        return new Plan(warmUps, otherRounds.orElse(rounds), otherRows.orElse(rows), wanted, observed, growth);
    }

    /** How many batches a consumer runs before it is looked at: a third of the time in which it is. */
    public int warmUpBatches() {
        return (int) (observed.toMillis() / 3 / TRIGGER_MILLIS);
    }

    /** Whether {@code contender} runs. */
    public boolean wants(String contender) {
        return contenders.isEmpty() || contenders.contains(contender);
    }
}
