package io.candlestream.sandbox.proof;

import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.history.Candle;
import io.candlestream.simulator.market.Update;
import io.candlestream.tools.verify.CandleColumns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Compares the rows of the table with what the exchange sent: the values of each candle by the code of {@code verify}, and
 * beside them what only the simulator knows, which is the newest update of a candle that is still open, when and by which way
 * each came, and which rows there should not be.
 */
public final class Proof<T> {
    private static final int MOST_EXAMPLES = 10;
    private static final CandleColumns COLUMNS = new CandleColumns("binance");

    private final Map<CandleKey, T> truth = new HashMap<>();
    private final Function<T, Candle> candle;
    private final BiFunction<T, Row, ExpectedRow> view;
    private final Predicate<T> closed;
    private final Set<CandleKey> seen = new HashSet<>();
    private final List<String> examples = new ArrayList<>();
    private long extra;
    private long mixed;

    /**
     * @param candle the values that the table has to hold, by the truth of a candle
     * @param view what else it has to hold, by the truth of a candle and the row
     * @param closed whether the exchange has closed the candle
     */
    private Proof(Function<T, Candle> candle, BiFunction<T, Row, ExpectedRow> view, Predicate<T> closed) {
        this.candle = candle;
        this.view = view;
        this.closed = closed;
    }

    /** The table has to hold the newest of each candle's updates, and nothing else. */
    public static Verdict ofUpdates(Stream<Update> newest, Iterable<Row> rows) {
        Proof<Update> proof = new Proof<>(Update::candle, ExpectedRow::of, Update::closed);
        newest.forEach(update -> proof.truth.put(
                new CandleKey(update.candle().symbol(), update.candle().openTime()), update));
        return proof.judge(rows);
    }

    /** The table has to hold these closed candles, and nothing else. */
    public static Verdict ofHistory(Stream<Candle> closed, Iterable<Row> rows) {
        Proof<Candle> proof = new Proof<>(candle -> candle, (candle, row) -> new ExpectedRow(Map.of()), candle -> true);
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
        List<String> differences = differences(known, row);
        if (!differences.isEmpty()) {
            mixed++;
            example("mixed", key, ": " + String.join("; ", differences));
        }
    }

    private List<String> differences(T known, Row row) {
        Stream<String> values = COLUMNS.differing(candle.apply(known), row).stream()
                .filter(value -> closed.test(known) || !value.column().equals("is_closed"))
                .map(value -> value.column() + " is " + value.stored() + ", the exchange says " + value.expected());
        Stream<String> beside = view.apply(known, row).columns().entrySet().stream()
                .filter(e -> !e.getValue().equals(row.getObject(e.getKey())))
                .map(e -> e.getKey() + " is " + row.getObject(e.getKey()) + ", the exchange says " + e.getValue());
        return Stream.concat(values, beside).toList();
    }

    private void example(String kind, CandleKey key, String detail) {
        if (examples.size() < MOST_EXAMPLES) {
            examples.add(kind + " " + key.symbol() + " " + Instant.ofEpochMilli(key.openTime()) + detail);
        }
    }
}
