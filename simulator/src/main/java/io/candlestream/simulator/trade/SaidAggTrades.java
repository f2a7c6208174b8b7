package io.candlestream.simulator.trade;

import io.candlestream.simulator.channel.RestEndpoint;
import io.candlestream.simulator.channel.RestRequest;
import io.candlestream.simulator.market.MarketAggTrade;
import io.candlestream.simulator.market.MarketTrade;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** The aggregate trades that the exchange has, by their symbols, and what REST answers of them. Any thread may ask. */
final class SaidAggTrades {
    static final String PATH = "/api/v3/aggTrades";
    static final int WEIGHT = 4;

    private final SaidEvents<MarketAggTrade> said = new SaidEvents<>(MarketAggTrade::id, MarketAggTrade::time);

    /** Notes a trade: with it the newest one goes on, or the next one begins. */
    void add(MarketTrade trade) {
        said.note(trade.symbol(), trades -> {
            int last = trades.size() - 1;
            if (last >= 0 && trades.get(last).takes(trade)) {
                trades.set(last, trades.get(last).with(trade));
            } else {
                long id = trades.size();
                add(trades, MarketAggTrade.of(MarketAggTrade.isTakenBack(id) ? id + 1 : id, trade));
            }
        });
    }

    /** Notes one that is complete. */
    void add(MarketAggTrade trade) {
        said.note(trade.symbol(), trades -> add(trades, trade));
    }

    private static void add(List<MarketAggTrade> trades, MarketAggTrade trade) {
        while (trades.size() < trade.id()) {
            trades.add(MarketAggTrade.takenBack(trades.size(), trade));
        }
        trades.add(trade);
    }

    long count() {
        return said.count();
    }

    /** Those of {@code symbol}, in the order of their ids. */
    List<MarketAggTrade> all(String symbol) {
        return said.all(symbol);
    }

    /** @param floor gives the first id that it tells by id */
    RestEndpoint endpoint(LongSupplier floor) {
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
