package io.candlestream.runtime;

import java.util.Optional;
import java.util.Random;

/**
 * The seed of a test's random inputs: another one in each run, or the one of {@code -Dcandlestream.seed=N}, which repeats a run.
 * As text it is that option, for messages of failures.
 */
public record Seed(long value) {
    private static final String PROPERTY = "candlestream.seed";

    /** The seed of this run. */
    public static Seed next() {
        return new Seed(Optional.ofNullable(Long.getLong(PROPERTY)).orElseGet(System::nanoTime));
    }

    /** Random numbers that depend on this seed alone. */
    public Random random() {
        return new Random(value);
    }

    @Override
    public String toString() {
        return "-D" + PROPERTY + "=" + value;
    }
}
