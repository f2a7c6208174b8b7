package io.candlestream.sandbox.proof;

import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.history.Candle;
import io.candlestream.sandbox.exchange.Update;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Compares the rows of the table with what the exchange sent. */
public final class Proof<T> {
    private static final int MOST_EXAMPLES = 10;

    private final Map<CandleKey, T> truth = new HashMap<>();
    private final Function<T, Expected> view;
    private final Set<CandleKey> seen = new HashSet<>();
    private final List<String> examples = new ArrayList<>();
    private long extra;
    private long mixed;

    private Proof(Function<T, Expected> view) {
        this.view = view;
    }

    /** The table has to hold the newest of each candle's updates, and nothing else. */
    public static Verdict ofUpdates(Stream<Update> newest, Iterable<Row> rows) {
        Proof<Update> proof = new Proof<>(Expected::of);
        newest.forEach(update -> proof.truth.put(
                new CandleKey(update.candle().symbol(), update.candle().openTime()), update));
        return proof.judge(rows);
    }

    /** The table has to hold these closed candles, and nothing else. */
    public static Verdict ofHistory(Stream<Candle> closed, Iterable<Row> rows) {
        Proof<Candle> proof = new Proof<>(Expected::ofHistory);
        closed.forEach(candle -> proof.truth.put(new CandleKey(candle.symbol(), candle.openTime()), candle));
        return proof.judge(rows);
    }

    private Verdict judge(Iterable<Row> rows) {
        rows.forEach(this::compare);
        Set<CandleKey> closed = new HashSet<>();
        truth.forEach((key, value) -> {
            if (view.apply(value).closed()) {
                closed.add(key);
            }
        });
        long stored = closed.stream().filter(seen::contains).count();
        closed.stream()
                .filter(key -> !seen.contains(key))
                .limit(MOST_EXAMPLES)
                .forEach(key -> example("lost", key, ""));
        return new Verdict(closed.size(), stored, closed.size() - stored, extra, mixed, List.copyOf(examples));
    }

    private void compare(Row row) {
        Instant open = Objects.requireNonNull(row.getInstant("timestamp"));
        CandleKey key = new CandleKey(row.getString("symbol"), open.toEpochMilli());
        T known = truth.get(key);
        if (known == null) {
            extra++;
            example("extra", key, "");
            return;
        }
        seen.add(key);
        List<String> differences = view.apply(known).columns().entrySet().stream()
                .filter(e -> !e.getValue().equals(row.getObject(e.getKey())))
                .map(e -> e.getKey() + " is " + row.getObject(e.getKey()) + ", the exchange says " + e.getValue())
                .toList();
        if (!differences.isEmpty()) {
            mixed++;
            example("mixed", key, ": " + String.join("; ", differences));
        }
    }

    private void example(String kind, CandleKey key, String detail) {
        if (examples.size() < MOST_EXAMPLES) {
            examples.add(kind + " " + key.symbol() + " " + Instant.ofEpochMilli(key.openTime()) + detail);
        }
    }
}
