package io.candlestream.producer.gap;

import io.candlestream.producer.gap.GapReport.State;
import io.candlestream.producer.topic.KafkaSettings;
import io.candlestream.producer.topic.TopicTail;
import io.candlestream.schema.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a start goes on where the run before it stopped, however that ended: by what both topics tell of it. */
final class Resumption {
    private static final Logger log = LoggerFactory.getLogger(Resumption.class);
    /** Reports are few and short; these are some 20 MB. */
    private static final int MOST_REPORTS = 100_000;

    private final HealSettings settings;
    private final Set<String> symbols;
    private final Interval interval;
    private final ContinuityWatch watch;
    private final EmptyStretches empties;
    private final Healer healer;

    Resumption(
            HealSettings settings,
            Collection<String> symbols,
            Interval interval,
            ContinuityWatch watch,
            EmptyStretches empties,
            Healer healer) {
        this.settings = settings;
        this.symbols = Set.copyOf(symbols);
        this.interval = interval;
        this.watch = watch;
        this.empties = empties;
        this.healer = healer;
    }

    /** @param now the exchange's time, epoch milliseconds */
    void resume(TopicTail tail, KafkaSettings kafka, Schema schema, long now) {
        PastGaps past = new PastGaps(new GapCodec(interval));
        tail.read(kafka.gapsTopic(), MOST_REPORTS, past);
        SeenCandles seen = new SeenCandles(schema, interval, symbols, interval.endOf(interval.openOf(now)));
        tail.read(kafka.topic(), settings.readBack(), seen);
        resume(past, seen, now);
    }

    void resume(PastGaps past, SeenCandles seen, long now) {
        long bound = now - settings.bound().toMillis();
        long current = interval.openOf(now);
        past.in(State.EMPTY).stream().map(gap -> gap.until(current)).forEach(empties::add);
        past.in(State.EMPTY).stream()
                .filter(gap -> symbols.contains(gap.symbol()) && gap.to() > bound)
                .map(gap -> gap.until(current))
                .forEach(healer::lookAgain);
        List<String> behind = new ArrayList<>();
        for (String symbol : symbols) {
            seen.of(symbol).ifPresent(candles -> {
                watch.resume(symbol, candles.first().getAsLong(), candles.closed(), bound);
                watch.remember(symbol, candles.tradesAtHoles(interval));
                // A gap of an earlier run is not to be found again: it waits for the healer, or is known to be empty.
                past.missingOf(symbol).forEach(gap -> watch.settle(symbol, gap.from(), Math.min(gap.to(), now)));
                if (candles.newest() < bound) {
                    behind.add(symbol);
                }
            });
        }
        watch.expect(now);
        tell(behind, bound);
        past.in(State.OPEN).stream()
                .filter(gap -> symbols.contains(gap.symbol()) && gap.to() > bound)
                .map(gap -> gap.until(current))
                .filter(gap -> gap.from() < gap.to())
                .forEach(healer::add);
    }

    private static void tell(List<String> behind, long bound) {
        if (!behind.isEmpty()) {
            log.warn(
                    "the topic ends long ago for {} symbols, {} among them: their candles before {} stay missing"
                            + " (heal-bound; ./candlestream backfill loads older ones)",
                    behind.size(),
                    behind.get(0),
                    Instant.ofEpochMilli(bound));
        }
    }
}
