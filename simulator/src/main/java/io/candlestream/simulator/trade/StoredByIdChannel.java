package io.candlestream.simulator.trade;

import io.candlestream.history.Numbered;
import io.candlestream.history.PastById;
import io.candlestream.simulator.channel.RestEndpoint;
import io.candlestream.simulator.channel.RestRequest;
import io.candlestream.simulator.channel.SimulatedChannel;
import io.candlestream.simulator.market.MarketAggTrade;
import io.candlestream.simulator.market.MarketEvent;
import io.candlestream.simulator.market.MarketTrade;
import io.candlestream.simulator.stored.StoredMarket;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Stored trades, or aggregate trades, on the socket and by REST: there as far as they have been told.
 *
 * @param name of the streams, behind the symbol
 * @param stored those to tell, from the market's beginning
 * @param id of one
 * @param text writes one
 * @param endpoints by their paths
 */
record StoredByIdChannel<E extends MarketEvent>(
        String name,
        Supplier<Iterator<E>> stored,
        ToldById<?, E> told,
        ToLongFunction<E> id,
        Text<E> text,
        Map<String, RestEndpoint> endpoints)
        implements SimulatedChannel<E> {
    private static final int TRADES_WEIGHT = 25;

    /** Writes an event as the exchange does. */
    @FunctionalInterface
    interface Text<E> {
        void write(E event, TimeUnit unit, StringBuilder text);
    }

    /** @throws IllegalArgumentException when no trades are stored */
    static StoredByIdChannel<MarketTrade> trades(StoredMarket market) {
        ToldById<?, MarketTrade> told = told(market, "trades", market.pastTrades(), StoredMarket::event);
        return new StoredByIdChannel<>(
                "@trade",
                market::trades,
                told,
                MarketTrade::id,
                TradeText::event,
                Map.of(
                        "/api/v3/trades",
                        new RestEndpoint(
                                TRADES_WEIGHT, request -> TradeText.trades(newest(told, request), request.unit())),
                        "/api/v3/historicalTrades",
                        new RestEndpoint(
                                TRADES_WEIGHT, request -> TradeText.trades(found(told, request), request.unit()))));
    }

    /** @throws IllegalArgumentException when no aggregate trades are stored */
    static StoredByIdChannel<MarketAggTrade> aggTrades(StoredMarket market) {
        ToldById<?, MarketAggTrade> told =
                told(market, "aggregate trades", market.pastAggTrades(), StoredMarket::event);
        return new StoredByIdChannel<>(
                "@aggTrade",
                market::aggTrades,
                told,
                MarketAggTrade::id,
                TradeText::event,
                Map.of(
                        SaidAggTrades.PATH,
                        new RestEndpoint(
                                SaidAggTrades.WEIGHT,
                                request -> TradeText.aggTrades(found(told, request), request.unit()))));
    }

    private static <P extends Numbered, E extends MarketEvent> ToldById<P, E> told(
            StoredMarket market, String what, Optional<PastById<P>> past, Function<P, E> event) {
        return new ToldById<>(
                market,
                past.orElseThrow(() ->
                        new IllegalArgumentException("Cannot play " + what + ": there are none in " + market.place())),
                event);
    }

    private static <E extends MarketEvent> List<E> newest(ToldById<?, E> told, RestRequest request) {
        return told.newest(request.symbol(), TradeChannel.limit(request));
    }

    /** From an id or between two times; the newest ones where the request says neither. */
    private static <E extends MarketEvent> List<E> found(ToldById<?, E> told, RestRequest request) {
        OptionalLong from = request.number("fromId");
        OptionalLong start = request.time("startTime");
        OptionalLong end = request.time("endTime");
        return from.isEmpty() && start.isEmpty() && end.isEmpty()
                ? newest(told, request)
                : told.find(
                        request.symbol(),
                        from,
                        start.orElse(0),
                        end.orElse(Long.MAX_VALUE),
                        TradeChannel.limit(request));
    }

    @Override
    public String stream(String symbol) {
        return symbol.toLowerCase(Locale.ROOT) + name;
    }

    @Override
    public Iterator<E> events() {
        told.begin();
        return stored.get();
    }

    @Override
    public void record(E event) {
        told.record(event.symbol(), id.applyAsLong(event), event.eventTime());
    }

    @Override
    public void write(E event, TimeUnit unit, StringBuilder out) {
        text.write(event, unit, out);
    }
}
