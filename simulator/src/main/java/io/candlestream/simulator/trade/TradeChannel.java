package io.candlestream.simulator.trade;

import io.candlestream.simulator.channel.RefusedException;
import io.candlestream.simulator.channel.RestEndpoint;
import io.candlestream.simulator.channel.RestRequest;
import io.candlestream.simulator.channel.SimulatedChannel;
import io.candlestream.simulator.market.Market;
import io.candlestream.simulator.market.MarketTrade;
import io.candlestream.simulator.market.TradeTruth;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** The trades of which a market's candles are made, on the socket and by REST. */
public final class TradeChannel implements SimulatedChannel<MarketTrade>, TradeTruth {
    private static final int MOST_TRADES = 1000;
    private static final int USUAL_TRADES = 500;
    private static final int TRADES_WEIGHT = 25;

    private final Market market;
    private final SaidEvents<MarketTrade> said = new SaidEvents<>(MarketTrade::id, MarketTrade::time);
    /** Those that its trades make, by which REST tells the id of a time. */
    private final SaidAggTrades aggTrades = new SaidAggTrades();

    private volatile long floor;

    TradeChannel(Market market) {
        this.market = market;
    }

    @Override
    public List<MarketTrade> said(String symbol) {
        return said.all(symbol);
    }

    /** How many trades it has said. */
    public long count() {
        return said.count();
    }

    /** Tells no trades before this id any more, but for where they stand in aggregate trades. */
    public void forgetBefore(long id) {
        floor = id;
    }

    @Override
    public String stream(String symbol) {
        return symbol.toLowerCase(Locale.ROOT) + "@trade";
    }

    @Override
    public Iterator<MarketTrade> events() {
        return market.trades();
    }

    @Override
    public void record(MarketTrade trade) {
        said.note(trade.symbol(), trades -> trades.add(trade));
        aggTrades.add(trade);
    }

    @Override
    public void write(MarketTrade trade, TimeUnit unit, StringBuilder text) {
        TradeText.event(trade, unit, text);
    }

    @Override
    public Map<String, RestEndpoint> endpoints() {
        return Map.of(
                "/api/v3/trades",
                new RestEndpoint(
                        TRADES_WEIGHT,
                        request -> TradeText.trades(said.newest(request.symbol(), limit(request)), request.unit())),
                "/api/v3/historicalTrades",
                new RestEndpoint(TRADES_WEIGHT, request -> TradeText.trades(byId(request), request.unit())),
                SaidAggTrades.PATH,
                aggTrades.endpoint(() -> 0));
    }

    private List<MarketTrade> byId(RestRequest request) {
        OptionalLong from = request.number("fromId");
        return said.find(
                request.symbol(),
                from.isPresent() ? OptionalLong.of(Math.max(floor, from.getAsLong())) : from,
                OptionalLong.empty(),
                Long.MAX_VALUE,
                limit(request));
    }

    /** How many rows {@code request} wants at most. */
    static int limit(RestRequest request) {
        long limit = request.number("limit").orElse(USUAL_TRADES);
        if (limit < 1) {
            throw new RefusedException(-1130, "Data sent for parameter 'limit' is not valid.");
        }
        return (int) Math.min(limit, MOST_TRADES);
    }
}
