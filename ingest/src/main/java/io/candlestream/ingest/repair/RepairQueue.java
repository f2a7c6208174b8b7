package io.candlestream.ingest.repair;

import io.candlestream.ingest.channel.Gap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** What {@link GapRepairer} has to ask for, and when; gaps of one symbol that follow one another wait as one. */
final class RepairQueue {
    private final List<Ask> waiting = new ArrayList<>();

    /**
     * Adds {@code gap}, to be asked for at once; where it makes a gap longer that has failed, when that one is. Returns the stretch that
     * waits now.
     */
    synchronized Gap add(Gap gap) {
        long now = System.nanoTime();
        Ask whole = Ask.first(gap, now);
        for (Iterator<Ask> each = waiting.iterator(); each.hasNext(); ) {
            Ask other = each.next();
            if (!other.isLook() && other.gap().isFollowedBy(gap)) {
                each.remove();
                Ask both = other.of(other.gap().joinedWith(gap));
                whole = other.hasFailed() ? both : both.dueAt(now);
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

    /** Returns the newest of those that are due; waits until one is. */
    synchronized Ask take() throws InterruptedException {
        while (true) {
            long now = System.nanoTime();
            Optional<Ask> newest = waiting.stream()
                    .filter(ask -> ask.due() - now <= 0)
                    .max(Comparator.comparingLong(ask -> ask.gap().toTime()));
            if (newest.isPresent()) {
                waiting.remove(newest.get());
                return newest.get();
            }
            OptionalLong due = waiting.stream().mapToLong(Ask::due).min();
            if (due.isPresent()) {
                TimeUnit.NANOSECONDS.timedWait(this, due.getAsLong() - now);
            } else {
                wait();
            }
        }
    }

    synchronized boolean hasNewerThan(Gap gap) {
        long now = System.nanoTime();
        return waiting.stream()
                .anyMatch(ask ->
                        !ask.isLook() && ask.due() - now <= 0 && ask.gap().toTime() > gap.toTime());
    }

    synchronized long size() {
        return waiting.stream().filter(ask -> !ask.isLook()).count();
    }

    /**
     * A stretch that the exchange is to be asked for; times by the clock of {@link System#nanoTime}.
     *
     * @param answers how many answers so far had none of its events
     * @param since when the first of them came
     * @param due when to ask next
     * @param look 0 while it is a gap; else how often a stretch that is confirmed as empty is looked at again, this time included
     * @param failures how often no answer came that could be believed, in a row
     */
    record Ask(Gap gap, int answers, long since, long due, int look, int failures) {
        /** How many answers have to agree that there are no events. */
        private static final int ENOUGH = 3;

        static Ask first(Gap gap, long now) {
            return new Ask(gap, 0, now, now, 0, 0);
        }

        /** Look number {@code look} at a stretch that is confirmed as empty. */
        static Ask look(Gap empty, int look, long due) {
            return new Ask(empty, 0, due, due, look, 0);
        }

        boolean isLook() {
            return look > 0;
        }

        boolean hasFailed() {
            return failures > 0;
        }

        /** The same, for another stretch of it. */
        Ask of(Gap other) {
            return new Ask(other, answers, since, due, look, failures);
        }

        Ask dueAt(long nanos) {
            return new Ask(gap, answers, since, nanos, look, failures);
        }

        /** After one more failure; the next attempt comes {@code pause} later. */
        Ask failed(long now, Duration pause) {
            return new Ask(gap, answers, since, now + pause.toNanos(), look, failures + 1);
        }

        /** After one more answer without its events, of which the next comes {@code pause} later. */
        Ask answered(long now, Duration pause) {
            return new Ask(gap, answers + 1, answers == 0 ? now : since, now + pause.toNanos(), look, 0);
        }

        /** Whether one more answer without events is enough, by number and by time. */
        boolean confirmedBy(long now, Duration confirm) {
            return answers + 1 >= ENOUGH && now - since >= confirm.toNanos();
        }
    }
}
