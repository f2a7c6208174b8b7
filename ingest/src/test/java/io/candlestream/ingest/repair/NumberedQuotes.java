package io.candlestream.ingest.repair;

import io.candlestream.history.RequestWeightLimiter;
import io.candlestream.history.RestApi;
import io.candlestream.history.RestException;
import io.candlestream.ingest.Quotes.Quote;
import io.candlestream.ingest.channel.EventHistory;
import io.candlestream.ingest.channel.Gap;
import io.candlestream.ingest.channel.Gap.Times;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/** The past of quotes that are numbered: all numbers, ten of which share a millisecond, told a hundred at a time. */
final class NumberedQuotes implements EventHistory<Quote> {
    private static final int PER_MILLI = 10;
    private static final int PAGE = 100;

    /** How many answers behind a first part fail to come. */
    final AtomicInteger failures = new AtomicInteger();
    /** How many answers to a time tell of nothing. */
    final AtomicInteger nothing = new AtomicInteger();
    /** How often it was asked what is to be fetched. */
    final AtomicInteger placed = new AtomicInteger();

    /** How many questions for the newest number fail to be answered. */
    final AtomicInteger silences = new AtomicInteger();
    /** For which symbols the newest number was asked. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    /** The newest number; none before it is set. */
    volatile long newest;

    /** The time of the newest number, epoch milliseconds. */
    volatile long now = 120;
    /** Those before it are not told any more. */
    volatile long floor;

    volatile Runnable duringRead = () -> {};

    private final RestApi nobody =
            new RestApi(URI.create("http://127.0.0.1:1"), HttpClient.newHttpClient(), new RequestWeightLimiter(6000));

    static Times times(long from, long to) {
        return new Times((from - 1) / PER_MILLI, to / PER_MILLI + 1);
    }

    @Override
    public Part<Quote> read(Gap gap, long from) throws RestException, InterruptedException {
        if (from > gap.from() && failures.getAndDecrement() > 0) {
            nobody.ask("/api/v3/historicalTrades", 1, 1);
        }
        Runnable once = duringRead;
        duringRead = () -> {};
        once.run();
        if (from < floor) {
            long end = Math.min(gap.to(), floor);
            return new Part<>(
                    List.of(),
                    List.of(new Range(from, end, false, (int) (end - from), Optional.of(times(from, end)))),
                    0);
        }
        long to = Math.min(gap.to(), from + PAGE);
        List<Quote> quotes = new ArrayList<>();
        LongStream.range(from, to).forEach(id -> quotes.add(new Quote(gap.symbol(), "1", id)));
        return new Part<>(quotes, List.of(new Range(from, to, true, quotes.size(), Optional.of(times(from, to)))), 0);
    }

    @Override
    public Gap placed(Gap gap, Duration bound) {
        placed.incrementAndGet();
        if (gap.times().isEmpty()) {
            boolean none = nothing.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
            return new Gap(
                    gap.symbol(),
                    none ? 0 : gap.from() * PER_MILLI,
                    none ? 0 : gap.to() * PER_MILLI,
                    Optional.of(new Times(gap.from(), gap.to())),
                    gap.cause(),
                    gap.foundAt());
        }
        long oldest = Math.min(gap.to(), (now - bound.toMillis()) * PER_MILLI);
        return gap.from() >= oldest
                ? gap
                : gap.within(new Range(oldest, gap.to(), false, 0, Optional.of(times(oldest, gap.to()))));
    }

    @Override
    public Optional<Newest> newest(String symbol) throws RestException, InterruptedException {
        asked.add(symbol);
        if (silences.getAndDecrement() > 0) {
            nobody.ask("/api/v3/aggTrades", 1, 1);
        }
        return Optional.of(new Newest(newest, newest / PER_MILLI)).filter(one -> one.position() > 0);
    }

    @Override
    public Optional<String> resting() {
        return Optional.empty();
    }
}
