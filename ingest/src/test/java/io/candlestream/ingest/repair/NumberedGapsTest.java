package io.candlestream.ingest.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.candlestream.history.RequestWeightLimiter;
import io.candlestream.history.RestApi;
import io.candlestream.history.RestException;
import io.candlestream.ingest.Quotes.Quote;
import io.candlestream.ingest.channel.EventHistory;
import io.candlestream.ingest.channel.Gap;
import io.candlestream.ingest.channel.Gap.Cause;
import io.candlestream.ingest.channel.Gap.Times;
import io.candlestream.ingest.channel.RepairSettings;
import io.candlestream.ingest.metrics.ProducerMetrics;
import io.candlestream.ingest.repair.GapReport.State;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Gaps of events that are numbered: their positions are ids, ten of which share a millisecond here. */
class NumberedGapsTest {
    private static final Duration BOUND = Duration.ofMillis(50);
    private static final RepairSettings SETTINGS =
            new RepairSettings(Duration.ZERO, BOUND, 1, Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(1));
    private static final int PER_MILLI = 10;

    private final List<Long> published = new CopyOnWriteArrayList<>();
    private final List<GapReport> reports = new CopyOnWriteArrayList<>();
    private final Numbers numbers = new Numbers();
    private final EmptyRanges empties = new EmptyRanges();
    private final GapRepairer<Quote> repairer = new GapRepairer<>(
            numbers,
            empties,
            new RepairPublisher<>(quote -> published.add(quote.eventTime()), reports::add, () -> {}),
            new ProducerMetrics(List.of("numbers")).stream("numbers"),
            SETTINGS);
    private final Thread thread = new Thread(this::repair);

