package io.candlestream.simulator.trade;

import io.candlestream.simulator.channel.RestEndpoint;
import io.candlestream.simulator.channel.RestRequest;
import io.candlestream.simulator.market.MarketAggTrade;
import java.util.List;
import java.util.OptionalLong;

/**
 * What REST answers of the aggregate trades.
 *
 * @param said those that the exchange has
 */
record AggTradeEndpoint(SaidAggTrades said) {
    static final String PATH = "/api/v3/aggTrades";

    static final int WEIGHT = 4;

    /** @param floor tells none before this id by their ids */
    RestEndpoint from(Floor floor) {
        return new RestEndpoint(WEIGHT, request -> TradeText.aggTrades(found(request, floor), request.unit()));
    }

    private List<MarketAggTrade> found(RestRequest request, Floor floor) {
        OptionalLong from = request.number("fromId");
        return said.find(
                request.symbol(),
                from.isPresent() ? OptionalLong.of(Math.max(from.getAsLong(), floor.id())) : from,
                request.time("startTime"),
                request.time("endTime").orElse(Long.MAX_VALUE),
                TradeChannel.limit(request));
    }

    /** The first id that it tells. */
    @FunctionalInterface
    interface Floor {
        long id();
    }
}
