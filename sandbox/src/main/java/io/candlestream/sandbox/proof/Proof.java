package io.candlestream.sandbox.proof;

import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.history.Candle;
import io.candlestream.sandbox.market.Update;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Compares the rows of the table with what the exchange sent. */
public final class Proof<T> {
    private static final int MOST_EXAMPLES = 10;

    private final Map<CandleKey, T> truth = new HashMap<>();
    private final BiFunction<T, String, Expected> view;
    private final Predicate<T> closed;
    private final Set<CandleKey> seen = new HashSet<>();
    private final List<String> examples = new ArrayList<>();
    private long extra;
    private long mixed;

    /**
     * @param view what the table has to hold, by the truth of a candle and the source of the row
     * @param closed whether the exchange has closed the candle
     */
    private Proof(BiFunction<T, String, Expected> view, Predicate<T> closed) {
        this.view = view;
        this.closed = closed;
    }

    /** The table has to hold the newest of each candle's updates, and nothing else. */
    public static Verdict ofUpdates(Stream<Update> newest, Iterable<Row> rows) {
        Proof<Update> proof = new Proof<>(Expected::of, Update::closed);
        newest.forEach(update -> proof.truth.put(
                new CandleKey(update.candle().symbol(), update.candle().openTime()), update));
        return proof.judge(rows);
    }

    /** The table has to hold these closed candles, and nothing else. */
    public static Verdict ofHistory(Stream<Candle> closed, Iterable<Row> rows) {
        Proof<Candle> proof = new Proof<>((candle, source) -> Expected.ofHistory(candle), candle -> true);
        closed.forEach(candle -> proof.truth.put(new CandleKey(candle.symbol(), candle.openTime()), candle));
        return proof.judge(rows);
    }

    private Verdict judge(Iterable<Row> rows) {
        rows.forEach(this::compare);
        List<CandleKey> all = truth.entrySet().stream()
                .filter(candle -> closed.test(candle.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        List<CandleKey> lost = all.stream().filter(key -> !seen.contains(key)).toList();
        lost.stream().limit(MOST_EXAMPLES).forEach(key -> example("lost", key, ""));
        return new Verdict(all.size(), all.size() - lost.size(), lost.size(), extra, mixed, List.copyOf(examples));
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
        String source = String.valueOf(row.getString("source"));
        List<String> differences = view.apply(known, source).columns().entrySet().stream()
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
