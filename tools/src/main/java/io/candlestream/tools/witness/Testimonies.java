package io.candlestream.tools.witness;

import io.candlestream.schema.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Collects what two witnesses say of one asset: counts, the first values on which they disagree, and what could not be compared. */
final class Testimonies {
    /** Lines of each kind, so that millions of them do not fill the memory. */
    private static final int KEPT = 1000;

    private final List<WitnessReport.Testimony> all = new ArrayList<>();
    private final List<Disagreement> differences = new ArrayList<>();
    private final List<String> gaps = new ArrayList<>();

    /** A new pair of witnesses. */
    Pair pair(String witnesses, String asset, Interval interval) {
        return new Pair(witnesses, asset, interval);
    }

    /** A line about what is not there. */
    void note(String line) {
        gaps.add(line);
    }

    WitnessReport report() {
        return new WitnessReport(
                all.stream().allMatch(one -> one.differing() == 0), List.copyOf(all), differences, gaps);
    }

    /** Two witnesses on one asset, candle by candle, oldest first. */
    final class Pair {
        private final String witnesses;
        private final String asset;
        private final Interval interval;
        private long compared;
        private long differing;
        private long notWhole;
        private long gapFrom = Long.MIN_VALUE;
        private long gapTo;
        private long gapCandles;
        private long present;
        private long wanted;

        private Pair(String witnesses, String asset, Interval interval) {
            this.witnesses = witnesses;
            this.asset = asset;
            this.interval = interval;
        }

        void compare(MadeCandle made, ToldCandle told) {
            compared(made.differing(witnesses, asset, told));
        }

        /** One more candle that both have, with what differs. */
        void compared(List<Disagreement> differ) {
            compared++;
            differ(differ);
        }

        private void differ(List<Disagreement> differ) {
            if (!differ.isEmpty()) {
                differing++;
                differences.addAll(differ.subList(0, Math.min(differ.size(), Math.max(0, KEPT - differences.size()))));
            }
        }

        /** The first witness has the candle, the second one has it not. */
        void absent(MadeCandle made) {
            absent(made.openTime(), "there", "absent");
        }

        /** Only one has the candle. */
        void absent(long open, String made, String told) {
            differ(List.of(new Disagreement(
                    witnesses, asset, Instant.ofEpochMilli(open).toString(), "candle", made, told)));
        }

        /** A candle cannot be compared: only {@code have} of {@code want} parts are there. */
        void gap(long open, long have, long want) {
            if (open != gapTo) {
                endGap();
                gapFrom = open;
            }
            notWhole++;
            gapCandles++;
            present += have;
            wanted += want;
            gapTo = interval.endOf(open);
        }

        private void endGap() {
            if (gapCandles > 0 && gaps.size() < KEPT) {
                gaps.add("gap  " + witnesses + "  " + asset + "  " + Instant.ofEpochMilli(gapFrom) + " to "
                        + Instant.ofEpochMilli(gapTo) + ": " + gapCandles + " not compared, " + (wanted - present)
                        + " of "
                        + wanted + " parts are not stored");
            }
            gapCandles = 0;
            present = 0;
            wanted = 0;
        }

        void end() {
            endGap();
            all.add(new WitnessReport.Testimony(witnesses, asset, compared, differing, notWhole));
        }
    }
}
