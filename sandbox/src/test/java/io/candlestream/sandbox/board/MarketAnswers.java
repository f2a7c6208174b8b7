package io.candlestream.sandbox.board;

import static java.time.temporal.ChronoUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the panels of the market's board have to say, computed from the recording alone. */
public final class MarketAnswers {
    public static final List<String> TICKERS = List.of("ticker", "ticker_1h", "ticker_4h", "ticker_1d");

    /** The check of each panel, by its title. */
    public static final Map<String, Consumer<Answer>> CHECKS = Map.of(
            "Price", MarketAnswers::price,
            "Change, 1 h", answer -> change(answer, MarketAnswers.HOUR),
            "Change, 24 h", answer -> change(answer, MarketAnswers.DAY),
            "Low and high, 24 h", MarketAnswers::lowAndHigh,
            "Trades, 24 h", MarketAnswers::trades,
            "${symbol}", MarketAnswers::priceOverTime,
            "The last 100 trades", MarketAnswers::lastTrades,
            "Read from", MarketAnswers::readFrom);

    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration HOUR = Duration.ofHours(1);

    private MarketAnswers() {}

    /** One question of the market's board: of which pair, between which moments, of which tables. */
    public record Look(Tape tape, Instant from, Instant to, Set<String> stored) {
        public Macros macros(String asset) {
            return new Macros(from, to, Duration.ofMinutes(1), Map.of("symbol", tape.symbol(), "asset", asset));
        }

        public boolean has(String table) {
            return stored.contains(table);
        }
    }

    /** What a query was answered. */
    public record Answer(Look look, List<List<Object>> rows) {
        Tape tape() {
            return look.tape();
        }

        Object only() {
            assertThat(rows).hasSize(1);
            return rows.get(0).get(0);
        }
    }

    /** An exchange has a candle of each minute, of one without trades with the last price: where they are stored no price is old. */
    private static Optional<BigDecimal> priceAt(Look look, Instant at) {
        Instant end = look.tape().trades().get(look.tape().trades().size() - 1).time();
        return look.has("assets") && !at.isAfter(end)
                ? look.tape().last(trade -> !trade.time().isAfter(at)).map(Tape.Trade::price)
                : look.tape().priceAt(at);
    }

    private static void price(Answer answer) {
        Optional<BigDecimal> price = priceAt(answer.look(), answer.look().to());
        if (price.isEmpty()) {
            assertThat(answer.rows()).isEmpty();
            return;
        }
        assertThat((BigDecimal) answer.only()).isEqualByComparingTo(price.orElseThrow());
    }

    private static void change(Answer answer, Duration over) {
        Optional<BigDecimal> now = priceAt(answer.look(), answer.look().to());
        Optional<BigDecimal> before = priceAt(answer.look(), answer.look().to().minus(over));
        if (now.isEmpty() || before.isEmpty()) {
            assertThat(answer.rows()).isEmpty();
            return;
        }
        BigDecimal change = now.orElseThrow().subtract(before.orElseThrow());
        double percent = change.scaleByPowerOfTen(2)
                .divide(before.orElseThrow(), MathContext.DECIMAL64)
                .doubleValue();
        assertThat(((BigDecimal) answer.only()).doubleValue()).isEqualTo(percent, within(1e-12));
        assertThat((BigDecimal) answer.rows().get(0).get(1)).isEqualByComparingTo(change);
        assertThat(percent).as("a day is a quarter").matches(value -> over.equals(HOUR) || value == 25);
    }

    private static void lowAndHigh(Answer answer) {
        List<Tape.Trade> day = answer.tape().dayBefore(answer.look().to());
        if (nothing(answer, day)) {
            return;
        }
        Comparator<Tape.Trade> byPrice = Comparator.comparing(Tape.Trade::price);
        assertThat(answer.rows()).hasSize(1);
        assertThat((BigDecimal) answer.rows().get(0).get(0))
                .isEqualByComparingTo(day.stream().min(byPrice).orElseThrow().price());
        assertThat((BigDecimal) answer.rows().get(0).get(1))
                .isEqualByComparingTo(day.stream().max(byPrice).orElseThrow().price());
    }

    private static void trades(Answer answer) {
        List<Tape.Trade> day = answer.tape().dayBefore(answer.look().to());
        if (!nothing(answer, day)) {
            assertThat(answer.only()).isEqualTo((long) day.size());
        }
    }

    /** Where tickers alone are stored, an old one says nothing of the 24 hours before now. */
    private static boolean nothing(Answer answer, List<Tape.Trade> day) {
        boolean nothing = day.isEmpty()
                || (!fresh(answer.look()) && answer.look().stored().equals(Set.copyOf(TICKERS)));
        if (nothing) {
            assertThat(answer.rows()).isEmpty();
        }
        return nothing;
    }

