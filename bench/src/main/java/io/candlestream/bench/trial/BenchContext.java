package io.candlestream.bench.trial;

import io.candlestream.bench.result.BenchReport;
import io.candlestream.bench.server.BenchServers;
import java.time.Duration;

/** What a race needs: servers, how much to do, and somebody to tell. */
public record BenchContext(BenchServers servers, Plan plan, BenchReport report) {
    /** So slow nobody is: at a tenth of what the slowest contender reached. */
    private static final long SLOWEST_ROWS_PER_SECOND = 500;

    private static final Duration START_UP = Duration.ofMinutes(2);

    /** How long a contender may take for {@code rows}. */
    public static Duration deadline(long rows) {
        return START_UP.plusSeconds(rows / SLOWEST_ROWS_PER_SECOND);
    }
}
