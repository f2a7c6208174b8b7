package io.candlestream.producer.trade;

import io.candlestream.ingest.channel.EventSource;
import io.candlestream.ingest.channel.SeenSymbols;
import io.candlestream.ingest.publish.StringRecordFields;
import io.candlestream.producer.trade.IdContinuity.Run;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.avro.Schema;

/** The events at the end of the topic, by symbol: where {@link IdContinuity} goes on. */
final class IdTailState extends SeenSymbols {
    private static final String ID = "\\d{1,18}";

    private final StringRecordFields fields;
    private final String idField;
    private final Function<String, IdContinuity> continuities;
    private final long latest;
    private final Map<String, Seen> bySymbol = new HashMap<>();
    private OptionalLong oldestLive = OptionalLong.empty();

    /**
     * @param schema of the records
     * @param idField the field that has the id
     * @param continuities those of the symbols
     * @param latest when the latest one can have been made, epoch milliseconds; one record from later would say that all
     *     before it is known
     * @param reported how long after a gap was found it is reported
     */
    IdTailState(
            Schema schema,
            String idField,
            Collection<String> symbols,
            Function<String, IdContinuity> continuities,
            long latest,
            Duration reported) {
        super(symbols, reported);
        this.fields = new StringRecordFields(schema, List.of("symbol", idField, "trade_time", "source"));
        this.idField = idField;
        this.continuities = continuities;
        this.latest = latest;
    }

    @Override
    public void take(byte[] value, long publishedAt) {
        fields.read(value)
                .filter(record -> record.get(idField).matches(ID))
                .ifPresent(record -> take(record, publishedAt));
    }

    private void take(Map<String, String> record, long publishedAt) {
        try {
            long time = Instant.parse(record.get("trade_time")).toEpochMilli();
            if (time <= latest) {
                take(record, Long.parseLong(record.get(idField)), time, publishedAt);
            } else {
                skipFuture();
            }
        } catch (DateTimeException | ArithmeticException e) {
            // The consumer makes a dead letter of it.
        }
    }

    private void take(Map<String, String> record, long id, long time, long publishedAt) {
        String symbol = record.get("symbol");
        boolean live = record.get("source").equals(EventSource.SOCKET.toString());
        if (live) {
            takeLive(symbol, publishedAt);
            oldestLive = OptionalLong.of(Math.min(oldestLive.orElse(time), time));
        }
        bySymbol.computeIfAbsent(symbol, name -> new Seen()).take(id, time, live);
    }

    /** Where the topic ends says more than {@code bound}: what is too old stays recorded as a gap. */
    @Override
    public OptionalLong resume(String symbol, long bound) {
        List<Run> runs = live(symbol);
        if (runs.isEmpty()) {
            return OptionalLong.empty();
        }
        continuities.apply(symbol).resume(runs, System.nanoTime());
        return OptionalLong.of(runs.get(runs.size() - 1).lastTime());
    }

    @Override
    public long resumeUnseen(String symbol, long bound, long now) {
        long from = Math.max(bound, oldestLive.orElse(bound));
        long until = live(symbol).stream().findFirst().map(Run::firstTime).orElse(now);
        continuities.apply(symbol).resumeUnseen(from, until, System.nanoTime());
        return from;
    }

    private List<Run> live(String symbol) {
        return Optional.ofNullable(bySymbol.get(symbol)).map(Seen::live).orElse(List.of());
    }

    /** One symbol's events, as runs of ids without a break. */
    private static final class Seen {
        private final TreeMap<Long, Run> runs = new TreeMap<>();
        /** What was loaded from the past says nothing about where the live ones stand. */
        private long firstLive = Long.MAX_VALUE;

        void take(long id, long time, boolean live) {
            if (!runs.isEmpty()) {
                Run newest = runs.lastEntry().getValue();
                if (id > newest.last() && time < newest.lastTime() - IdContinuity.SLACK) {
                    return; // Of an epoch before.
                }
                if (id < newest.last() && time > newest.lastTime() + IdContinuity.SLACK) {
                    runs.clear();
                    firstLive = Long.MAX_VALUE;
                }
            }
            add(new Run(id, time, id, time));
            if (live) {
                firstLive = Math.min(firstLive, id);
            }
        }

        private void add(Run one) {
            Map.Entry<Long, Run> before = runs.floorEntry(one.first());
            Run whole = one;
            if (before != null && before.getValue().last() >= one.first() - 1) {
                if (before.getValue().last() >= one.last()) {
                    return;
                }
                Run known = before.getValue();
                whole = new Run(known.first(), known.firstTime(), one.last(), one.lastTime());
            }
            Run after = runs.remove(whole.last() + 1);
            if (after != null) {
                whole = new Run(whole.first(), whole.firstTime(), after.last(), after.lastTime());
            }
            runs.put(whole.first(), whole);
        }

        List<Run> live() {
            return runs.values().stream().filter(run -> run.last() >= firstLive).toList();
        }
    }
}
