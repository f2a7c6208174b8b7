package io.candlestream.tools.trades;

import io.candlestream.history.Numbered;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalLong;

/** One symbol's events, passed once from the first to the last: those of archive files. */
final class KnownById<P extends Numbered> implements SourceById<P> {
    private final Iterator<P> events;
    private Optional<P> ahead;
    private OptionalLong passed = OptionalLong.empty();

    /** @param events in the order of their ids */
    KnownById(Iterator<P> events) {
        this.events = events;
        this.ahead = next();
    }

    private Optional<P> next() {
        return events.hasNext() ? Optional.of(events.next()) : Optional.empty();
    }

    private void pass() {
        passed = ahead.stream().mapToLong(Numbered::id).findFirst();
        ahead = next();
    }

    @Override
    public Optional<P> get(long id) {
        while (ahead.filter(one -> one.id() < id).isPresent()) {
            pass();
        }
        return ahead.filter(one -> one.id() == id);
    }

    @Override
    public OptionalLong firstAt(long time) {
        while (ahead.filter(one -> one.time() < time).isPresent()) {
            pass();
        }
        return ahead.stream().mapToLong(Numbered::id).findFirst();
    }

    @Override
    public OptionalLong lastBefore(long time) {
        firstAt(time);
        return passed;
    }
}
