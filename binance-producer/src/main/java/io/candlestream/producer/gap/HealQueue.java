package io.candlestream.producer.gap;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What {@link Healer} has to ask for, and when; gaps of one symbol that follow one another wait as one. */
final class HealQueue {
    private final List<Ask> waiting = new ArrayList<>();

    /** Adds {@code gap}, to be asked for at once; returns the stretch that waits now. */
    synchronized Gap add(Gap gap) {
        long now = System.nanoTime();
        Ask whole = Ask.first(gap, now);
        for (Iterator<Ask> each = waiting.iterator(); each.hasNext(); ) {
            Ask other = each.next();
            if (!other.isLook() && other.gap().isFollowedBy(gap)) {
                each.remove();
                whole = other.of(other.gap().joinedWith(gap)).dueAt(now);
                break;
            }
        }
        add(whole);
        return whole.gap();
    }

    synchronized void add(Ask ask) {
        waiting.add(ask);
        notifyAll();
    }

    /** Adds a look at a stretch that is empty, in place of the one at the same stretch as it was before it went on. */
    synchronized void look(Ask look) {
        Optional<Ask> known = waiting.stream()
                .filter(Ask::isLook)
                .filter(other -> other.gap().symbol().equals(look.gap().symbol())
                        && other.gap().from() == look.gap().from())
                .findFirst();
        known.ifPresent(waiting::remove);
        add(known.map(other -> other.of(look.gap())).orElse(look));
    }

    /** Returns the one that is due first, when it is. */
    synchronized Ask take() throws InterruptedException {
        while (true) {
            Optional<Ask> first = waiting.stream().min(Comparator.comparingLong(Ask::due));
            if (first.isEmpty()) {
                wait();
                continue;
            }
            long left = first.get().due() - System.nanoTime();
            if (left <= 0) {
                waiting.remove(first.get());
                return first.get();
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /** How many gaps wait. */
    synchronized long size() {
        return waiting.stream().filter(ask -> !ask.isLook()).count();
    }
}