    private static boolean fresh(Look look) {
        return look.tape()
                .last(trade -> !trade.time().isAfter(look.to())
                        && trade.time().isAfter(look.to().minusSeconds(5)))
                .isPresent();
    }

    private static void priceOverTime(Answer answer) {
        Look look = answer.look();
        Map<Instant, BigDecimal> minutes = new TreeMap<>();
        for (Tape.Trade trade : look.tape().trades()) {
            drawnAt(trade, look).ifPresent(at -> minutes.put(at.truncatedTo(MINUTES), trade.price()));
        }
        if (look.has("assets")) {
            for (Instant at = look.from().truncatedTo(MINUTES); at.isBefore(look.to()); at = at.plus(1, MINUTES)) {
                Instant minute = at;
                if (!minute.isBefore(look.from())) {
                    priceAt(look, minute).ifPresent(price -> minutes.putIfAbsent(minute, price));
                }
            }
        }
        Map<Instant, BigDecimal> drawn = new TreeMap<>();
        answer.rows().forEach(row -> drawn.put((Instant) row.get(0), (BigDecimal) row.get(1)));
        assertThat(answer.rows()).hasSameSizeAs(drawn.keySet());
        assertThat(drawn.keySet()).isEqualTo(minutes.keySet());
        drawn.forEach((minute, price) -> assertThat(price).as("%s", minute).isEqualByComparingTo(minutes.get(minute)));
    }

    /** A candle is drawn whole where it opens, a trade at its time, a ticker at the end of its second. */
    private static Optional<Instant> drawnAt(Tape.Trade trade, Look look) {
        Instant at = look.has("trades") ? trade.time() : trade.tickersSecond();
        if (look.has("assets")) {
            at = trade.time().truncatedTo(MINUTES);
            return Optional.of(at).filter(open -> !open.isBefore(look.from()) && open.isBefore(look.to()));
        }
        return Optional.of(at).filter(time -> !time.isBefore(look.from()) && !time.isAfter(look.to()));
    }

    private static void lastTrades(Answer answer) {
        List<String> expected = new ArrayList<>();
        List<Tape.Trade> day = answer.tape().dayBefore(answer.look().to());
        if (answer.look().has("trades")) {
            for (Tape.Trade trade : day.subList(Math.max(0, day.size() - 100), day.size())) {
                expected.add(
                        0,
                        line(
                                trade.time(),
                                trade.price(),
                                trade.quantity(),
                                trade.price().multiply(trade.quantity()),
                                trade.takerSold() ? "sell" : "buy"));
            }
        }
        assertThat(answer.rows().stream().map(row -> line(row.toArray())).toList())
                .isEqualTo(expected);
    }

    /** Values as they are printed, numbers without zeros at their end. */
    public static String line(Object... values) {
        return Stream.of(values)
                .map(value -> value instanceof BigDecimal number ? plain(number) : value.toString())
                .collect(Collectors.joining(" "));
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    /** The freshest of what is stored for a price; for the 24 hours a ticker, unless it is old. */
    private static void readFrom(Answer answer) {
        Map<String, String> tables = new TreeMap<>();
        Map<String, Object> whole = new HashMap<>();
        answer.rows().forEach(row -> {
            tables.put(row.get(0).toString(), row.get(1).toString());
            whole.put(row.get(0).toString(), row.get(4));
        });
        Look look = answer.look();
        Map<String, String> expected = new TreeMap<>();
        String price = look.stored().size() > TICKERS.size()
                ? "trades|assets" // the end of a candle is later than its last trade
                : look.has("trades") ? "trades" : look.has("assets") ? "assets" : "ticker(_1h)?";
        Map.of("price", Duration.ZERO, "price 1 h before", HOUR, "price 24 h before", DAY)
                .forEach((figure, before) ->
                        priceAt(look, look.to().minus(before)).ifPresent(there -> expected.put(figure, price)));
        boolean ticker = look.has("ticker") && fresh(look);
        if (ticker
                || (!look.stored().equals(Set.copyOf(TICKERS))
                        && !look.tape().dayBefore(look.to()).isEmpty())) {
            expected.put("low, high, trades", ticker ? "ticker" : look.has("assets") ? "assets|trades" : "trades");
        }
        assertThat(tables.keySet()).isEqualTo(expected.keySet());
        tables.forEach((figure, table) -> assertThat(table).as(figure).matches(expected.get(figure)));
        if (expected.containsKey("low, high, trades") && !ticker) {
            boolean before =
                    look.to().minus(DAY).isAfter(look.tape().trades().get(0).time());
            assertThat(whole.get("low, high, trades"))
                    .as("whole")
                    .isEqualTo(before && (look.has("trades") || look.has("assets")));
        }
    }
}
