package io.candlestream.producer.gap;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** The gaps that wait for {@link Healer}; stretches of one symbol that follow one another wait as one. */
final class HealQueue {
    private final Deque<Gap> waiting = new ArrayDeque<>();

    /** Adds {@code gap}; returns the stretch that waits now. */
    synchronized Gap add(Gap gap) {
        Gap whole = gap;
        for (Iterator<Gap> each = waiting.iterator(); each.hasNext(); ) {
            Gap other = each.next();
            if (other.isFollowedBy(gap)) {
                each.remove();
                whole = other.joinedWith(gap);
                break;
            }
        }
        waiting.addLast(whole);
        notifyAll();
        return whole;
    }

    synchronized Gap take() throws InterruptedException {
        while (waiting.isEmpty()) {
            wait();
        }
        return waiting.removeFirst();
    }

    synchronized int size() {
        return waiting.size();
    }
}
