package io.candlestream.bench.contender;

import java.util.Optional;
import java.util.function.Consumer;

/** Hears a program's lines and keeps its result, and when that was said. */
final class ResultLines implements Consumer<String> {
    private volatile Optional<Span> span = Optional.empty();

    @Override
    public void accept(String line) {
        long now = System.nanoTime();
        ResultLine.of(line).ifPresent(result -> span = Optional.of(result.until(now)));
    }

    /** Empty while there is no result. */
    Optional<Span> span() {
        return span;
    }
}
