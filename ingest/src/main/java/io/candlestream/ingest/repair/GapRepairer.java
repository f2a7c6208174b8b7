package io.candlestream.ingest.repair;

import io.candlestream.history.RestException;
import io.candlestream.ingest.channel.Event;
import io.candlestream.ingest.channel.EventHistory;
import io.candlestream.ingest.channel.EventHistory.Range;
import io.candlestream.ingest.channel.Gap;
import io.candlestream.ingest.channel.RepairSettings;
import io.candlestream.ingest.metrics.StreamMetrics;
import io.candlestream.ingest.metrics.StreamMetrics.Count;
import io.candlestream.ingest.repair.GapReport.State;
import io.candlestream.ingest.repair.RepairQueue.Ask;
import io.candlestream.runtime.metrics.Incident;
import io.candlestream.runtime.retry.Backoff;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repairs gaps one after the other: asks the exchange for the events, publishes those that it has, and reports what became
 * of the stretch. What several answers do not have is reported as empty, and looked at again later; nothing is made up.
 */
final class GapRepairer<E extends Event> {
    private static final Logger log = LoggerFactory.getLogger(GapRepairer.class);

    /** When a stretch that is confirmed as empty is looked at again, each counted from the time before. */
    private static final List<Duration> LOOKS =
            List.of(Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofDays(1));
    /** What of a gap ends only this much later than the exchange's time is asked for then. */
    private static final Duration SOON = Duration.ofMinutes(1);

    private static final Duration SELDOM = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 16;
    private static final Duration SOON_PAUSE = Duration.ofSeconds(5);

    private final EventHistory<E> history;
    private final EmptyRanges empties;
    private final RepairPublisher<E> publisher;
    private final StreamMetrics metrics;
    private final RepairSettings settings;
    private final RepairQueue queue = new RepairQueue();
    private final Incident trouble = new Incident();

    GapRepairer(
            EventHistory<E> history,
            EmptyRanges empties,
            RepairPublisher<E> publisher,
            StreamMetrics metrics,
            RepairSettings settings) {
        this.history = history;
        this.empties = empties;
        this.publisher = publisher;
        this.metrics = metrics;
        this.settings = settings;
    }

    /** Takes a gap to repair, unless it is known to be empty. Any thread may call it. */
    void add(Gap gap) {
        Gap whole = empties.widened(gap);
        if (empties.firstUnknown(whole) < whole.to()) {
            metrics.add(Count.GAPS);
            // Nobody is to repair it before it was reported as found.
            synchronized (queue) {
                publisher.reports().accept(GapReport.found(queue.add(whole)));
            }
        }
    }

    /** Looks once more at a stretch that an earlier run found empty. */
    void lookAgain(Gap empty) {
        queue.look(Ask.look(empty, LOOKS.size(), System.nanoTime()));
    }

    /** Why gaps cannot be repaired now; empty when nothing hinders it. Any thread may ask. */
    Optional<String> trouble() {
        return trouble.message();
    }

    /**
     * Repairs until it is interrupted. It rests after a failure that would meet the next request too, and goes on with another gap at
     * once where the exchange refuses this request alone.
     */
    void run() throws InterruptedException {
        Backoff backoff = settings.backoff();
        int failures = 0;
        while (true) {
            Ask ask = queue.take();
            try {
                repair(ask);
                failures = 0;
                trouble.ends();
            } catch (RestException e) {
                postpone(ask, e);
                if (e.refusesRequest()) {
                    failures = 0;
                    trouble.ends();
                } else {
                    trouble.begins("gaps are not healed (" + e.getMessage() + ")");
                    TimeUnit.MILLISECONDS.sleep(backoff.after(++failures).toMillis());
                }
            }
        }
    }

