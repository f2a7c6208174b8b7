package io.candlestream.tools.trades;

import com.datastax.oss.driver.api.core.CqlSession;
import io.candlestream.history.RestTrades;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.schema.Interval;
import io.candlestream.tools.access.CassandraTables;
import io.candlestream.tools.trades.TradeReport.SymbolReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.function.Function;

/**
 * Proves the stored trades: their ids have no break, their values are those that the exchange tells, and the candles that they make
 * are the stored ones, value for value.
 */
public final class TradeProof {
    private static final int KEPT = 20;
    private static final long HOUR = 3_600_000;

    private final StoredTrades stored;
    private final Function<String, TradeSource> exchange;
    private final Interval interval;
    private final List<String> differences = new ArrayList<>();

    /**
     * A proof by REST.
     *
     * @param session stays the caller's to close
     * @param interval of the candles
     */
    public TradeProof(
            CqlSession session, String keyspace, String trades, String candles, RestTrades rest, Interval interval) {
        this(session, keyspace, trades, candles, TradeSource.byRest(rest), interval);
    }

    /** @param session stays the caller's to close */
    public TradeProof(
            CqlSession session,
            String keyspace,
            String trades,
            String candles,
            Function<String, TradeSource> exchange,
            Interval interval) {
        this(new StoredTrades(new CassandraTables(session, keyspace), trades, candles), exchange, interval);
    }

    /** @param exchange makes, once for each symbol, the source of what its trades have to be */
    public TradeProof(StoredTrades stored, Function<String, TradeSource> exchange, Interval interval) {
        this.stored = stored;
        this.exchange = exchange;
        this.interval = interval;
    }

    /** The report on all trades of {@code symbols}, as {@link #report(List, Optional, Optional)}. */
    public TradeReport report(List<String> symbols) {
        return report(symbols, Optional.empty(), Optional.empty());
    }

    /**
     * The report on {@code symbols}, on all that the table holds when there are none.
     *
     * @param from where the comparison begins; without it with the first stored trade
     * @param to the end, excluded; without it the last stored trade is the last
     * @throws FatalException when there is nothing at all to compare, which proves nothing
     * @throws java.io.UncheckedIOException when the exchange does not answer
     */
    public TradeReport report(List<String> symbols, Optional<Instant> from, Optional<Instant> to) {
        Map<String, NavigableSet<Long>> hours = stored.hours();
        Optional<String> unknown =
                symbols.stream().filter(symbol -> !hours.containsKey(symbol)).findFirst();
        if (unknown.isPresent() && !hours.isEmpty()) {
            throw new FatalException("Cannot verify " + unknown.get() + ": the table holds no trades of it (--symbols"
                    + " chooses others: " + String.join(",", hours.keySet()) + ")");
        }
        List<SymbolReport> reports = new ArrayList<>();
        hours.forEach((symbol, all) -> {
            if (symbols.isEmpty() || symbols.contains(symbol)) {
                reports.add(check(symbol, all, from.map(Instant::toEpochMilli), to.map(Instant::toEpochMilli)));
            }
        });
        if (reports.stream().allMatch(report -> report.stored() == 0 && report.missing() == 0)) {
            throw new FatalException("Cannot verify: there are no trades to compare (check"
                    + " CANDLESTREAM_CONSUMER_TRADES, --from and --to)");
        }
        return new TradeReport(reports.stream().allMatch(SymbolReport::equal), reports, differences);
    }

    private SymbolReport check(String symbol, NavigableSet<Long> hours, Optional<Long> from, Optional<Long> to) {
        Optional<String> asset = stored.asset(symbol);
        TradeSource told = exchange.apply(symbol);
        SymbolCheck check = new SymbolCheck(
                symbol, interval, told, open -> asset.flatMap(name -> stored.candle(name, open)), difference -> {
                    if (differences.size() < KEPT) {
                        differences.add(difference);
                    }
                });
        from.map(told::firstAt).ifPresent(first -> first.ifPresent(check::expectFirst));
        long first = from.orElse(Long.MIN_VALUE);
        long end = to.orElse(Long.MAX_VALUE);
        for (long hour : hours) {
            if (hour + HOUR > first && hour < end) {
                stored.read(symbol, hour, trade -> {
                    if (first <= trade.time() && trade.time() < end) {
                        check.take(trade);
                    }
                });
            }
        }
        to.map(told::lastBefore).ifPresent(last -> last.ifPresent(check::expectLast));
        return check.report();
    }
}
