package io.candlestream.simulator.exchange;

import io.candlestream.simulator.market.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The {@link FrameFault}s that wait for an update to hit: any thread may add one, the market's thread plays them. */
final class FrameFaults {
    private static final int LATE_BY_UPDATES = 3;
    private static final int BIG_BYTES = 64 << 20;

    private final Queue<FrameFault> waiting = new ConcurrentLinkedQueue<>();
    private final List<Held> held = new ArrayList<>();
    private final Queue<FrameFault> instead = new ConcurrentLinkedQueue<>();
    private volatile int bigBytes = BIG_BYTES;

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

    /** How many still wait for an update, or hold one back. */
    synchronized int pending() {
        return waiting.size() + held.size() + instead.size();
    }

    /** The honest messages to send now that {@code update} has been made: mostly itself. */
    synchronized List<Update> ordered(Update update) {
        List<Update> due = new ArrayList<>(2);
        Optional<FrameFault> fault = next(update);
        if (fault.isEmpty() || fault.get() == FrameFault.DUPLICATE) {
            due.add(update);
        }
        fault.ifPresent(kind -> suffer(kind, update, due));
        if (due.contains(update)) {
            release(update, due);
        }
        return due;
    }

    /** The fault by which a copy of {@code update} is to be spoilt. */
    Optional<FrameFault> spoiling() {
        return Optional.ofNullable(instead.poll()).or(() -> Optional.ofNullable(waiting.peek())
                .filter(fault -> !fault.reorders())
                .map(fault -> waiting.remove()));
    }

    private Optional<FrameFault> next(Update update) {
        return Optional.ofNullable(waiting.peek())
                .filter(FrameFault::reorders)
                .filter(fault -> fault == FrameFault.DUPLICATE || fault.onlyClosing() == update.closed())
                .map(fault -> waiting.remove());
    }

    private void suffer(FrameFault fault, Update update, List<Update> due) {
        switch (fault) {
            case DUPLICATE -> due.add(update);
            case OUT_OF_ORDER -> held.add(new Held(update, 1));
            case LATE_CLOSE -> held.add(new Held(update, LATE_BY_UPDATES));
            case IMPOSSIBLE_CLOSE -> instead.add(fault);
            default -> {} // MISSING_CLOSE: nobody hears of it
        }
    }

    /** Appends what was held back until now. */
    private void release(Update update, List<Update> due) {
        held.removeIf(held -> held.releasedBy(update, due));
    }

    /** An update that goes out after some more of its symbol. */
    private static final class Held {
        private final Update update;
        private int left;

        Held(Update update, int left) {
            this.update = update;
            this.left = left;
        }

        boolean releasedBy(Update newer, List<Update> due) {
            boolean counts = newer.candle().symbol().equals(update.candle().symbol());
            if (counts && --left == 0) {
                due.add(update);
            }
            return left == 0;
        }
    }
}