    /** Each gap has a back-off of its own: one that fails each time must not hold up the others. */
    private void postpone(Ask ask, RestException e) {
        int failures = ask.failures() + 1;
        Duration pause = settings.backoff().after(failures);
        if (e.refusesRequest()) {
            pause = longer(pause, pauseAfter(failures));
        }
        queue.add(ask.failed(System.nanoTime(), pause));
        metrics.add(Count.RETRIES);
        log.warn(
                "Cannot heal {}: {}; trying again in {} ms, gaps that wait: {}",
                ask.gap(),
                e.getMessage(),
                pause.toMillis(),
                queue.size());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private void repair(Ask ask) throws RestException, InterruptedException {
        boolean looksAtNumbers = ask.isLook() && ask.gap().times().isPresent();
        Gap placed = looksAtNumbers ? ask.gap() : history.placed(ask.gap(), settings.bound());
        if (!placed.equals(ask.gap())) {
            place(ask, placed);
            return;
        }
        Ask over = ask.of(over(ask.isLook() ? empties.widened(placed) : placed));
        long unknown = ask.isLook() ? over.gap().from() : Math.min(over.gap().to(), empties.firstUnknown(over.gap()));
        RepairOutcome outcome = ask(over.gap(), unknown);
        over = over.of(over.gap().between(over.gap().from(), outcome.end()));
        metrics.add(Count.EVENTS_HEALED, outcome.healed());
        if (ask.isLook()) {
            reconsider(over, outcome);
        } else if (isBelieved(over, unknown, outcome)) {
            outcome.reports(System.currentTimeMillis()).forEach(this::conclude);
        } else {
            doubt(over, outcome);
        }
        // A symbol that is not traded makes its empty stretch longer with every place.
        if (outcome.healed() > 0 || (!ask.isLook() && unknown == over.gap().from() && outcome.empty() > 0)) {
            log.info(
                    "healed {} ({}): found {}, empty {}",
                    over.gap(),
                    over.gap().cause(),
                    outcome.healed(),
                    outcome.empty());
        }
    }

    /** Takes {@code placed} in place of what was asked for; what it leaves out of it stays reported as a gap. */
    private void place(Ask ask, Gap placed) {
        Gap gap = ask.gap();
        if (gap.times().isEmpty() && placed.from() == placed.to()) {
            doubtThatNothingWasMade(ask);
            return;
        }
        if (gap.times().isPresent() && gap.from() < placed.from()) {
            Range before = new Range(
                    gap.from(),
                    Math.min(gap.to(), placed.from()),
                    false,
                    0,
                    Optional.of(new Gap.Times(gap.fromTime(), Math.min(gap.toTime(), placed.fromTime()))));
            Gap left = gap.within(before).foundAgain(System.currentTimeMillis());
            if (left.to() < gap.to()) { // Else it stays as it was reported.
                publisher.reports().accept(GapReport.found(left));
            }
            log.warn("{} stays a gap: it is older than heal-bound (./candlestream backfill loads it)", left);
        }
        Gap rest = empties.widened(ask.isLook() ? placed.foundAgain(System.currentTimeMillis()) : placed);
        if (empties.firstUnknown(rest) < rest.to()) {
            publisher.reports().accept(GapReport.found(queue.add(rest)));
        }
    }

    /** One answer is no proof that nothing was made between two times, as with places of a grid. */
    private void doubtThatNothingWasMade(Ask ask) {
        long now = System.nanoTime();
        if (ask.isLook()) {
            lookOnceMore(ask);
        } else if (ask.confirmedBy(now, settings.confirm())) {
            long at = ask.gap().outcomeAt(System.currentTimeMillis());
            publisher.reports().accept(new GapReport(ask.gap(), State.EMPTY, at));
            metrics.add(Count.EMPTY);
            lookLater(ask.gap(), 1);
        } else {
            queue.add(ask.answered(now, pauseAfter(ask.answers())));
        }
    }

    /**
     * What of {@code gap} is past and can be missing: a wrong time in an update can make one that ends in the future. What
     * will be past soon is asked for later.
     */
    private Gap over(Gap gap) throws RestException, InterruptedException {
        long passed = history.passed(gap.to());
        if (gap.to() <= passed) {
            return gap;
        }
        long end = Math.max(gap.from(), Math.min(gap.to(), history.start(passed)));
        if (gap.to() <= history.end(passed) + SOON.toMillis()) {
            queue.add(Ask.first(gap.between(end, gap.to()), System.nanoTime() + SOON_PAUSE.toNanos()));
        }
        return gap.between(gap.from(), end);
    }

    /**
     * Asks for the events a part at a time, so that not all need be in memory; returns when the last one is safe. Where an answer fails to
     * come behind others, what they told is not asked for again; a newer gap that has come meanwhile goes before the rest.
     */
    private RepairOutcome ask(Gap gap, long unknown) throws RestException, InterruptedException {
        RepairOutcome outcome = new RepairOutcome(gap);
        if (unknown > gap.from()) {
            outcome.add(new Range(gap.from(), unknown, false, history.places(gap.from(), unknown)));
        }
        boolean interrupted = false;
        while (outcome.end() < gap.to() && !interrupted) {
            try {
                read(gap, outcome);
                interrupted = outcome.end() < gap.to() && queue.hasNewerThan(gap);
            } catch (RestException e) {
                if (outcome.end() == unknown) {
                    throw e;
                }
                log.debug("The rest of {} is asked for again", gap, e);
                interrupted = true;
            }
        }
        if (interrupted) {
            Gap rest = outcome.rest().foundAgain(System.currentTimeMillis());
            publisher.reports().accept(GapReport.found(queue.add(rest)));
        }
        publisher.flush().run();
        return outcome;
    }

    private void read(Gap gap, RepairOutcome outcome) throws RestException, InterruptedException {
        EventHistory.Part<E> part = history.read(gap, outcome.end());
        outcome.refuse(part.refused());
        part.events().forEach(publisher.events());
        outcome.add(part.ranges());
    }

    /**
     * Whether what has no events by {@code outcome} is empty: by several answers over some time, or because it makes an
     * empty stretch one place longer. It never is where something else proves that there are events, nor where REST told one
     * that cannot be.
     */
    private boolean isBelieved(Ask ask, long unknown, RepairOutcome outcome)
            throws RestException, InterruptedException {
        Gap gap = ask.gap();
        if (outcome.emptyFrom(unknown) == 0) {
            return true;
        }
        boolean goesOn = unknown > gap.from() && history.end(unknown) >= gap.to();
        return outcome.refused() == 0
                && (goesOn || ask.confirmedBy(System.nanoTime(), settings.confirm()))
                && !history.isContradicted(gap);
    }

    /** Reports what was healed, and asks for the rest again later. */
    private void doubt(Ask ask, RepairOutcome outcome) {
        long at = System.currentTimeMillis();
        Ask later = ask.answered(System.nanoTime(), pauseAfter(ask.answers()));
        for (GapReport report : outcome.reports(at)) {
            if (report.state() == State.HEALED) {
                conclude(report);
                continue;
            }
            Gap left = report.gap();
            if (outcome.healed() > 0) {
                left = left.foundAgain(at);
                publisher.reports().accept(GapReport.found(left));
            }
            queue.add(later.of(left));
        }
    }

    /** What cannot be empty is asked for ever more seldom, at last once in {@link #SELDOM}. */
    private Duration pauseAfter(int answers) {
        Duration pause =
                settings.confirm().dividedBy(2).multipliedBy(1L << Math.min(MOST_DOUBLINGS, Math.max(0, answers - 2)));
        return pause.compareTo(SELDOM) < 0 ? pause : SELDOM;
    }

    /** Takes back that a stretch is empty as far as there are events now. */
    private void reconsider(Ask look, RepairOutcome outcome) {
        if (outcome.healed() > 0) {
            empties.remove(look.gap());
            outcome.reports(System.currentTimeMillis()).forEach(this::conclude);
        } else {
            lookOnceMore(look);
        }
    }

    private void lookOnceMore(Ask look) {
        if (look.look() < LOOKS.size()) {
            lookLater(look.gap(), look.look() + 1);
        }
    }

    private void lookLater(Gap empty, int look) {
        queue.look(Ask.look(empty, look, System.nanoTime() + LOOKS.get(look - 1).toNanos()));
    }

    /** Numbers have no holes: what the exchange does not tell of them is missing, and stays reported as a gap. */
    private void conclude(GapReport report) {
        boolean lasting = report.state() == State.EMPTY && report.gap().times().isPresent();
        publisher.reports().accept(lasting ? GapReport.found(report.gap().foundAgain(report.at())) : report);
        if (lasting) {
            log.warn(
                    "{} stays a gap: the exchange does not tell it any more (./candlestream backfill --data loads it from"
                            + " archive files)",
                    report.gap());
        }
        if (report.state() == State.EMPTY) {
            metrics.add(Count.EMPTY);
            empties.add(report.gap());
            lookLater(report.gap(), 1);
        } else {
            metrics.add(Count.HEALED);
        }
    }
}
