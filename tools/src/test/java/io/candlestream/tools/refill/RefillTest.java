package io.candlestream.tools.refill;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.schema.TickerWindow;
import io.candlestream.tools.tickers.StoredTickers;
import io.candlestream.tools.tickers.TickerProof;
import io.candlestream.tools.tickers.TickerReport;
import io.candlestream.tools.trades.HeldTables;
import io.candlestream.tools.trades.StoredTrades;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A trade each two seconds, and a stretch without tickers. */
class RefillTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int STEP = 2000;
    private static final long FIRST = 1000;

    private final HeldTables tables = new HeldTables();
    private final List<MadeTicker> made = new ArrayList<>();

    /** Makes all trades of the window's length, and of ten minutes more. */
    private Instant trades(TickerWindow window) {
        long count = (window.length() + 600_000) / STEP;
        for (long i = 0; i < count; i++) {
            tables.trade(FIRST + i, time(i), price(i), quantity(i));
        }
        return START.plusMillis(count * STEP);
    }

    private static Instant time(long trade) {
        return START.plusMillis(trade * STEP + trade * 37 % 1000);
    }

    private static String price(long trade) {
        return BigDecimal.valueOf(100_000 + trade * 7919 % 10_007, 2).toPlainString();
    }

    private static String quantity(long trade) {
        return BigDecimal.valueOf(1 + trade * 104_729 % 100_003, 5).toPlainString();
    }

    /** A ticker of the exchange that tells of the trades up to {@code last}; nobody looks at its sums. */
    private void ticker(TickerWindow window, Instant sent, long last) {
        tables.ticker(Map.of(
                "symbol",
                HeldTables.SYMBOL,
                "window_size",
                window.code(),
                "day",
                sent.truncatedTo(ChronoUnit.DAYS),
                "event_time",
                sent,
                "close_time",
                sent.minusMillis(300),
                "first_trade_id",
                FIRST,
                "last_trade_id",
                last));
    }

    private RefillReport refill(TickerWindow window, Optional<Instant> from, Optional<Instant> to) {
        StoredTickers tickers = new StoredTickers(tables, window.stream(), window);
        StoredTrades trades = new StoredTrades(tables, "trades", "assets");
        NavigableSet<Instant> days = tickers.days().getOrDefault(HeldTables.SYMBOL, new TreeSet<>());
        return new Refill(tickers, trades, HeldTables.SYMBOL, trades.hours().get(HeldTables.SYMBOL), made::add)
                .run(days, from, to);
    }

    @ParameterizedTest
    @EnumSource(TickerWindow.class)
    void whatIsMissingIsMadeAndTheProofTakesIt(TickerWindow window) {
        Instant end = trades(window);
        Instant before = end.minusSeconds(120).plusMillis(423);
        Instant after = before.plusSeconds(60);
        ticker(window, before, lastBefore(before));
        ticker(window, after, lastBefore(after));

        assertThat(refill(window, Optional.empty(), Optional.empty()))
                .hasToString(HeldTables.SYMBOL + "  made " + made.size() + "  holes 1  left 0");

        assertThat(made).hasSizeBetween(29, 31).allSatisfy(ticker -> {
            assertThat(ticker.closeTime()).isEqualTo(ticker.eventTime() - 300);
            assertThat(ticker.eventTime() % 1000).isEqualTo(before.toEpochMilli() % 1000);
        });
        TickerReport report = proof(window);
        assertThat(report.verdict())
                .isEqualTo("equal: tickers of " + window.code() + "  proved " + made.size()
                        + "  without their trades 0  differing 0  holes 0");
    }

    private static long lastBefore(Instant sent) {
        long trade = Duration.between(START, sent).toMillis() / STEP;
        while (time(trade).isAfter(sent.minusMillis(300))) {
            trade--;
        }
        return FIRST + trade;
    }

    /** What {@code verify} says of a table with what was made alone. */
    private TickerReport proof(TickerWindow window) {
        HeldTables proved = new HeldTables();
        long count = (window.length() + 600_000) / STEP;
        for (long i = 0; i < count; i++) {
            proved.trade(FIRST + i, time(i), price(i), quantity(i));
        }
        made.forEach(ticker -> proved.ticker(row(ticker.fields())));
        return new TickerProof(
                        new StoredTickers(proved, window.stream(), window),
                        new StoredTrades(proved, "trades", "assets"))
                .report(List.of(), Optional.empty(), Optional.empty());
    }

    private static Map<String, Object> row(Map<String, String> fields) {
        Map<String, Object> row = new HashMap<>();
        fields.forEach((name, value) -> {
            if (name.endsWith("_time")) {
                row.put(name, Instant.parse(value));
            } else if (name.endsWith("_id") || name.equals("trades")) {
                row.put(name, Long.valueOf(value));
            } else if (List.of("symbol", "window_size", "source").contains(name)) {
                row.put(name, value);
            } else {
                row.put(name, new BigDecimal(value));
            }
        });
        row.put("day", Instant.parse(fields.get("event_time")).truncatedTo(ChronoUnit.DAYS));
        return row;
    }

    /** A trade of 3 USDT and one of 7: every rounding is that of the exchange. */
    @Test
    void itsNumbersAreRoundedAsTheExchangeRoundsThem() {
        tables.trade(1, START.minusSeconds(5), "2.5", "1");
        tables.trade(2, START.plusSeconds(1), "3", "1");
        tables.trade(3, START.plusSeconds(2), "2.99998", "2");
        tables.trade(4, START.plusSeconds(99), "3", "1");

        refill(TickerWindow.ROLLING_24H, Optional.of(START), Optional.of(START.plusSeconds(50)));
        assertThat(made).isEmpty(); // What came before the first trade is not known.
        tables.forgetTrade(1);
        tables.forgetTrade(2);
        tables.forgetTrade(3);
        tables.forgetTrade(4);
        Instant old = START.minus(2, ChronoUnit.DAYS);
        tables.trade(0, old, "2.5", "1");
        tables.trade(1, START.minusSeconds(5), "3", "1");
        tables.trade(2, START.plusSeconds(2), "2.99995", "2");
        tables.trade(3, START.plusSeconds(99), "3", "1");

        refill(TickerWindow.ROLLING_24H, Optional.of(START), Optional.of(START.plusSeconds(50)));

        assertThat(made).hasSize(1);
        assertThat(made.get(0).fields())
                .containsEntry("event_time", "2026-01-01T00:00:03Z")
                .containsEntry("close_time", "2026-01-01T00:00:02.999Z")
                .containsEntry("open_time", "2025-12-31T00:00:02.999Z")
                .containsEntry("previous_close_price", "2.50000000")
                .containsEntry("price_change", "-0.00005000")
                .containsEntry("price_change_percent", "-0.002")
                .containsEntry("weighted_average_price", "2.99996667")
                .containsEntry("quote_volume", "8.99990000")
                .containsEntry("last_quantity", "2.00000000")
                .containsEntry("source", "trades")
                .doesNotContainKeys("bid_price", "ask_price");
    }

    @Test
    void aTradeThatIsMissingLeavesTheHoleAndIsNamed() {
        Instant end = trades(TickerWindow.HOUR_1);
        Instant before = end.minusSeconds(120);
        ticker(TickerWindow.HOUR_1, before, lastBefore(before));
        ticker(TickerWindow.HOUR_1, before.plusSeconds(60), lastBefore(before.plusSeconds(60)));
        long missing = lastBefore(before) - 50;
        tables.forgetTrade(missing);

        RefillReport report = refill(TickerWindow.HOUR_1, Optional.empty(), Optional.empty());

        assertThat(made).isEmpty();
        assertThat(report.left())
                .singleElement()
                .asString()
                .contains("trade " + missing + " is not stored", "./candlestream backfill --streams trades");
    }

    @Test
    void withoutATradeBehindTheWindowNothingSaysThatItIsWhole() {
        Instant end = trades(TickerWindow.HOUR_1);
        Instant before = end.minusSeconds(10);
        ticker(TickerWindow.HOUR_1, before, lastBefore(before));

        RefillReport report = refill(TickerWindow.HOUR_1, Optional.empty(), Optional.of(end.plusSeconds(60)));

        long newest = FIRST + (TickerWindow.HOUR_1.length() + 600_000) / STEP - 1;
        assertThat(report.left()).singleElement().asString().contains("trade " + (newest + 1) + " is not stored");
        assertThat(made)
                .isNotEmpty()
                .allSatisfy(ticker -> assertThat(ticker.sum().last().id()).isLessThan(newest));
    }

    @Test
    void aTickerThatComesInTimeAndAQuietPairAreNoHoles() {
        Instant end = trades(TickerWindow.HOUR_1);
        Instant before = end.minusSeconds(120);
        ticker(TickerWindow.HOUR_1, before, lastBefore(before));
        ticker(TickerWindow.HOUR_1, before.plusSeconds(3), lastBefore(before.plusSeconds(3)));
        Instant quiet = end.plusSeconds(600);
        long next = FIRST + (TickerWindow.HOUR_1.length() + 600_000) / STEP;
        ticker(TickerWindow.HOUR_1, end.plusSeconds(1), next - 1);
        tables.trade(next, quiet, "1000", "1");
        ticker(TickerWindow.HOUR_1, quiet.plusSeconds(1), next);

        assertThat(refill(TickerWindow.HOUR_1, Optional.of(end.plusSeconds(1)), Optional.of(quiet.plusSeconds(2)))
                        .holes())
                .isZero();
        assertThat(refill(TickerWindow.HOUR_1, Optional.empty(), Optional.of(before.plusSeconds(4)))
                        .holes())
                .isZero();
    }
}
