package io.candlestream.simulator.ticker;

import io.candlestream.history.LookAhead;
import io.candlestream.schema.TickerWindow;
import io.candlestream.simulator.channel.SimulatedChannel;
import io.candlestream.simulator.market.Market;
import io.candlestream.simulator.market.MarketTrade;
import io.candlestream.simulator.stored.StoredMarket;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/** The tickers of one window, made of the market's trades: of each symbol one each second in which it was traded. */
public final class TickerChannel implements SimulatedChannel<MarketTicker> {
    private static final long SECOND = 1000;

    private final TickerWindow window;
    private final Market market;
    private final Map<String, List<MarketTicker>> said = new TreeMap<>();

    TickerChannel(TickerWindow window, Market market) {
        this.window = window;
        this.market = market;
        market.symbols().forEach(symbol -> said.put(symbol, new CopyOnWriteArrayList<>()));
    }

    /** Which of the channels it is. */
    public TickerWindow window() {
        return window;
    }

    /** The tickers of {@code symbol} that it has said. */
    public List<MarketTicker> said(String symbol) {
        return List.copyOf(said.get(symbol));
    }

    @Override
    public String stream(String symbol) {
        return symbol.toLowerCase(Locale.ROOT) + "@" + window.stream();
    }

    @Override
    public Iterator<MarketTicker> events() {
        return market instanceof StoredMarket stored ? behind(stored) : new EachSecond(market.trades());
    }

    /** Those behind the market's beginning, for which the trades of a whole window before it are read. */
    private Iterator<MarketTicker> behind(StoredMarket stored) {
        long begin = stored.past();
        Iterable<MarketTicker> all = () -> new EachSecond(stored.trades(window.openOf(begin - SECOND)));
        return StreamSupport.stream(all.spliterator(), false)
                .filter(ticker -> ticker.eventTime() > begin)
                .iterator();
    }

    @Override
    public void record(MarketTicker ticker) {
        if (market.begin().isEmpty()) { // history may be years, and its truth is the store
            said.get(ticker.symbol()).add(ticker);
        }
    }

    @Override
    public void write(MarketTicker ticker, TimeUnit unit, StringBuilder text) {
        TickerText.event(window, ticker, unit, text);
    }

    private final class EachSecond extends LookAhead<MarketTicker> {
        private final Iterator<MarketTrade> trades;
        private final Map<String, RollingTrades> bySymbol = new TreeMap<>();
        private final Queue<MarketTicker> ready = new ArrayDeque<>();
        private long end = Long.MIN_VALUE;

        EachSecond(Iterator<MarketTrade> trades) {
            this.trades = trades;
        }

        @Override
        protected Optional<MarketTicker> find() {
            while (ready.isEmpty() && trades.hasNext()) {
                take(trades.next());
            }
            if (ready.isEmpty()) {
                tell();
                end += SECOND;
                tell();
            }
            return Optional.ofNullable(ready.poll());
        }

        private void take(MarketTrade trade) {
            while (trade.eventTime() >= end) {
                tell();
                boolean more = bySymbol.values().stream().anyMatch(RollingTrades::isBehind);
                end = more ? end + SECOND : trade.eventTime() - Math.floorMod(trade.eventTime(), SECOND) + SECOND;
            }
            bySymbol.computeIfAbsent(trade.symbol(), symbol -> new RollingTrades(symbol, window))
                    .add(trade);
        }

        private void tell() {
            bySymbol.values().forEach(symbol -> symbol.at(end).ifPresent(ready::add));
        }
    }
}
