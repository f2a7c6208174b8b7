package io.candlestream.bench.contender;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Hears a program's lines and keeps its result, and when that was said. */
final class ResultLines implements Consumer<String> {
    private final Function<String, Optional<ResultLine>> parse;
    private volatile Optional<Span> span = Optional.empty();

    ResultLines(Function<String, Optional<ResultLine>> parse) {
        this.parse = parse;
    }

    @Override
    public void accept(String line) {
        long now = System.nanoTime();
        parse.apply(line).ifPresent(result -> span = Optional.of(result.until(now)));
    }

    /** Empty while there is no result. */
    Optional<Span> span() {
        return span;
    }
}
