package io.candlestream.simulator.trade;

import io.candlestream.simulator.channel.RestEndpoint;
import io.candlestream.simulator.channel.RestRequest;
import io.candlestream.simulator.market.MarketAggTrade;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * What REST answers of the aggregate trades.
 *
 * @param said those that the exchange has
 */
record AggTradeEndpoint(SaidAggTrades said) {
    static final String PATH = "/api/v3/aggTrades";

    static final int WEIGHT = 4;

    /** @param floor gives the first id that it tells by id */
    RestEndpoint from(LongSupplier floor) {
        return new RestEndpoint(WEIGHT, request -> TradeText.aggTrades(found(request, floor), request.unit()));
    }

    private List<MarketAggTrade> found(RestRequest request, LongSupplier floor) {
        OptionalLong from = request.number("fromId");
        return said.find(
                request.symbol(),
                from.isPresent() ? OptionalLong.of(Math.max(from.getAsLong(), floor.getAsLong())) : from,
                request.time("startTime"),
                request.time("endTime").orElse(Long.MAX_VALUE),
                TradeChannel.limit(request));
    }
}
