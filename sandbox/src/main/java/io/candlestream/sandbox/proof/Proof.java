package io.candlestream.sandbox.proof;

import io.candlestream.history.Candle;
import io.candlestream.simulator.market.Update;
import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.verify.CandleColumns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Compares the rows of the table with what the exchange sent: the values of each candle by the code of {@code verify}, and
 * beside them what only the simulator knows, which is the newest update of a candle that is still open, when and by which way
 * each came, and which rows there should not be.
 */
public final class Proof {
    private static final int MOST_EXAMPLES = 10;
    private static final Set<String> PAST = Set.of("rest", "archive");
    private static final CandleColumns COLUMNS = new CandleColumns("binance");

    private final Map<CandleKey, Update> truth = new HashMap<>();
    private final BiFunction<Update, StoredRow, Map<String, Object>> view;
    private final Set<CandleKey> seen = new HashSet<>();
    private final List<String> examples = new ArrayList<>();
    private long extra;
    private long mixed;

    /** One candle, by its open time in epoch milliseconds. */
    private record CandleKey(String symbol, long openTime) {}

    /** @param view what a row has to hold beside the values of the candle */
    private Proof(Stream<Update> truth, BiFunction<Update, StoredRow, Map<String, Object>> view) {
        truth.forEach(update ->
                this.truth.put(new CandleKey(update.symbol(), update.candle().openTime()), update));
        this.view = view;
    }

    /** The table has to hold the newest of each candle's updates, and nothing else. */
    public static Verdict ofUpdates(Stream<Update> newest, Iterable<StoredRow> rows) {
        return new Proof(newest, Proof::expected).judge(rows);
    }

    /** The table has to hold these closed candles, and nothing else. */
    public static Verdict ofHistory(Stream<Candle> closed, Iterable<StoredRow> rows) {
        return new Proof(closed.map(Update::closing), (candle, row) -> Map.of()).judge(rows);
    }

    /** What only the simulator knows of {@code update}, as the row's {@code source} brought it. */
    private static Map<String, Object> expected(Update update, StoredRow row) {
        boolean fromThePast = update.closed() && PAST.contains(String.valueOf(row.text("source")));
        return fromThePast ? healed(update.candle(), row) : sent(update);
    }

    private static Map<String, Object> sent(Update update) {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("event_time", Instant.ofEpochMilli(update.eventTime()));
        columns.put("first_trade_id", update.candle().firstTradeId());
        columns.put("last_trade_id", update.candle().lastTradeId());
        columns.put("is_closed", update.closed());
        columns.put("source", "socket");
        return columns;
    }

    /** REST and archives tell no trade ids: they are said to be unknown, both, or are what the socket would have carried. */
    private static Map<String, Object> healed(Candle candle, StoredRow row) {
        boolean unknown = Long.valueOf(Candle.NO_TRADE).equals(row.value("first_trade_id"));
        return Map.of(
                "first_trade_id", unknown ? Candle.NO_TRADE : candle.firstTradeId(),
                "last_trade_id", unknown ? Candle.NO_TRADE : candle.lastTradeId());
    }

    private Verdict judge(Iterable<StoredRow> rows) {
        rows.forEach(this::compare);
        List<CandleKey> all = truth.entrySet().stream()
                .filter(candle -> candle.getValue().closed())
                .map(Map.Entry::getKey)
                .toList();
        List<CandleKey> lost = all.stream().filter(key -> !seen.contains(key)).toList();
        lost.stream().limit(MOST_EXAMPLES).forEach(key -> example("lost", key, ""));
        return new Verdict(all.size(), all.size() - lost.size(), lost.size(), extra, mixed, List.copyOf(examples));
    }

    private void compare(StoredRow row) {
        Instant open = Objects.requireNonNull(row.time("timestamp"));
        CandleKey key = new CandleKey(row.text("symbol"), open.toEpochMilli());
        Update known = truth.get(key);
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

    private List<String> differences(Update known, StoredRow row) {
        Stream<String> values = COLUMNS.differing(known.candle(), row).stream()
                .filter(value -> known.closed() || !value.column().equals("is_closed"))
                .map(value -> value.column() + " is " + value.stored() + ", the exchange says " + value.expected());
        Stream<String> beside = view.apply(known, row).entrySet().stream()
                .filter(e -> !e.getValue().equals(row.value(e.getKey())))
                .map(e -> e.getKey() + " is " + row.value(e.getKey()) + ", the exchange says " + e.getValue());
        return Stream.concat(values, beside).toList();
    }

    private void example(String kind, CandleKey key, String detail) {
        if (examples.size() < MOST_EXAMPLES) {
            examples.add(kind + " " + key.symbol() + " " + Instant.ofEpochMilli(key.openTime()) + detail);
        }
    }
}
