package io.candlestream.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The metrics of the trades of each minute by the definitions of the issue, over all trades at once: the tests' own code. */
final class TradeMetricCells {
    static final List<String> COLUMNS = List.of(
            "known_at",
            "avg_price",
            "vwap",
            "min_price",
            "max_price",
            "current_price",
            "volatility",
            "quote_volume",
            "bought_quote_volume",
            "sold_quote_volume",
            "trades",
            "first_trade_id",
            "last_trade_id");

    private static final long MINUTE = 60_000;
    private static final MathContext MANY = new MathContext(80);

    private TradeMetricCells() {}

    /** A trade as the frame has it; times are epoch milliseconds. */
    record Trade(String symbol, long id, String price, String quantity, long time, boolean maker, long event) {
        static List<Trade> recorded(Path folder) {
            try {
                return Tape.read(folder).trades().values().stream()
                        .flatMap(symbol -> symbol.values().stream())
                        .map(Trade::of)
                        .sorted(Comparator.comparingLong(Trade::time).thenComparing(Trade::id))
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Trade of(JsonNode frame) {
            return new Trade(
                    frame.get("s").asText(),
                    frame.get("t").asLong(),
                    frame.get("p").asText(),
                    frame.get("q").asText(),
                    frame.get("T").asLong(),
                    frame.get("m").asBoolean(),
                    frame.get("E").asLong());
        }

        /** The fields of the record that the producer makes of it. */
        Map<String, String> fields() {
            return Map.of(
                    "symbol", symbol,
                    "trade_id", String.valueOf(id),
                    "price", price,
                    "quantity", quantity,
                    "trade_time", Instant.ofEpochMilli(time).toString(),
                    "is_buyer_maker", String.valueOf(maker),
                    "event_time", Instant.ofEpochMilli(event).toString(),
                    "collected_at", Instant.ofEpochMilli(event + 7).toString(),
                    "source", "socket");
        }

        /** Another one, by so many ids and milliseconds later. */
        Trade later(long ids, long millis) {
            return new Trade(symbol, id + ids, price, quantity, time + millis, maker, event + millis);
        }

        long minute() {
            return time / MINUTE * MINUTE;
        }

        private BigDecimal priced() {
            return new BigDecimal(price);
        }

        private BigDecimal amount() {
            return new BigDecimal(quantity);
        }
    }

    /** Of each symbol the one with the highest id. */
    static Collection<Trade> newest(Collection<Trade> trades) {
        return trades.stream()
                .collect(Collectors.toMap(
                        Trade::symbol,
                        trade -> trade,
                        BinaryOperator.maxBy(Comparator.comparingLong(Trade::id)),
                        TreeMap::new))
                .values();
    }

    /** The cells of each minute as text, by symbol, length and begin; {@code trades} are all, each once. */
    static Map<String, String> of(Collection<Trade> trades) {
        return of(trades, "1m", 1);
    }

    /** Those of windows of so many minutes, one of which begins each minute. */
    static Map<String, String> of(Collection<Trade> trades, String name, int minutes) {
        Map<String, List<Trade>> windows = new TreeMap<>();
        trades.forEach(trade -> IntStream.range(0, minutes)
                .mapToObj(before -> trade.symbol() + " " + name + " " + (trade.minute() - before * MINUTE))
                .forEach(window -> windows.computeIfAbsent(window, key -> new ArrayList<>())
                        .add(trade)));
        Map<String, String> cells = new TreeMap<>();
        windows.forEach((window, all) -> cells.put(window, cells(all)));
        return cells;
    }

    private static String cells(List<Trade> trades) {
        List<BigDecimal> prices = trades.stream().map(Trade::priced).toList();
        BigDecimal count = new BigDecimal(trades.size());
        BigDecimal mean = sum(prices).divide(count, MANY);
        BigDecimal worth = worth(trades, trade -> true);
        List<Trade> byId =
                trades.stream().sorted(Comparator.comparingLong(Trade::id)).toList();
        Trade last = byId.get(byId.size() - 1);
        return String.join(
                " ",
                text(Instant.ofEpochMilli(
                        trades.stream().mapToLong(Trade::time).max().orElseThrow())),
                text(mean.doubleValue()),
                text(worth.divide(sum(trades.stream().map(Trade::amount).toList()), MANY)
                        .doubleValue()),
                text(prices.stream().min(Comparator.naturalOrder()).orElseThrow()),
                text(prices.stream().max(Comparator.naturalOrder()).orElseThrow()),
                text(last.priced()),
                trades.size() < 2 ? "null" : text(deviation(prices, mean)),
                text(worth),
                text(worth(trades, trade -> !trade.maker())),
                text(worth(trades, Trade::maker)),
                text(trades.size()),
                text(byId.get(0).id()),
                text(last.id()));
    }

    private static double deviation(List<BigDecimal> prices, BigDecimal mean) {
        return sum(prices.stream().map(price -> price.subtract(mean).pow(2)).toList())
                .divide(new BigDecimal(prices.size() - 1), MANY)
                .sqrt(MANY)
                .doubleValue();
    }

    private static BigDecimal worth(List<Trade> trades, Predicate<Trade> side) {
        return sum(trades.stream()
                .filter(side)
                .map(trade -> trade.priced().multiply(trade.amount()))
                .toList());
    }

    private static BigDecimal sum(List<BigDecimal> values) {
        return values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** A cell of the table: a time in milliseconds, a number without zeros at its end, of a double the shortest that is it. */
    static String text(Object cell) {
        if (cell instanceof Instant time) {
            return String.valueOf(time.toEpochMilli());
        }
        return cell instanceof Number
                ? new BigDecimal(cell.toString()).stripTrailingZeros().toPlainString()
                : Objects.toString(cell);
    }
}
