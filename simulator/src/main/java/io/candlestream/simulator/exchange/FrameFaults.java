package io.candlestream.simulator.exchange;

import io.candlestream.simulator.market.MarketEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/** The {@link FrameFault}s of one channel that wait for an event to hit: any thread may add one, the market's thread plays them. */
final class FrameFaults<E extends MarketEvent> {
    private static final int LATE_BY_UPDATES = 3;
    private static final int BIG_BYTES = 64 << 20;

    private final Queue<FrameFault> waiting = new ConcurrentLinkedQueue<>();
    private final List<Held<E>> held = new ArrayList<>();
    private final Queue<FrameFault> instead = new ConcurrentLinkedQueue<>();
    private final Predicate<E> closes;
    private volatile int bigBytes = BIG_BYTES;

    /** @param closes whether an event is the last word on something */
    FrameFaults(Predicate<E> closes) {
        this.closes = closes;
    }

    void add(FrameFault fault) {
        waiting.add(fault);
    }

    void bigBytes(int bytes) {
        bigBytes = bytes;
    }

    /** How long a {@link FrameFault#BIG} message is. */
    int bigBytes() {
        return bigBytes;
    }

    /** How many still wait for an event, or hold one back. */
    synchronized int pending() {
        return waiting.size() + held.size() + instead.size();
    }

    /** The honest messages to send now that {@code event} has been made: mostly itself. */
    synchronized List<E> ordered(E event) {
        List<E> due = new ArrayList<>(2);
        Optional<FrameFault> fault = next(event);
        if (fault.isEmpty() || fault.get() == FrameFault.DUPLICATE) {
            due.add(event);
        }
        fault.ifPresent(kind -> suffer(kind, event, due));
        if (due.contains(event)) {
            held.removeIf(late -> late.releasedBy(event, due));
        }
        return due;
    }

    /** The fault by which a copy of {@code event} is to be spoilt. */
    Optional<FrameFault> spoiling() {
        return Optional.ofNullable(instead.poll()).or(() -> Optional.ofNullable(waiting.peek())
                .filter(fault -> !fault.reorders())
                .map(fault -> waiting.remove()));
    }

    private Optional<FrameFault> next(E event) {
        return Optional.ofNullable(waiting.peek())
                .filter(FrameFault::reorders)
                .filter(fault -> fault == FrameFault.DUPLICATE || fault.onlyClosing() == closes.test(event))
                .map(fault -> waiting.remove());
    }

    private void suffer(FrameFault fault, E event, List<E> due) {
        switch (fault) {
            case DUPLICATE -> due.add(event);
            case OUT_OF_ORDER -> held.add(new Held<>(event, 1));
            case LATE_CLOSE -> held.add(new Held<>(event, LATE_BY_UPDATES));
            case IMPOSSIBLE_CLOSE -> instead.add(fault);
            default -> {} // MISSING_CLOSE: nobody hears of it
        }
    }

    /** An update that goes out after some more of its symbol. */
    private static final class Held<E extends MarketEvent> {
        private final E event;
        private int left;

        Held(E event, int left) {
            this.event = event;
            this.left = left;
        }

        boolean releasedBy(E newer, List<E> due) {
            boolean counts = newer.symbol().equals(event.symbol());
            if (counts && --left == 0) {
                due.add(event);
            }
            return left == 0;
        }
    }
}
