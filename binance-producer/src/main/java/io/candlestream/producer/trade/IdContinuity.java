package io.candlestream.producer.trade;

import io.candlestream.ingest.channel.Continuity;
import io.candlestream.ingest.channel.EventHistory.Newest;
import io.candlestream.ingest.channel.Gap;
import io.candlestream.ingest.channel.Gap.Cause;
import io.candlestream.ingest.channel.Gap.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known and what is missing of one symbol's events, by their ids, which have no holes. One may come late or out of order, by a
 * second connection for one, so what is skipped is only noted at first, and what has been missing for a while is a gap.
 *
 * <p>Times go up with the ids. So one with an id from before that is newer than the newest one belongs to another numbering: a pair that is
 * listed again begins a new epoch.
 */
final class IdContinuity implements Continuity<Trade> {
    private static final Logger log = LoggerFactory.getLogger(IdContinuity.class);

    /** By how much, in milliseconds, times may go backwards while ids go up. */
    static final long SLACK = 1000;

    private static final long UNKNOWN = -1;

    /** So many breaks between neighbours are logged, each; then each time that they are ten times as many. */
    private static final long TOLD_BREAKS = 3;

    private final TradeKind<?> kind;
    private final String symbol;
    private final List<Missing> missing = new ArrayList<>();
    private long next = UNKNOWN;
    /** Before there is an event: up to when it is noted what may be missing. */
    private OptionalLong notedUntil = OptionalLong.empty();

    private long newestTime;
    /** The event with the newest id, from this run. */
    private Optional<Trade> newest = Optional.empty();

    private long breaks;
    private long toldAgainAt = TOLD_BREAKS * 10;
    /** Why the next gap is one, when something is known to have been interrupted since the newest one. */
    private Optional<Cause> interruption = Optional.empty();

    IdContinuity(TradeKind<?> kind, String symbol) {
        this.kind = kind;
        this.symbol = symbol;
    }

    /**
     * Goes on from events that were published before the program started.
     *
     * @param runs in the order of their ids; what lies between two of them is missing
     */
    synchronized void resume(List<Run> runs, long nanos) {
        for (Run run : runs) {
            noteUntil(run.first(), run.firstTime(), Cause.RESTART, nanos);
            goOn(run.last(), run.lastTime());
        }
        interruption = Optional.of(Cause.RESTART);
    }

    /**
     * Goes on though no event from before the program started is known: what was made between two times, epoch milliseconds, may be missing,
     * and what is made until the first event comes.
     */
    synchronized void resumeUnseen(long from, long now, long nanos) {
        notedUntil = OptionalLong.of(from);
        noteUntil(now, Cause.RESTART, nanos);
        interruption = Optional.of(Cause.RESTART);
    }

    /** By time, which is asked for: no id tells how much it is. */
    private void noteUntil(long time, Cause cause, long nanos) {
        if (notedUntil.isPresent() && notedUntil.getAsLong() < time) {
            missing.add(new Missing(notedUntil.getAsLong(), time, Optional.empty(), cause, nanos));
            notedUntil = OptionalLong.of(time);
        }
    }

    @Override
    public synchronized void take(Trade event, long nanos) {
        long id = event.id();
        long time = event.time();
        if (id < next && time <= newestTime + SLACK) {
            settle(id, id + 1); // Late, or once more.
            return;
        }
        if (id > next && time < newestTime - SLACK) {
            return; // Late, and of the epoch before.
        }
        if (id < next) {
            begin(id, time, nanos);
        } else {
            noteUntil(id, time, interruption.orElse(Cause.TRADE_IDS), nanos);
        }
        newest.filter(before -> before.id() + 1 == id).ifPresent(before -> compare(before, event));
        newest = Optional.of(event);
        goOn(id, time);
        interruption = Optional.empty();
    }

    /** Nothing can be fetched for a break between neighbours: it is logged, and how many there are. */
    private void compare(Trade before, Trade event) {
        kind.broken().apply(before, event).ifPresent(why -> {
            breaks++;
            if (breaks <= TOLD_BREAKS || breaks == toldAgainAt) {
                toldAgainAt = breaks <= TOLD_BREAKS ? toldAgainAt : breaks * 10;
                log.warn("{}: {} (break {} since the start)", symbol, why, breaks);
            }
        });
    }

    /** How often neighbours did not follow each other since the start. */
    synchronized long breaks() {
        return breaks;
    }

    /** How much is missing between two epochs no id tells: that is asked for by time. */
    private void begin(long id, long time, long nanos) {
        log.warn("{}: the ids of {}s start again, at {} after {}", symbol, kind.one(), id, next - 1);
        missing.add(new Missing(newestTime + 1, time, Optional.empty(), Cause.EPOCH, nanos));
    }

    private void goOn(long id, long time) {
        next = id + 1;
        newestTime = Math.max(time, newestTime);
    }

    private void noteUntil(long id, long time, Cause cause, long nanos) {
        if (next == UNKNOWN) {
            noteUntil(time, cause, nanos);
        } else if (next < id) {
            Times times = new Times(newestTime, Math.max(time, newestTime) + 1);
            missing.add(new Missing(next, id, Optional.of(times), cause, nanos));
        }
    }

    /** Where no event is known and none was looked for there is nothing that could be missed. */
    @Override
    public synchronized boolean isInDoubt() {
        return interruption.isPresent() && (next != UNKNOWN || notedUntil.isPresent());
    }

    @Override
    public synchronized void expect(Newest told, long nanos) {
        if (isInDoubt() && told.position() >= next) {
            long end = next == UNKNOWN ? told.time() + 1 : told.time(); // Between two times the end is left out.
            noteUntil(told.position() + 1, end, interruption.orElseThrow(), nanos);
            goOn(told.position(), told.time());
        }
    }

    @Override
    public synchronized void interrupt() {
        interruption = interruption.or(() -> Optional.of(Cause.RECONNECT));
    }

    @Override
    public synchronized void settle(long from, long to) {
        if (missing.isEmpty()) {
            return;
        }
        List<Missing> left =
                missing.stream().flatMap(stretch -> stretch.without(from, to)).toList();
        missing.clear();
        missing.addAll(left);
    }

    @Override
    public synchronized List<Gap> overdue(long nanos, long wallTime) {
        List<Missing> due =
                missing.stream().filter(stretch -> stretch.since() - nanos < 0).toList();
        missing.removeAll(due);
        return due.stream().map(stretch -> stretch.gap(symbol, wallTime)).toList();
    }

    /**
     * Events whose ids follow each other.
     *
     * @param first the id of the first one, which was made at {@code firstTime}, epoch milliseconds
     * @param last the id of the last one, which was made at {@code lastTime}
     */
    record Run(long first, long firstTime, long last, long lastTime) {}

    /**
     * Ids that were skipped, the last one excluded, and since when that is known.
     *
     * @param times empty where it is known by time alone: then it reaches from one time to another
     */
    private record Missing(long from, long to, Optional<Times> times, Cause cause, long since) {
        Gap gap(String symbol, long wallTime) {
            return new Gap(symbol, from, to, times, cause, wallTime);
        }

        /** What is left of it where all between these ids is known. */
        Stream<Missing> without(long start, long end) {
            return times.isEmpty()
                    ? Stream.of(this)
                    : Stream.of(part(from, Math.min(to, start)), part(Math.max(from, end), to))
                            .filter(part -> part.from < part.to);
        }

        private Missing part(long start, long end) {
            return new Missing(start, end, times, cause, since);
        }
    }
}
