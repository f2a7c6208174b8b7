package io.candlestream.sandbox;

import io.candlestream.simulator.channel.SimulatedChannel;
import io.candlestream.simulator.channel.SimulatedChannelFactory;
import io.candlestream.simulator.market.Market;
import io.candlestream.simulator.market.MarketEvent;
import io.candlestream.simulator.market.Truth;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** The exchange's side of the throw-away third stream: a middle price of each symbol every second. */
final class MidPrices implements SimulatedChannel<MidPrices.Mid> {
    static final int SECONDS = 120;

    private final List<String> symbols;
    private final Map<String, Double> said = new ConcurrentSkipListMap<>();

    record Mid(String symbol, long eventTime, String price) implements MarketEvent {}

    private MidPrices(List<String> symbols) {
        this.symbols = symbols;
    }

    /** By which the exchange finds it. */
    public static final class Factory implements SimulatedChannelFactory {
        @Override
        public Set<String> streams() {
            return Set.of("mids");
        }

        @Override
        public SimulatedChannel<?> create(String stream, Market market, Truth truth) {
            return new MidPrices(market.symbols());
        }
    }

    @Override
    public String stream(String symbol) {
        return symbol.toLowerCase(Locale.ROOT) + "@midPrice";
    }

    @Override
    public Iterator<Mid> events() {
        return LongStream.rangeClosed(1, SECONDS)
                .boxed()
                .flatMap(second -> symbols.stream()
                        .map(symbol -> new Mid(
                                symbol, TestPipeline.START + second * 1000, symbol.length() + "." + (100 + second))))
                .iterator();
    }

    @Override
    public void record(Mid mid) {
        said.put(mid.symbol() + " " + mid.eventTime(), Double.valueOf(mid.price()));
    }

    /** What was said, by {@code SYMBOL time}. */
    Map<String, Double> said() {
        return said;
    }

    @Override
    public void write(Mid mid, TimeUnit unit, StringBuilder text) {
        text.append("{\"e\":\"midPrice\",\"E\":")
                .append(unit.convert(mid.eventTime(), TimeUnit.MILLISECONDS))
                .append(",\"s\":\"")
                .append(mid.symbol())
                .append("\",\"p\":\"")
                .append(mid.price())
                .append("\"}");
    }
}
