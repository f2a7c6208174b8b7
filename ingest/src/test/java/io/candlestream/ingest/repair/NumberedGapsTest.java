package io.candlestream.ingest.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.candlestream.ingest.Quotes.Quote;
import io.candlestream.ingest.channel.Gap;
import io.candlestream.ingest.channel.Gap.Cause;
import io.candlestream.ingest.channel.Gap.Times;
import io.candlestream.ingest.channel.RepairSettings;
import io.candlestream.ingest.metrics.ProducerMetrics;
import io.candlestream.ingest.repair.GapReport.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Gaps of events that are numbered: their positions are ids, ten of which share a millisecond here. */
class NumberedGapsTest {
    private static final Duration BOUND = Duration.ofMillis(50);
    private static final RepairSettings SETTINGS =
            new RepairSettings(Duration.ZERO, BOUND, 1, Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(1));

    private final List<Long> published = new CopyOnWriteArrayList<>();
    private final List<GapReport> reports = new CopyOnWriteArrayList<>();
    private final NumberedQuotes numbers = new NumberedQuotes();
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
        repairer.add(loss());
        thread.start();

        awaitReports(3);
        assertThat(published)
                .containsExactlyElementsOf(
                        LongStream.range(1_000, 1_020).boxed().toList());
        assertThat(reports.get(2).gap().times()).contains(new Times(100, 102));
    }

    @Test
    void aLossOfNothingIsReportedAsEmptyAfterThreeAnswers() {
        numbers.nothing.set(Integer.MAX_VALUE);
        repairer.add(loss());
        thread.start();

        awaitReports(2);
        assertThat(reports.get(1).state()).isEqualTo(State.EMPTY);
        assertThat(reports.get(1).gap()).isEqualTo(loss());
        assertThat(numbers.placed).hasValue(3);
    }

    @Test
    void oneAnswerIsNoProofThatNothingWasLost() {
        numbers.nothing.set(2);
        repairer.add(loss());
        thread.start();

        awaitReports(3);
        assertThat(published).hasSize(20);
        assertThat(reports).extracting(GapReport::state).containsExactly(State.OPEN, State.OPEN, State.HEALED);
    }

    @Test
    void aLossThatWasReportedAsEmptyIsFetchedWhenThereIsSomethingLater() {
        GapReport empty = new GapReport(loss(), State.EMPTY, 9);
        repairer.lookAgain(loss());
        thread.start();

        awaitReports(2);
        assertThat(published).hasSize(20);
        assertThat(reports).extracting(GapReport::state).containsExactly(State.OPEN, State.HEALED);
        assertThat(reports).allMatch(report -> report.isNewerThan(empty));
    }

    @Test
    void whatIsAllOlderThanTheBoundIsReportedOnce() {
        numbers.now = 200;
        repairer.add(gap(1_000, 1_100));
        thread.start();
        await().until(() -> numbers.placed.get() == 1);
        repairer.add(gap(1_900, 1_910));

        awaitReports(3);
        assertThat(reports)
                .extracting(report -> report.gap().from(), GapReport::state)
                .containsExactly(tuple(1_000L, State.OPEN), tuple(1_900L, State.OPEN), tuple(1_900L, State.HEALED));
    }

    @Test
    void whatBecomesOfAGapReplacesItsFindingByAClockThatWasAhead() {
        long ahead = Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();
        numbers.failures.set(1);
        repairer.add(gap(1_000, 1_150).foundAgain(ahead));
        thread.start();

        awaitReports(4);
        assertThat(reports.get(2)).matches(healed -> healed.isNewerThan(reports.get(0)));
        assertThat(reports.get(3)).matches(healed -> healed.isNewerThan(reports.get(1)));
        assertThat(reports).extracting(GapReport::state).endsWith(State.HEALED, State.HEALED);
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

    private static Gap loss() {
        return new Gap("ABC", 100, 102, Cause.LOSS, 7);
    }

    private static Gap gap(long from, long to) {
        return new Gap("ABC", from, to, Optional.of(NumberedQuotes.times(from, to)), Cause.TRADE_IDS, 7);
    }
}
