package io.candlestream.ingest.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.ingest.channel.EventHistory.Range;
import io.candlestream.ingest.channel.Gap;
import io.candlestream.ingest.channel.Gap.Cause;
import io.candlestream.ingest.channel.Gap.Times;
import io.candlestream.ingest.repair.GapReport.State;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RepairOutcomeTest {
    private static final Gap GAP = new Gap("BTCUSDT", 10, 70, Cause.GRID, 5);

    private final RepairOutcome outcome = new RepairOutcome(GAP);

    @Test
    void rangesOfOneKindThatFollowOneAnotherAreOneReport() {
        outcome.add(List.of(new Range(10, 20, false, 1), new Range(20, 30, true, 1)));
        outcome.add(List.of(new Range(30, 50, true, 2), new Range(50, 70, false, 2)));

        assertThat(outcome.reports(99))
                .containsExactly(
                        new GapReport(GAP.between(10, 20), State.EMPTY, 99),
                        new GapReport(GAP.between(20, 50), State.HEALED, 99),
                        new GapReport(GAP.between(50, 70), State.EMPTY, 99));
        assertThat(outcome.healed()).isEqualTo(3);
        assertThat(outcome.empty()).isEqualTo(3);
        assertThat(outcome.end()).isEqualTo(70);
    }

    @Test
    void isLaterThanTheFindingWhateverTheClockSays() {
        outcome.add(List.of(new Range(10, 70, true, 6)));

        assertThat(outcome.reports(1)).containsExactly(new GapReport(GAP, State.HEALED, 6));
    }

    @Test
    void countsTheEmptyRangesFromATimeOn() {
        outcome.add(List.of(new Range(10, 20, false, 1), new Range(20, 30, true, 1), new Range(30, 70, false, 4)));

        assertThat(outcome.emptyFrom(10)).isEqualTo(2);
        assertThat(outcome.emptyFrom(20)).isEqualTo(1);
        assertThat(outcome.emptyFrom(70)).isZero();
    }

    /** The consumer takes no gap whose end is not behind its begin. */
    @Test
    void whereTimesStepBackEachPartEndsBehindItsBegin() {
        Gap gap = new Gap("BTCUSDT", 10, 70, Optional.of(new Times(100, 105)), Cause.TRADE_IDS, 5);
        RepairOutcome part = new RepairOutcome(gap);
        part.add(new Range(10, 20, true, 10, Optional.of(new Times(100, 108))));

        assertThat(part.rest().times()).contains(new Times(104, 105));
        part.add(new Range(20, 70, false, 50, Optional.of(new Times(107, 105))));
        assertThat(part.reports(9)).allSatisfy(report -> assertThat(report.gap().toTime())
                .isGreaterThan(report.gap().fromTime()));
    }

    @Test
    void beginsWhereTheGapBegins() {
        outcome.refuse(2);
        outcome.refuse(1);

        assertThat(outcome.end()).isEqualTo(10);
        assertThat(outcome.refused()).isEqualTo(3);
        assertThat(outcome.reports(1)).isEmpty();
    }
}
