package io.candlestream.ingest.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.ingest.channel.Event;
import io.candlestream.ingest.channel.EventSource;
import io.candlestream.ingest.channel.Gap;
import io.candlestream.ingest.channel.Gap.Cause;
import io.candlestream.ingest.channel.Gap.Times;
import io.candlestream.ingest.repair.GapReport.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Numbered events, ten of which share a millisecond. */
class BackfilledGapsTest {
    private static final int PER_MILLI = 10;

    private final GapRecords records = new GapRecords("trade");
    private final List<GapReport> reports = new ArrayList<>();
    private final BackfilledGaps gaps = new BackfilledGaps(EventSource.ARCHIVE, reports::add);

    @BeforeEach
    void know() {
        know(GapReport.found(gap(100, 120)), new GapReport(gap(200, 220), State.HEALED, 9));
    }

    private void know(GapReport... recorded) {
        GapLog past = new GapLog(records);
        Stream.of(recorded)
                .forEach(report -> past.take(records.encode(report, 0).value(), 0));
        gaps.read(past);
    }

    @Test
    void aGapThatIsLoadedWholeIsHealedOnceItIsSafe() {
        load(90, 230);
        assertThat(reports).isEmpty();
        gaps.acknowledged();

        assertThat(reports).hasSize(1);
        assertThat(reports.get(0).gap()).isEqualTo(gap(100, 120));
        assertThat(reports.get(0).state()).isEqualTo(State.HEALED);
        assertThat(reports.get(0).source()).contains(EventSource.ARCHIVE);
    }

    @Test
    void theReportIsNewerThanTheFindingByAClockThatWasAhead() {
        long ahead = Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();
        GapReport found = GapReport.found(gap(300, 310).foundAgain(ahead));
        GapLog past = new GapLog(records);
        past.take(records.encode(found, 0).value(), 0);
        gaps.read(past);
        load(300, 310);
        gaps.acknowledged();

        assertThat(reports).singleElement().matches(healed -> healed.isNewerThan(found));
    }

    @Test
    void aGapThatIsLoadedInPartStaysOpen() {
        load(101, 230);
        gaps.acknowledged();

        assertThat(reports).isEmpty();
    }

    @Test
    void whatAnEarlierRunLoadedCounts() {
        gaps.resume("ABC", 9, 110);
        load(110, 230);
        gaps.acknowledged();

        assertThat(reports).extracting(GapReport::state).containsExactly(State.HEALED);
    }

    @Test
    void whatTheSourceLeftOutInAnEarlierRunStaysOpen() {
        know(GapReport.found(leftOut(105, 106)), GapReport.found(leftOut(108, 109)));
        gaps.resume("ABC", 9, 110);
        load(110, 230);
        gaps.acknowledged();

        assertThat(reports).isEmpty();
    }

    @Test
    void whatTheSourceLeftOutIsHealedByOneThatHasIt() {
        know(GapReport.found(leftOut(105, 107)), GapReport.found(leftOut(118, 119)));
        gaps.resume("ABC", 9, 103);
        load(103, 230);
        gaps.acknowledged();

        assertThat(reports)
                .extracting(GapReport::gap)
                .containsExactly(leftOut(105, 107), leftOut(118, 119), gap(100, 120));
        assertThat(reports).extracting(GapReport::state).containsOnly(State.HEALED);
    }

    @Test
    void aGapBehindTheBookmarkIsHealedByNoEventBehindIt() {
        gaps.resume("ABC", 9, 150);
        load(150, 230);
        gaps.acknowledged();

        assertThat(reports).isEmpty();
    }

    @Test
    void whatWasMadeBeforeTheBackfillBeganCountsForNothing() {
        gaps.resume("ABC", 10, 110);
        load(110, 230);
        gaps.acknowledged();

        assertThat(reports).isEmpty();
    }

    @Test
    void whatTheSourceLeavesOutIsAGap() {
        gaps.missing(gap(300, 310));

        assertThat(reports).containsExactly(GapReport.found(gap(300, 310)));
    }

    @Test
    void whatTheSourceLeavesOutHidesNoOtherGap() {
        gaps.missing(gap(104, 106));

        assertThat(reports.get(0).gap().fromTime()).isEqualTo(10);
        gaps.missing(gap(103, 104));
        assertThat(reports.get(1).gap().fromTime()).isEqualTo(8);
    }

    private void load(long from, long to) {
        LongStream.range(from, to).forEach(id -> {
            gaps.take(new Numbered("ABC", id));
            gaps.take(new Numbered("DEF", id));
        });
    }

    private static Gap gap(long from, long to) {
        return gap(from, to, Cause.RESTART);
    }

    private static Gap leftOut(long from, long to) {
        return gap(from, to, Cause.BACKFILL);
    }

    private static Gap gap(long from, long to, Cause cause) {
        Times times = new Times((from - 1) / PER_MILLI, to / PER_MILLI + 1);
        return new Gap("ABC", from, to, Optional.of(times), cause, 7);
    }

    private record Numbered(String symbol, long position) implements Event {
        @Override
        public long eventTime() {
            return position / PER_MILLI;
        }

        @Override
        public long time() {
            return eventTime();
        }
    }
}