    @AfterEach
    void stop() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    private void repair() {
        try {
            repairer.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void isFetchedFromItsFirstIdToBeforeItsLast() {
        repairer.add(gap(1_003, 1_027));
        thread.start();

        awaitReports(2);
        assertThat(published)
                .containsExactlyElementsOf(
                        LongStream.range(1_003, 1_027).boxed().toList());
        assertThat(reports.get(1).gap()).isEqualTo(gap(1_003, 1_027));
        assertThat(reports.get(1).state()).isEqualTo(State.HEALED);
    }

    @Test
    void idsWithinOneMillisecondAreGapsOfTheirOwn() {
        empties.add(gap(1_001, 1_003));
        repairer.add(gap(1_004, 1_006));
        thread.start();

        awaitReports(2);
        assertThat(published).containsExactly(1_004L, 1_005L);
    }

    @Test
    void whatAnAnswerToldIsNotAskedForAgainWhenTheNextFails() {
        numbers.failures.set(1);
        repairer.add(gap(1_000, 1_150));
        thread.start();

        awaitReports(4);
        assertThat(published)
                .containsExactlyElementsOf(
                        LongStream.range(1_000, 1_150).boxed().toList());
        assertThat(reports)
                .extracting(
                        report -> report.gap().from(), report -> report.gap().fromTime(), GapReport::state)
                .containsExactly(
                        tuple(1_000L, 99L, State.OPEN),
                        tuple(1_100L, 110L, State.OPEN),
                        tuple(1_000L, 99L, State.HEALED),
                        tuple(1_100L, 110L, State.HEALED));
    }

    @Test
    void aNewerGapDoesNotWaitForAllOfALongOne() {
        numbers.duringRead = () -> repairer.add(gap(1_190, 1_200));
        repairer.add(gap(1_000, 1_150));
        thread.start();

        awaitReports(6);
        assertThat(published)
                .containsExactlyElementsOf(LongStream.concat(
                                LongStream.concat(LongStream.range(1_000, 1_100), LongStream.range(1_190, 1_200)),
                                LongStream.range(1_100, 1_150))
                        .boxed()
                        .toList());
        assertThat(reports)
                .filteredOn(report -> report.state() == State.HEALED)
                .extracting(report -> report.gap().from())
                .containsExactly(1_000L, 1_190L, 1_100L);
    }

    @Test
    void whatIsOlderThanTheBoundStaysRecorded() {
        numbers.now = 155;
        repairer.add(gap(1_000, 1_100));
        thread.start();

        awaitReports(4);
        assertThat(reports)
                .extracting(
                        report -> report.gap().from(), report -> report.gap().to(), GapReport::state)
                .containsExactly(
                        tuple(1_000L, 1_100L, State.OPEN),
                        tuple(1_000L, 1_050L, State.OPEN),
                        tuple(1_050L, 1_100L, State.OPEN),
                        tuple(1_050L, 1_100L, State.HEALED));
        assertThat(published).startsWith(1_050L).hasSize(50);
    }

    @Test
    void aLossIsAskedForByTimeAndFetchedById() {
        repairer.add(new Gap("ABC", 100, 102, Cause.LOSS, 7));
        thread.start();

        awaitReports(3);
        assertThat(published)
                .containsExactlyElementsOf(
                        LongStream.range(1_000, 1_020).boxed().toList());
        assertThat(reports.get(2).gap().times()).contains(new Times(100, 102));
    }

    @Test
    void aLossOfNothingIsReportedAsEmpty() {
        numbers.none = true;
        repairer.add(new Gap("ABC", 100, 102, Cause.LOSS, 7));
        thread.start();

        awaitReports(2);
        assertThat(reports.get(1).state()).isEqualTo(State.EMPTY);
        assertThat(reports.get(1).gap().from()).isEqualTo(100);
    }

    @Test
    void whatTheExchangeHasNoMoreStaysAGap() {
        numbers.floor = 1_010;
        repairer.add(gap(1_003, 1_027));
        thread.start();

        awaitReports(4);
        assertThat(reports)
                .extracting(
                        report -> report.gap().from(), report -> report.gap().to(), GapReport::state)
                .containsExactly(
                        tuple(1_003L, 1_027L, State.OPEN),
                        tuple(1_003L, 1_010L, State.OPEN),
                        tuple(1_010L, 1_027L, State.HEALED),
                        tuple(1_003L, 1_010L, State.OPEN));
        repairer.add(gap(1_003, 1_010));
        assertThat(reports).hasSize(4);
    }

    @Test
    void aJoinedGapSpansBothInIdsAndInTime() {
        Gap joined = gap(1_000, 1_015).joinedWith(gap(1_010, 1_031));

        assertThat(joined).isEqualTo(gap(1_000, 1_031));
        assertThat(joined.until(50)).isEqualTo(joined);
        assertThat(joined)
                .hasToString("ABC from 1970-01-01T00:00:00.099Z to 1970-01-01T00:00:00.104Z (ids 1000 to 1030)");
    }

    private void awaitReports(int count) {
        await().until(() -> reports.size() == count);
    }

    private static Gap gap(long from, long to) {
        return new Gap("ABC", from, to, Optional.of(times(from, to)), Cause.TRADE_IDS, 7);
    }

    private static Times times(long from, long to) {
        return new Times((from - 1) / PER_MILLI, to / PER_MILLI + 1);
    }

    /** All numbers, told a hundred at a time. */
    private static final class Numbers implements EventHistory<Quote> {
        private static final int PAGE = 100;

        private final RestApi nobody = new RestApi(
                URI.create("http://127.0.0.1:1"), HttpClient.newHttpClient(), new RequestWeightLimiter(6000));
        private final AtomicInteger failures = new AtomicInteger();
        private volatile long now = 120;
        private volatile long floor;
        private volatile boolean none;
        private volatile Runnable duringRead = () -> {};

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
            LongStream.range(from, to).forEach(id -> quotes.add(new Quote("ABC", "1", id)));
            return new Part<>(
                    quotes, List.of(new Range(from, to, true, quotes.size(), Optional.of(times(from, to)))), 0);
        }

        @Override
        public Gap placed(Gap gap, Duration bound) {
            long oldest = (now - bound.toMillis()) * PER_MILLI;
            if (gap.times().isEmpty()) {
                return new Gap(
                        gap.symbol(),
                        gap.from() * PER_MILLI,
                        (none ? gap.from() : gap.to()) * PER_MILLI,
                        Optional.of(new Times(gap.from(), gap.to())),
                        gap.cause(),
                        gap.foundAt());
            }
            return gap.from() >= oldest
                    ? gap
                    : gap.within(new Range(oldest, gap.to(), false, 0, Optional.of(times(oldest, gap.to()))));
        }

        @Override
        public Optional<String> resting() {
            return Optional.empty();
        }
    }
}
