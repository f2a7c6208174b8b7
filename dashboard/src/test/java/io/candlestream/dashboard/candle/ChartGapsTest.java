package io.candlestream.dashboard.candle;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.dashboard.candle.ChartGap.State;
import io.candlestream.schema.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class ChartGapsTest {
    private static final List<State> STATES = List.of(State.values());

    @Test
    void neighboursOfOneStateBecomeOne() {
        assertThat(ChartGaps.merged(List.of(new ChartGap(60, 80, State.HEALED), new ChartGap(20, 60, State.HEALED)))
                        .all())
                .containsExactly(new ChartGap(20, 80, State.HEALED));
    }

    @Test
    void whatBecameOfAPartWinsOverItsFinding() {
        assertThat(ChartGaps.merged(List.of(new ChartGap(0, 100, State.OPEN), new ChartGap(20, 40, State.EMPTY)))
                        .all())
                .containsExactly(
                        new ChartGap(0, 20, State.OPEN),
                        new ChartGap(20, 40, State.EMPTY),
                        new ChartGap(40, 100, State.OPEN));
    }

    @Test
    void apartStaysApart() {
        List<ChartGap> apart = List.of(new ChartGap(0, 10, State.EMPTY), new ChartGap(20, 30, State.EMPTY));

        assertThat(ChartGaps.merged(apart).all()).isEqualTo(apart);
        assertThat(ChartGaps.merged(List.of())).isEqualTo(ChartGaps.NONE);
    }

    @RepeatedTest(50)
    void everySlotKeepsItsState(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        List<ChartGap> noted = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int from = random.nextInt(50);
            noted.add(new ChartGap(from, from + 1 + random.nextInt(20), STATES.get(random.nextInt(STATES.size()))));
        }

        List<ChartGap> merged = ChartGaps.merged(noted).all();

        for (int slot = 0; slot < 75; slot++) {
            assertThat(strongest(slot, merged))
                    .as("slot %d, seed %d", slot, repetition.getCurrentRepetition())
                    .isEqualTo(strongest(slot, noted));
        }
        for (int i = 1; i < merged.size(); i++) {
            assertThat(merged.get(i).from())
                    .isGreaterThanOrEqualTo(merged.get(i - 1).to());
        }
    }

    private static Optional<State> strongest(int slot, List<ChartGap> gaps) {
        Optional<State> strongest = Optional.empty();
        for (ChartGap gap : gaps) {
            boolean covers = slot >= gap.from() && slot < gap.to();
            if (covers && (strongest.isEmpty() || gap.state().compareTo(strongest.get()) > 0)) {
                strongest = Optional.of(gap.state());
            }
        }
        return strongest;
    }

    @Test
    void emptySlotsAreCountedWithinAStretch() {
        ChartGaps gaps = new ChartGaps(
                List.of(new ChartGap(60_000, 300_000, State.EMPTY), new ChartGap(300_000, 360_000, State.HEALED)));

        assertThat(gaps.emptySlots(Interval.MINUTE_1, 0, 600_000)).isEqualTo(4);
        assertThat(gaps.emptySlots(Interval.MINUTE_1, 120_000, 180_000)).isEqualTo(1);
        assertThat(gaps.emptySlots(Interval.MINUTE_1, 300_000, 600_000)).isZero();
    }
}
