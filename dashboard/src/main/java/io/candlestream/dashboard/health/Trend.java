package io.candlestream.dashboard.health;

import io.candlestream.dashboard.health.HealthReport.Consumer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;

/** The consumer's figures of the last minutes, as far as somebody looked; safe for use by many threads. */
final class Trend {
    /** One a second at most: ten minutes. */
    private static final int MOST = 600;

    private final Deque<Point> points = new ArrayDeque<>();

    /**
     * One look; figures as in {@link Consumer}.
     *
     * @param now epoch milliseconds
     */
    record Point(
            long now,
            OptionalDouble rowsPerSecond,
            OptionalDouble latencyMedian,
            OptionalDouble latencyWorst,
            OptionalDouble offsetsBehind) {}

    synchronized void add(long now, Consumer consumer) {
        points.addLast(new Point(
                now,
                consumer.rowsPerSecond(),
                consumer.latencyMedian(),
                consumer.latencyWorst(),
                consumer.offsetsBehind()));
        if (points.size() > MOST) {
            points.removeFirst();
        }
    }

    /** Oldest first. */
    synchronized List<Point> points() {
        return List.copyOf(points);
    }
}
