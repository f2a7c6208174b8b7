package io.candlestream.dashboard.chart;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** An answer that is asked for again only when it is older than some time, however many want it. */
final class Cached<T> {
    private final Supplier<T> question;
    private final LongSupplier nanoTime;
    private Optional<T> answer = Optional.empty();
    private long asked;

    /** @param nanoTime the clock, such as {@code System::nanoTime} */
    Cached(Supplier<T> question, LongSupplier nanoTime) {
        this.question = question;
        this.nanoTime = nanoTime;
    }

    /** The answer, at most {@code oldest} old. */
    synchronized T get(Duration oldest) {
        long now = nanoTime.getAsLong();
        if (answer.isEmpty() || now - asked >= oldest.toNanos()) {
            answer = Optional.of(question.get());
            asked = now;
        }
        return answer.get();
    }
}
