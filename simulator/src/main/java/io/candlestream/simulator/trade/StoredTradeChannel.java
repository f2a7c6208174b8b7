package io.candlestream.simulator.trade;

import io.candlestream.history.PastTrade;
import io.candlestream.simulator.channel.RestEndpoint;
import io.candlestream.simulator.channel.RestRequest;
import io.candlestream.simulator.channel.SimulatedChannel;
import io.candlestream.simulator.market.MarketTrade;
import io.candlestream.simulator.stored.StoredMarket;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** The stored trades, on the socket and by REST: there as far as they have been told. */
final class StoredTradeChannel implements SimulatedChannel<MarketTrade> {
    private static final int WEIGHT = 25;

    private final StoredMarket market;
    private final ToldById<PastTrade, MarketTrade> told;

    /** @throws IllegalArgumentException when none are stored */
    StoredTradeChannel(StoredMarket market) {
        this.market = market;
        this.told = new ToldById<>(
                market,
                market.pastTrades()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "Cannot play trades: there are none in " + market.place())),
                StoredMarket::event);
    }

    @Override
    public String stream(String symbol) {
        return symbol.toLowerCase(Locale.ROOT) + "@trade";
    }

    @Override
    public Iterator<MarketTrade> events() {
        told.begin();
        return market.trades();
    }

    @Override
    public void record(MarketTrade trade) {
        told.record(trade.symbol(), trade.id(), trade.time());
    }

    @Override
    public void write(MarketTrade trade, TimeUnit unit, StringBuilder text) {
        TradeText.event(trade, unit, text);
    }

    /** Each is the only word on itself. */
    @Override
    public boolean closes(MarketTrade trade) {
        return true;
    }

    @Override
    public Map<String, RestEndpoint> endpoints() {
        return Map.of(
                "/api/v3/trades",
                new RestEndpoint(
                        WEIGHT,
                        request -> TradeText.trades(
                                told.newest(request.symbol(), TradeChannel.limit(request)), request.unit())),
                "/api/v3/historicalTrades",
                new RestEndpoint(WEIGHT, request -> TradeText.trades(byId(request), request.unit())));
    }

    private List<MarketTrade> byId(RestRequest request) {
        OptionalLong from = request.number("fromId");
        int limit = TradeChannel.limit(request);
        return from.isPresent()
                ? told.find(request.symbol(), from, 0, Long.MAX_VALUE, limit)
                : told.newest(request.symbol(), limit);
    }
}
