package io.candlestream.producer.exchange;

import io.candlestream.producer.frame.Kline;
import io.candlestream.schema.Interval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The streams of one connection: which symbols it carries and with what messages it asks for them.
 *
 * <p>Source: binance-spot-api-docs, web-socket-streams.md, "WebSocket Limits": 1024 streams a connection, 5 incoming
 * messages a second.
 *
 * @param number counts the connections from 1
 */
public record StreamPlan(int number, Set<String> symbols, Interval interval) {
    static final int STREAMS_PER_CONNECTION = 1024;

    /** Longer lists have been ignored without an answer. */
    static final int STREAMS_PER_MESSAGE = 200;

    /** Leaves room in every second for the answer to a ping and for a late timer. */
    static final Duration MESSAGE_GAP = Duration.ofMillis(300);

    public StreamPlan {
        symbols = Set.copyOf(symbols);
    }

    /** The fewest connections that carry all {@code symbols}. */
    public static List<StreamPlan> of(List<String> symbols, Interval interval) {
        List<StreamPlan> plans = new ArrayList<>();
        for (List<String> part : parts(symbols, STREAMS_PER_CONNECTION)) {
            plans.add(new StreamPlan(plans.size() + 1, Set.copyOf(part), interval));
        }
        return List.copyOf(plans);
    }

    /** The SUBSCRIBE messages; message n has the id n, counted from 1. */
    List<String> messages() {
        List<String> streams = symbols.stream().sorted().map(this::stream).toList();
        List<String> messages = new ArrayList<>();
        for (List<String> batch : parts(streams, STREAMS_PER_MESSAGE)) {
            String params = batch.stream().map(s -> '"' + s + '"').collect(Collectors.joining(","));
            messages.add("{\"method\":\"SUBSCRIBE\",\"params\":[" + params + "],\"id\":" + (messages.size() + 1) + "}");
        }
        return messages;
    }

    boolean carries(Kline kline) {
        return kline.interval() == interval && symbols.contains(kline.symbol());
    }

    /** Stream names are lower-case but for the interval: {@code 1m} is a minute, {@code 1M} a month. */
    private String stream(String symbol) {
        return symbol.toLowerCase(Locale.ROOT) + "@kline_" + interval.code();
    }

    private static <T> List<List<T>> parts(List<T> all, int size) {
        List<List<T>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            parts.add(all.subList(from, Math.min(all.size(), from + size)));
        }
        return parts;
    }
}
