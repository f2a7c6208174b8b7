package io.candlestream.dashboard.candle;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.dashboard.candle.Gap.State;
import io.candlestream.schema.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class GapsTest {
    private static final List<State> STATES = List.of(State.values());

    @Test
    void neighboursOfOneStateBecomeOne() {
        assertThat(Gaps.merged(List.of(new Gap(60, 80, State.HEALED), new Gap(20, 60, State.HEALED)))
                        .all())
                .containsExactly(new Gap(20, 80, State.HEALED));
    }

    @Test
    void whatBecameOfAPartWinsOverItsFinding() {
        assertThat(Gaps.merged(List.of(new Gap(0, 100, State.OPEN), new Gap(20, 40, State.EMPTY)))
                        .all())
                .containsExactly(
                        new Gap(0, 20, State.OPEN), new Gap(20, 40, State.EMPTY), new Gap(40, 100, State.OPEN));
    }

    @Test
    void apartStaysApart() {
        List<Gap> apart = List.of(new Gap(0, 10, State.EMPTY), new Gap(20, 30, State.EMPTY));

        assertThat(Gaps.merged(apart).all()).isEqualTo(apart);
        assertThat(Gaps.merged(List.of())).isEqualTo(Gaps.NONE);
    }

    @RepeatedTest(50)
    void everySlotKeepsItsState(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        List<Gap> noted = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int from = random.nextInt(50);
            noted.add(new Gap(from, from + 1 + random.nextInt(20), STATES.get(random.nextInt(STATES.size()))));
        }

        List<Gap> merged = Gaps.merged(noted).all();

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

    private static Optional<State> strongest(int slot, List<Gap> gaps) {
        Optional<State> strongest = Optional.empty();
        for (Gap gap : gaps) {
            boolean covers = slot >= gap.from() && slot < gap.to();
            if (covers && (strongest.isEmpty() || gap.state().compareTo(strongest.get()) > 0)) {
                strongest = Optional.of(gap.state());
            }
        }
        return strongest;
    }

    @Test
    void emptySlotsAreCountedWithinAStretch() {
        Gaps gaps = new Gaps(List.of(new Gap(60_000, 300_000, State.EMPTY), new Gap(300_000, 360_000, State.HEALED)));

        assertThat(gaps.emptySlots(Interval.MINUTE_1, 0, 600_000)).isEqualTo(4);
        assertThat(gaps.emptySlots(Interval.MINUTE_1, 120_000, 180_000)).isEqualTo(1);
        assertThat(gaps.emptySlots(Interval.MINUTE_1, 300_000, 600_000)).isZero();
    }

    @Test
    void monthsAreCountedByTheCalendar() {
        long january = 1_704_067_200_000L;
        long april = 1_711_929_600_000L;

        assertThat(new Grid(Interval.MONTH_1).slots(january, april)).isEqualTo(3);
    }
}
