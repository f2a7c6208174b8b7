package io.candlestream.tools.tickers;

import io.candlestream.runtime.settings.FatalException;
import io.candlestream.schema.TickerWindow;
import io.candlestream.tools.output.Differences;
import io.candlestream.tools.tickers.TickerReport.SymbolReport;
import io.candlestream.tools.trades.StoredTrade;
import io.candlestream.tools.trades.StoredTrades;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Proves the stored tickers by the stored trades: each names the first and the last of its trades, so all that it says can be made
 * again. The trades have their own proof.
 */
public final class TickerProof {
    /** How long after a trade the ticker that tells of it may come; one is sent each second. */
    private static final Duration LATEST = Duration.ofSeconds(3);

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int DECIMALS = 8;
    private static final int DECIMALS_OF_PERCENT = 3;
    /** What is shown of a sum of products may be cut or rounded to eight decimals. */
    private static final BigDecimal LAST_DECIMAL = new BigDecimal("0.00000001");

    private final StoredTickers stored;
    private final StoredTrades trades;
    private final Differences differences = new Differences();

    public TickerProof(StoredTickers stored, StoredTrades trades) {
        this.stored = stored;
        this.trades = trades;
    }

    /**
     * The report on {@code symbols}, on all that the table holds when there are none.
     *
     * @param from where the comparison begins, by the time of the event; without it with the first ticker
     * @param to the end, excluded; without it behind the last one
     * @throws FatalException when there is nothing at all to compare, which proves nothing
     */
    public TickerReport report(List<String> symbols, Optional<Instant> from, Optional<Instant> to) {
        Map<String, NavigableSet<Instant>> days = stored.days();
        Map<String, NavigableSet<Long>> hours = trades.hours();
        List<SymbolReport> reports = new ArrayList<>();
        for (String symbol : stored.symbols(symbols)) {
            Counter counter = new Counter(symbol, hours.getOrDefault(symbol, new TreeSet<>()));
            from.ifPresent(counter::startAt);
            days.get(symbol).forEach(day -> stored.rows(symbol, day)
                    .map(StoredTicker::new)
                    .filter(ticker -> isWanted(ticker.eventTime(), from, to))
                    .forEach(counter));
            to.ifPresent(counter::lookUntil);
            reports.add(counter.report());
        }
        if (reports.stream().allMatch(report -> report.proved() + report.unproved() + report.differing() == 0)) {
            throw new FatalException("Cannot verify: there are no tickers to compare in " + stored.name()
                    + " (check the consumer's streams." + stored.window().stream() + ".enabled, --from and --to)");
        }
        boolean equal = reports.stream().allMatch(report -> report.differing() + report.holes() == 0)
                && reports.stream().anyMatch(report -> report.proved() > 0);
        return new TickerReport(stored.window().code(), equal, reports, differences.lines());
    }

    private static boolean isWanted(Instant time, Optional<Instant> from, Optional<Instant> to) {
        return from.filter(time::isBefore).isEmpty()
                && to.filter(end -> !time.isBefore(end)).isEmpty();
    }

    /** Walks along one symbol's tickers, the oldest first. */
    private final class Counter implements Consumer<StoredTicker> {
        private final String symbol;
        private final NavigableSet<Long> hours;
        private TradeSpan span;
        private long proved;
        private long unproved;
        private long differing;
        private long holes;

        /** When the last ticker was sent, and the first trade of which none told yet. */
        private Optional<Instant> known = Optional.empty();

        private Optional<StoredTrade> untold = Optional.empty();

        Counter(String symbol, NavigableSet<Long> hours) {
            this.symbol = symbol;
            this.hours = hours;
            this.span = new TradeSpan(trades, symbol, hours);
        }

        /** All trades from then on have to be told of. */
        void startAt(Instant time) {
            known = Optional.of(time);
            long millis = time.toEpochMilli();
            untold = hours.tailSet(hour(time), true).stream()
                    .flatMap(hour -> trades.trades(symbol, hour)
                            .filter(trade -> trade.time() >= millis)
                            .limit(1))
                    .findFirst();
        }

        /** Counts a hole when no ticker told of the last trades in time before {@code time}. */
        void lookUntil(Instant time) {
            untold.filter(trade ->
                            Instant.ofEpochMilli(trade.time()).plus(LATEST).isBefore(time))
                    .ifPresent(trade -> {
                        holes++;
                        differences.accept("hole  " + symbol + "  "
                                + known.map(Instant::toString).orElse("") + " to " + time
                                + "  no ticker tells of trade " + trade.id() + " in time");
                    });
        }

        private static long hour(Instant time) {
            return time.truncatedTo(ChronoUnit.HOURS).toEpochMilli();
        }

