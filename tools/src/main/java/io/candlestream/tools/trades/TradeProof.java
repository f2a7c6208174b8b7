package io.candlestream.tools.trades;

import com.datastax.oss.driver.api.core.CqlSession;
import io.candlestream.history.RestTrades;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.schema.Interval;
import io.candlestream.tools.trades.TradeReport.SymbolReport;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;

/**
 * Proves the stored trades: their ids have no break, their values are those of REST, and the candles that they make are the
 * stored ones, value for value.
 */
public final class TradeProof {
    private static final int KEPT = 20;

    private final StoredTrades stored;
    private final RestTrades rest;
    private final Interval interval;
    private final List<String> differences = new ArrayList<>();

    /**
     * @param session stays the caller's to close
     * @param interval of the candles
     */
    public TradeProof(
            CqlSession session, String keyspace, String trades, String candles, RestTrades rest, Interval interval) {
        this.stored = new StoredTrades(session, keyspace, trades, candles);
        this.rest = rest;
        this.interval = interval;
    }

    /**
     * The report on {@code symbols}, on all that the table holds when there are none.
     *
     * @throws FatalException when there is nothing at all to compare, which proves nothing
     * @throws java.io.UncheckedIOException when the exchange does not answer
     */
    public TradeReport report(List<String> symbols) {
        List<SymbolReport> reports = new ArrayList<>();
        stored.hours().forEach((symbol, hours) -> {
            if (symbols.isEmpty() || symbols.contains(symbol)) {
                reports.add(check(symbol, hours));
            }
        });
        if (reports.isEmpty()) {
            throw new FatalException("Cannot verify: there are no trades to compare (CANDLESTREAM_CONSUMER_TRADES)");
        }
        return new TradeReport(reports.stream().allMatch(SymbolReport::equal), reports, differences);
    }

    private SymbolReport check(String symbol, NavigableSet<Long> hours) {
        Optional<String> asset = stored.asset(symbol);
        SymbolCheck check = new SymbolCheck(
                symbol,
                interval,
                new ExchangeTrades(rest, symbol),
                open -> asset.flatMap(name -> stored.candle(name, open)),
                difference -> {
                    if (differences.size() < KEPT) {
                        differences.add(difference);
                    }
                });
        hours.forEach(hour -> stored.read(symbol, hour, check::take));
        return check.report();
    }
}
