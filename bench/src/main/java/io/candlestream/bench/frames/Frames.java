package io.candlestream.bench.frames;

import io.candlestream.bench.load.BenchStream;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.channel.SimulatedChannel;
import io.candlestream.simulator.channel.SimulatedChannelFactory;
import io.candlestream.simulator.market.Market;
import io.candlestream.simulator.market.MarketEvent;
import io.candlestream.simulator.market.SeededMarket;
import io.candlestream.simulator.market.Truth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The first messages of a made-up market, as the exchange sends them on one connection and the socket hands them on.
 *
 * @param texts in the order of their event times
 */
record Frames(List<String> symbols, List<String> texts) {
    static final Interval INTERVAL = Interval.MINUTE_1;

    private static final long SEED = 20261120;
    private static final Instant START = Instant.parse("2024-08-08T00:00:00Z");
    private static final int SYMBOLS = 500;

    /** Always the same {@code count} messages of {@code stream}. */
    static Frames made(BenchStream stream, int count) {
        List<String> symbols = symbolsOfAConnection();
        return new Frames(symbols, texts(channel(stream, market(symbols)), count));
    }

    private static SimulatedChannel<?> channel(BenchStream stream, Market market) {
        return SimulatedChannelFactory.of(stream.name()).create(stream.name(), market, new Truth(INTERVAL));
    }

    private static <E extends MarketEvent> List<String> texts(SimulatedChannel<E> channel, int count) {
        Iterator<E> events = channel.events();
        List<String> texts = new ArrayList<>(count);
        while (texts.size() < count) {
            E event = events.next();
            StringBuilder text = new StringBuilder("{\"stream\":\"")
                    .append(channel.stream(event.symbol()))
                    .append("\",\"data\":");
            channel.write(event, TimeUnit.MILLISECONDS, text);
            texts.add(text.append('}').toString());
        }
        return texts;
    }

    static Market market(List<String> symbols) {
        return new SeededMarket(SEED, symbols, INTERVAL, START.toEpochMilli());
    }

    /** As many as one connection carries at home: the busy ones and quieter ones. */
    static List<String> symbolsOfAConnection() {
        Stream<String> quieter =
                IntStream.range(SeededMarket.MAJORS.size(), SYMBOLS).mapToObj(i -> "MADE" + i + "USDT");
        return Stream.concat(SeededMarket.MAJORS.stream(), quieter).toList();
    }
}
