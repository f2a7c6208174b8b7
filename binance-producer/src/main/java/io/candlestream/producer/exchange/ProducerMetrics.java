package io.candlestream.producer.exchange;

import io.candlestream.producer.frame.Frame.Cause;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * Counts what becomes of every message; the one seam through which the producer is watched.
 *
 * <p>Alert when any cause of {@link #rejected} grows (the exchange or the path to it has changed), when
 * {@link #connectionLost} grows faster than once a connection and day, when {@link #received} stands still, and when
 * {@link #gapFound} grows while {@link #gapHealed} and {@link #gapEmpty} do not.
 */
public interface ProducerMetrics {
    /** A message arrived, of whatever kind. */
    void received();

    /** A message was not usable. */
    void rejected(Cause cause);

    /** The broker has acknowledged an update. */
    void published();

    /** A connection ended that should not have. */
    void connectionLost();

    /** Candles are missing. */
    void gapFound();

    /** Candles that were missing are published. */
    void gapHealed();

    /** Candles that were missing do not exist at the exchange either. */
    void gapEmpty();

    /** So many candles that were missing are published. */
    void candlesHealed(int count);

    /** The exchange could not be asked for what is missing; it will be asked again. */
    void healingRetried();

    /** Counts in memory; safe for use by many threads. */
    final class Counts implements ProducerMetrics {
        private final LongAdder received = new LongAdder();
        private final LongAdder published = new LongAdder();
        private final LongAdder lost = new LongAdder();
        private final LongAdder gaps = new LongAdder();
        private final LongAdder healed = new LongAdder();
        private final LongAdder empty = new LongAdder();
        private final LongAdder healedCandles = new LongAdder();
        private final LongAdder retries = new LongAdder();
        private final Map<Cause, LongAdder> rejected = new EnumMap<>(Cause.class);

        public Counts() {
            Arrays.stream(Cause.values()).forEach(cause -> rejected.put(cause, new LongAdder()));
        }

        @Override
        public void received() {
            received.increment();
        }

        @Override
        public void rejected(Cause cause) {
            rejected.get(cause).increment();
        }

        @Override
        public void published() {
            published.increment();
        }

        @Override
        public void connectionLost() {
            lost.increment();
        }

        @Override
        public void gapFound() {
            gaps.increment();
        }

        @Override
        public void gapHealed() {
            healed.increment();
        }

        @Override
        public void gapEmpty() {
            empty.increment();
        }

        @Override
        public void candlesHealed(int count) {
            healedCandles.add(count);
        }

        @Override
        public void healingRetried() {
            retries.increment();
        }

        long lostConnections() {
            return lost.sum();
        }

        long rejections(Cause cause) {
            return rejected.get(cause).sum();
        }

        /** The counts in one line, with the causes of rejections and the gaps if there were any. */
        @Override
        public String toString() {
            long refused = rejected.values().stream().mapToLong(LongAdder::sum).sum();
            String causes = rejected.entrySet().stream()
                    .filter(e -> e.getValue().sum() > 0)
                    .map(e -> e.getKey() + " " + e.getValue())
                    .collect(Collectors.joining(", "));
            return received + " frames, " + published + " published, " + refused + " rejected"
                    + (causes.isEmpty() ? "" : " (" + causes + ")")
                    + (gaps.sum() == 0 ? "" : ", " + gapsText());
        }

        private String gapsText() {
            return gaps + " gaps (" + healed + " stretches healed, " + empty + " empty, " + healedCandles + " candles, "
                    + retries + " retries)";
        }
    }
}