        /** The trades of the first ticker, and the one before them, lie no further back than in the hour before its window. */
        private void begin(StoredTicker ticker) {
            Long before = hours.lower(hour(ticker.time("open_time")));
            if (before != null) {
                span = new TradeSpan(trades, symbol, hours.tailSet(before, true));
            }
        }

        @Override
        public void accept(StoredTicker ticker) {
            if (proved + unproved + differing == 0) {
                begin(ticker);
            }
            lookUntil(ticker.eventTime());
            known = Optional.of(ticker.eventTime());
            boolean complete = ticker.firstTradeId() >= 0 && span.moveTo(ticker.firstTradeId(), ticker.lastTradeId());
            untold = ticker.firstTradeId() >= 0 ? span.next() : Optional.empty();
            if (!complete) {
                unproved++;
                return;
            }
            List<String> wrong = differing(ticker);
            if (wrong.isEmpty()) {
                proved++;
                return;
            }
            differing++;
            differences.accept("value  " + symbol + "  " + ticker.eventTime() + "  " + String.join("; ", wrong));
        }

        SymbolReport report() {
            return new SymbolReport(symbol, proved, unproved, differing, holes);
        }

        private List<String> differing(StoredTicker ticker) {
            StoredTrade first = span.first();
            StoredTrade last = span.last();
            BigDecimal change = last.price().subtract(first.price());
            List<String> wrong = new ArrayList<>();
            check(wrong, ticker, "open_price", first.price());
            check(wrong, ticker, "last_price", last.price());
            check(wrong, ticker, "high_price", span.high());
            check(wrong, ticker, "low_price", span.low());
            check(wrong, ticker, "volume", span.volume());
            check(wrong, ticker, "price_change", change);
            check(
                    wrong,
                    ticker,
                    "price_change_percent",
                    change.multiply(HUNDRED).divide(first.price(), DECIMALS_OF_PERCENT, RoundingMode.HALF_UP));
            BigDecimal shown = ticker.amount("quote_volume");
            if (span.quoteVolume().subtract(shown).abs().compareTo(LAST_DECIMAL) >= 0) {
                wrong.add("quote_volume " + shown.toPlainString() + ", expected "
                        + span.quoteVolume().toPlainString());
            }
            check(wrong, ticker, "weighted_average_price", shown.divide(span.volume(), DECIMALS, RoundingMode.HALF_UP));
            if (stored.window() == TickerWindow.ROLLING_24H) {
                check(wrong, ticker, "last_quantity", last.quantity());
            }
            long count = ticker.lastTradeId() - ticker.firstTradeId() + 1;
            if (ticker.trades() != count) {
                wrong.add("trades " + ticker.trades() + ", expected " + count);
            }
            checkTimes(wrong, ticker, first);
            if (ticker.isMade()) {
                checkEnds(wrong, ticker);
            }
            return wrong;
        }

        private void check(List<String> wrong, StoredTicker ticker, String column, BigDecimal expected) {
            BigDecimal value = ticker.amount(column);
            if (value.compareTo(expected) != 0) {
                wrong.add(column + " " + value.toPlainString() + ", expected " + expected.toPlainString());
            }
        }

        /** Nobody but the trades on both sides says that one which was made has all trades of its window. */
        private void checkEnds(List<String> wrong, StoredTicker ticker) {
            Optional<StoredTrade> before = span.previous().filter(trade -> trade.id() == ticker.firstTradeId() - 1);
            if (before.filter(trade -> trade.time() < ticker.time("open_time").toEpochMilli())
                    .isEmpty()) {
                wrong.add("first_trade_id is not the first of the window");
            }
            if (span.next()
                    .filter(trade -> trade.time() > ticker.time("close_time").toEpochMilli())
                    .isEmpty()) {
                wrong.add("last_trade_id is not the last of the window");
            }
            if (stored.window() == TickerWindow.ROLLING_24H && before.isPresent()) {
                check(wrong, ticker, "previous_close_price", before.get().price());
            }
        }

        /** Its window has the length of its name, and its first trade lies in it. */
        private void checkTimes(List<String> wrong, StoredTicker ticker, StoredTrade first) {
            Instant open = ticker.time("open_time");
            Duration width = Duration.between(open, ticker.time("close_time"));
            long wider = width.toMillis() - stored.window().length();
            boolean exact = stored.window() == TickerWindow.ROLLING_24H;
            if (wider < 0 || wider > (exact ? 0 : 59_999)) {
                wrong.add("the window is " + width.toMillis() + " ms wide");
            }
            if (first.time() < open.toEpochMilli()) {
                wrong.add("the first trade is from before open_time");
            }
            if (!stored.window().code().equals(ticker.row().text("window_size"))) {
                wrong.add("window_size " + ticker.row().text("window_size"));
            }
        }
    }
}
