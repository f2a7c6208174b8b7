package io.candlestream.ingest.repair;

import io.candlestream.ingest.channel.Event;
import io.candlestream.ingest.channel.EventHistory;
import io.candlestream.ingest.channel.RepairSettings;
import io.candlestream.ingest.channel.StreamDefinition;
import io.candlestream.ingest.channel.TopicTailState;
import io.candlestream.ingest.publish.TopicTail;
import io.candlestream.ingest.repair.GapReport.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a start goes on where the run before it stopped, however that ended: by what both topics tell of it. */
final class StartupRecovery<E extends Event> {
    private static final Logger log = LoggerFactory.getLogger(StartupRecovery.class);

    private static final int MOST_NAMED = 20;

    private final StreamDefinition<E> stream;
    private final Set<String> symbols;
    private final LongUnaryOperator start;
    private final ContinuityWatch<E> watch;
    private final EmptyRanges empties;
    private final Optional<GapRepairer<E>> repairer;

    /**
     * @param start where the place begins in which a time lies, as {@link EventHistory#start} says
     * @param repairer empty when gaps are only recorded
     */
    StartupRecovery(
            StreamDefinition<E> stream,
            LongUnaryOperator start,
            ContinuityWatch<E> watch,
            EmptyRanges empties,
            Optional<GapRepairer<E>> repairer) {
        this.stream = stream;
        this.symbols = stream.symbolSet();
        this.start = start;
        this.watch = watch;
        this.empties = empties;
        this.repairer = repairer;
    }

    /**
     * Reads the end of the topic.
     *
     * @param past what the topic of the gaps tells
     * @param latest the exchange's time as it says: no event can be later
     * @param now the exchange's time that can be believed, epoch milliseconds
     */
    void resume(GapLog past, TopicTail tail, long latest, long now) {
        Optional<TopicTailState> seen = stream.channel()
                .tailState(stream.schema(), stream.symbols(), latest, settings().reported());
        boolean olderLeft = seen.map(
                        state -> tail.read(stream.topic(), settings().readBack(), state))
                .orElse(false);
        seen.ifPresent(state -> tellIgnored(state.fromTheFuture(), latest));
        resume(past, seen, olderLeft, now);
    }

    /** @param olderLeft whether the topic has, or had, older records than {@code seen} took, which may be those of a symbol that it lacks */
    void resume(GapLog past, Optional<TopicTailState> seen, boolean olderLeft, long now) {
        long bound = now - settings().bound().toMillis();
        long current = start.applyAsLong(now);
        past.in(State.EMPTY).stream().map(gap -> gap.until(current)).forEach(empties::add);
        past.in(State.EMPTY).stream()
                .filter(gap -> symbols.contains(gap.symbol()) && gap.toTime() > bound)
                .map(gap -> gap.until(current))
                .forEach(gap -> repairer.ifPresent(one -> one.lookAgain(gap)));
        seen.ifPresent(state -> {
            resume(state, olderLeft, bound, now);
            // A gap of an earlier run is not to be found again: it waits for the repairer, or is known as empty.
            symbols.forEach(symbol -> past.missingOf(symbol).stream()
                    .map(gap -> gap.until(current))
                    .forEach(gap -> watch.settle(symbol, gap.from(), gap.to())));
        });
        watch.expect(now);
        past.in(State.OPEN).stream()
                .filter(gap -> symbols.contains(gap.symbol()) && gap.toTime() > bound)
                .map(gap -> gap.until(current))
                .filter(gap -> gap.from() < gap.to())
                .forEach(gap -> repairer.ifPresent(one -> one.add(gap)));
    }

    private void resume(TopicTailState seen, boolean olderLeft, long bound, long now) {
        List<String> behind = new ArrayList<>();
        List<String> unseen = new ArrayList<>();
        long unseenFrom = now;
        for (String symbol : stream.symbols()) {
            boolean cut = olderLeft && !seen.hasEnough(symbol);
            if (cut) {
                unseenFrom = seen.resumeUnseen(symbol, bound, now);
                unseen.add(symbol);
            }
            OptionalLong newest = seen.resume(symbol, bound);
            if (!cut && newest.isPresent() && newest.getAsLong() < bound) {
                behind.add(symbol);
            }
        }
        tell(behind, bound);
        tellUnseen(unseen, unseenFrom);
    }

    private RepairSettings settings() {
        return stream.repair().orElseThrow();
    }

    private void tellIgnored(int records, long latest) {
        if (records > 0) {
            log.warn(
                    "{} records at the end of topic {} are from later than the exchange's time, {}: they do not count",
                    records,
                    stream.topic(),
                    Instant.ofEpochMilli(latest));
        }
    }

    private void tell(List<String> behind, long bound) {
        if (!behind.isEmpty()) {
            log.warn(
                    "the topic ends long ago for {} symbols, {} among them: their {} before {} stay missing"
                            + " (heal-bound; ./candlestream backfill loads older ones)",
                    behind.size(),
                    behind.get(0),
                    stream.channel().events(),
                    Instant.ofEpochMilli(bound));
        }
    }

    private void tellUnseen(List<String> unseen, long from) {
        if (!unseen.isEmpty()) {
            log.warn(
                    "the newest {} records of each partition, as far as the topic still has them, do not show where {} symbols"
                            + " stopped: {}{}; their {} since {} are asked for (heal-read-back; those from before stay missing)",
                    settings().readBack(),
                    unseen.size(),
                    String.join(", ", unseen.subList(0, Math.min(MOST_NAMED, unseen.size()))),
                    unseen.size() > MOST_NAMED ? ", …" : "",
                    stream.channel().events(),
                    Instant.ofEpochMilli(from));
        }
    }
}
