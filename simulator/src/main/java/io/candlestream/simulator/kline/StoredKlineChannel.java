package io.candlestream.simulator.kline;

import io.candlestream.schema.Interval;
import io.candlestream.simulator.channel.RefusedException;
import io.candlestream.simulator.channel.RestEndpoint;
import io.candlestream.simulator.channel.RestRequest;
import io.candlestream.simulator.market.Update;
import io.candlestream.simulator.stored.StoredMarket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The klines of stored history: the stored interval and every longer one that it makes. REST tells what has been told by the moment
 * of asking, out of the store, and nothing behind it.
 */
final class StoredKlineChannel implements KlineStreams {
    private final StoredMarket market;
    private final List<Interval> longer;
    private final Map<String, ToldCandles> told = new ConcurrentHashMap<>();
    private final Map<String, Map<Interval, String>> streams = new ConcurrentHashMap<>();

    StoredKlineChannel(StoredMarket market) {
        this.market = market;
        this.longer = Arrays.stream(Interval.values())
                .filter(interval -> interval != market.interval() && CandleSum.nests(market.interval(), interval))
                .toList();
    }

    private ToldCandles told(String symbol) {
        return told.computeIfAbsent(symbol, name -> new ToldCandles(market, name));
    }

    @Override
    public String stream(String symbol) {
        return stream(symbol, market.interval());
    }

    @Override
    public String stream(Update update) {
        return stream(update.symbol(), update.candle().interval());
    }

    private String stream(String symbol, Interval interval) {
        return streams.computeIfAbsent(symbol, name -> Arrays.stream(Interval.values())
                        .collect(Collectors.toMap(one -> one, one -> KlineFrame.stream(name, one))))
                .get(interval);
    }

    @Override
    public Iterator<Update> events() {
        told.clear();
        return market.updates();
    }

    @Override
    public void record(Update update) {
        told(update.symbol()).record(update);
    }

    @Override
    public List<Update> alongside(Update update, Predicate<String> isHeard) {
        List<Update> more = new ArrayList<>();
        for (Interval interval : longer) {
            ToldCandles symbol = told(update.symbol());
            boolean heard = isHeard.test(stream(update.symbol(), interval));
            if (heard || symbol.sums(interval)) {
                symbol.longer(interval, update, more::add);
            }
        }
        return more;
    }

    @Override
    public Map<String, RestEndpoint> endpoints() {
        RestEndpoint klines = new RestEndpoint(2, request -> KlineFrame.rows(klines(request), request.unit()));
        return Map.of(
                "/api/v3/klines",
                klines,
                "/api/v3/uiKlines",
                klines,
                "/api/v3/ticker/price",
                new RestEndpoint(
                        4, request -> request.answer(symbol -> told(symbol).price())),
                "/api/v3/ticker/24hr",
                new RestEndpoint(
                        2, request -> request.answer(symbol -> told(symbol).day(request.unit()))));
    }

    private List<Update> klines(RestRequest request) {
        String symbol = request.symbol();
        Interval interval = Interval.ofCode(request.mandatory("interval"))
                .filter(wanted -> wanted == market.interval() || longer.contains(wanted))
                .orElseThrow(() -> new RefusedException(-1120, "Invalid interval."));
        return told(symbol).klines(interval, KlineRange.of(request));
    }
}
