package io.candlestream.simulator.kline;

import io.candlestream.simulator.channel.RefusedException;
import io.candlestream.simulator.channel.RestEndpoint;
import io.candlestream.simulator.channel.RestRequest;
import io.candlestream.simulator.market.Market;
import io.candlestream.simulator.market.Truth;
import io.candlestream.simulator.market.Update;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The klines of one interval: a market's updates on the socket, its candles and newest prices by REST. */
record KlineChannel(Market market, Truth truth) implements KlineStreams {
    @Override
    public String stream(String symbol) {
        return KlineFrame.stream(symbol, market.interval());
    }

    @Override
    public Iterator<Update> events() {
        return market.updates();
    }

    @Override
    public void record(Update update) {
        truth.record(update);
    }

    @Override
    public Map<String, RestEndpoint> endpoints() {
        return Map.of(
                "/api/v3/klines",
                new RestEndpoint(2, request -> KlineFrame.rows(klines(request), request.unit())),
                "/api/v3/ticker/price",
                new RestEndpoint(4, request -> prices()));
    }

    private List<Update> klines(RestRequest request) {
        String symbol = request.symbol();
        if (!request.mandatory("interval").equals(market.interval().code())) {
            throw new RefusedException(-1120, "Invalid interval.");
        }
        KlineRange range = KlineRange.of(request);
        return range.start().isPresent()
                ? truth.from(symbol, range.start().getAsLong(), range.end(), range.limit())
                : truth.upTo(symbol, range.end(), range.limit());
    }

    /** The newest price of every symbol that has one. */
    private String prices() {
        return market.symbols().stream()
                .flatMap(symbol -> truth.newest(symbol).stream())
                .map(Update::candle)
                .map(candle -> "{\"symbol\":\"" + candle.symbol() + "\",\"price\":\"" + candle.close() + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }
}
