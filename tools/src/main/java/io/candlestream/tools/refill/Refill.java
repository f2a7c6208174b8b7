package io.candlestream.tools.refill;

import io.candlestream.schema.TickerWindow;
import io.candlestream.tools.tickers.StoredTicker;
import io.candlestream.tools.tickers.StoredTickers;
import io.candlestream.tools.trades.StoredTrade;
import io.candlestream.tools.trades.StoredTrades;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Walks along the tickers of one symbol and makes those that are missing. One is due each second in which there was a trade, so where
 * the next one is late there is a hole; what was made stands at the second's beat of the ticker before it.
 */
final class Refill {
    /** How long after a trade the ticker that tells of it may come. */
    static final Duration LATEST = Duration.ofSeconds(3);

    private static final long SECOND = 1000;
    private static final long HOUR = 3_600_000;

    private final StoredTickers tickers;
    private final StoredTrades trades;
    private final String symbol;
    private final NavigableSet<Long> hours;
    private final Consumer<MadeTicker> made;
    private final List<String> left = new ArrayList<>();
    private Optional<TradeMinutes> minutes = Optional.empty();
    private long tickersMade;
    private long holes;

    /**
     * @param hours in which the symbol has trades, epoch milliseconds
     * @param made takes what is made
     */
    Refill(
            StoredTickers tickers,
            StoredTrades trades,
            String symbol,
            NavigableSet<Long> hours,
            Consumer<MadeTicker> made) {
        this.tickers = tickers;
        this.trades = trades;
        this.symbol = symbol;
        this.hours = hours;
        this.made = made;
    }

    /** The end of what is known: when a ticker was sent, and what it told of; epoch milliseconds. */
    private record Edge(long eventTime, long closeTime, OptionalLong lastTradeId) {
        static Edge of(StoredTicker ticker) {
            long last = ticker.lastTradeId();
            return new Edge(
                    ticker.eventTime().toEpochMilli(),
                    ticker.time("close_time").toEpochMilli(),
                    last < 0 ? OptionalLong.empty() : OptionalLong.of(last));
        }

        /** Where nothing is known, on the whole second. */
        static Edge at(Instant time) {
            long second = Math.floorDiv(time.toEpochMilli() + SECOND - 1, SECOND) * SECOND;
            return new Edge(second, second - 1, OptionalLong.empty());
        }
    }

    /**
     * Makes what is missing between the tickers on {@code days}.
     *
     * @param from with it also what is missing before the first of them, likewise {@code to}
     */
    RefillReport run(NavigableSet<Instant> days, Optional<Instant> from, Optional<Instant> to) {
        Optional<Edge> known = from.map(Edge::at);
        for (Instant day : days) {
            if (from.filter(time -> !day.plus(Duration.ofDays(1)).isAfter(time)).isPresent()
                    || to.filter(time -> !day.isBefore(time)).isPresent()) {
                continue;
            }
            for (var rows = tickers.rows(symbol, day).map(StoredTicker::new).iterator(); rows.hasNext(); ) {
                StoredTicker ticker = rows.next();
                if (from.filter(ticker.eventTime()::isBefore).isEmpty()
                        && to.filter(time -> !ticker.eventTime().isBefore(time)).isEmpty()) {
                    known.ifPresent(edge -> look(edge, ticker.eventTime().toEpochMilli()));
                    known = Optional.of(Edge.of(ticker));
                }
            }
        }
        known.ifPresent(edge -> to.ifPresent(time -> look(edge, time.toEpochMilli())));
        return new RefillReport(symbol, tickersMade, holes, left);
    }

    /** Between {@code edge} and the next ticker, which came at {@code end}. */
    private void look(Edge edge, long end) {
        if (end - edge.eventTime() > LATEST.toMillis()) {
            firstUntold(edge)
                    .filter(trade -> trade.time() + LATEST.toMillis() < end)
                    .ifPresent(trade -> fill(edge, trade, end));
        }
    }

    /** The first trade that the ticker did not tell of. */
    private Optional<StoredTrade> firstUntold(Edge edge) {
        long hour = edge.closeTime() - Math.floorMod(edge.closeTime(), HOUR);
        long firstId = edge.lastTradeId().orElse(-1) + 1;
        boolean byTime = edge.lastTradeId().isEmpty();
        // A whole page would be read of those that follow, and it is nearly always the next.
        List<Long> lastIds = byTime ? List.of(Long.MAX_VALUE) : List.of(firstId, Long.MAX_VALUE);
        return hours.tailSet(hour, true).stream()
                .flatMap(next -> lastIds.stream().flatMap(last -> trades.trades(symbol, next, firstId, last)))
                .filter(trade -> !byTime || trade.time() > edge.closeTime())
                .findFirst();
    }

    private void fill(Edge edge, StoredTrade untold, long end) {
        holes++;
        TickerWindow window = tickers.window();
        long lag = edge.eventTime() - edge.closeTime();
        long told = untold.id() - 1;
        Optional<String> problem = Optional.empty();
        for (long time = edge.eventTime() + SECOND; time < end; time += SECOND) {
            long close = time - lag;
            if (close < untold.time()) {
                continue;
            }
            try {
                Optional<MadeTicker> ticker = ticker(window, time, close);
                if (ticker.isPresent() && ticker.get().sum().last().id() > told) {
                    told = ticker.get().sum().last().id();
                    made.accept(ticker.get());
                    tickersMade++;
                }
            } catch (UnprovedException e) {
                problem = problem.or(() -> Optional.of(e.getMessage()));
            }
        }
        problem.ifPresent(why -> left.add("left  " + symbol + "  " + Instant.ofEpochMilli(edge.eventTime()) + " to "
                + Instant.ofEpochMilli(end) + "  " + why + " (./candlestream backfill --streams trades loads trades)"));
    }

    private Optional<MadeTicker> ticker(TickerWindow window, long time, long close) throws UnprovedException {
        long open = window.openOf(close);
        TradeMinutes sums = minutes.filter(known -> known.reaches(open))
                .orElseGet(() -> new TradeMinutes(trades, symbol, hours, open));
        minutes = Optional.of(sums);
        return sums.window(open, close)
                .map(found -> new MadeTicker(symbol, window, time, open, close, found.sum(), found.previous()));
    }
}
