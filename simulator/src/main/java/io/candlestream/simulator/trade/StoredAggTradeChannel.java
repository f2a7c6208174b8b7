package io.candlestream.simulator.trade;

import io.candlestream.history.PastAggTrade;
import io.candlestream.simulator.channel.RestEndpoint;
import io.candlestream.simulator.channel.RestRequest;
import io.candlestream.simulator.channel.SimulatedChannel;
import io.candlestream.simulator.market.MarketAggTrade;
import io.candlestream.simulator.stored.StoredMarket;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** The stored aggregate trades, as {@link StoredTradeChannel} the trades. */
final class StoredAggTradeChannel implements SimulatedChannel<MarketAggTrade> {
    private final StoredMarket market;
    private final ToldById<PastAggTrade, MarketAggTrade> told;

    /** @throws IllegalArgumentException when none are stored */
    StoredAggTradeChannel(StoredMarket market) {
        this.market = market;
        this.told = new ToldById<>(
                market,
                market.pastAggTrades()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "Cannot play aggregate trades: there are none in " + market.place())),
                StoredMarket::event);
    }

    @Override
    public String stream(String symbol) {
        return symbol.toLowerCase(Locale.ROOT) + "@aggTrade";
    }

    @Override
    public Iterator<MarketAggTrade> events() {
        told.begin();
        return market.aggTrades();
    }

    @Override
    public void record(MarketAggTrade trade) {
        told.record(trade.symbol(), trade.id(), trade.time());
    }

    @Override
    public void write(MarketAggTrade trade, TimeUnit unit, StringBuilder text) {
        TradeText.event(trade, unit, text);
    }

    /** Each is the only word on itself. */
    @Override
    public boolean closes(MarketAggTrade trade) {
        return true;
    }

    @Override
    public Map<String, RestEndpoint> endpoints() {
        return Map.of(
                AggTradeEndpoint.PATH,
                new RestEndpoint(
                        AggTradeEndpoint.WEIGHT, request -> TradeText.aggTrades(found(request), request.unit())));
    }

    private List<MarketAggTrade> found(RestRequest request) {
        OptionalLong from = request.number("fromId");
        OptionalLong start = request.time("startTime");
        OptionalLong end = request.time("endTime");
        int limit = TradeChannel.limit(request);
        return from.isEmpty() && start.isEmpty() && end.isEmpty()
                ? told.newest(request.symbol(), limit)
                : told.find(request.symbol(), from, start.orElse(0), end.orElse(Long.MAX_VALUE), limit);
    }
}
