package io.candlestream.tools.trades;

import io.candlestream.history.LookAhead;
import io.candlestream.history.Numbered;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalLong;

/** One symbol's events, passed once from the first to the last: those of archive files. */
final class KnownById<P extends Numbered> implements SourceById<P> {
    private final LookAhead<P> events;
    private OptionalLong passed = OptionalLong.empty();

    /** @param events in the order of their ids */
    KnownById(Iterator<P> events) {
        this.events = LookAhead.of(events);
    }

    private void pass() {
        passed = OptionalLong.of(events.next().id());
    }

    @Override
    public Optional<P> get(long id) {
        while (events.peek().filter(one -> one.id() < id).isPresent()) {
            pass();
        }
        return events.peek().filter(one -> one.id() == id);
    }

    @Override
    public OptionalLong firstAt(long time) {
        while (events.peek().filter(one -> one.time() < time).isPresent()) {
            pass();
        }
        return events.peek().stream().mapToLong(Numbered::id).findFirst();
    }

    @Override
    public OptionalLong lastBefore(long time) {
        firstAt(time);
        return passed;
    }
}
