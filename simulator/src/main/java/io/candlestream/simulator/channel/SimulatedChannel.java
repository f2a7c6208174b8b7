package io.candlestream.simulator.channel;

import io.candlestream.simulator.market.MarketEvent;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** All that the exchange must know of one of its streams. The market's thread calls it, and REST's threads its endpoints. */
public interface SimulatedChannel<E extends MarketEvent> {
    /** The name of a symbol's stream, such as {@code btcusdt@trade}. */
    String stream(String symbol);

    /** The name of the stream on which {@code event} is sent. */
    default String stream(E event) {
        return stream(event.symbol());
    }

    /**
     * What else it tells at the moment of an event that was {@linkplain #record recorded}, on other streams.
     *
     * @param isHeard whether anybody listens to a stream
     */
    default List<E> alongside(E event, Predicate<String> isHeard) {
        return List.of();
    }

    /** All events from the market's beginning, ordered by event time. */
    Iterator<E> events();

    /** Notes what the exchange says now, be it heard or not: the truth, which no fault changes. */
    void record(E event);

    /**
     * Writes the event's JSON object as the exchange does, keys in its order.
     *
     * @param unit of every time
     * @param text takes it at its end
     */
    void write(E event, TimeUnit unit, StringBuilder text);

    /** Whether it is the last word on something, as a candle's closing update is: some faults concern only these. */
    default boolean closes(E event) {
        return true;
    }

    /**
     * Up to when all is said while {@code next} is not, epoch milliseconds: the exchange's clock does not pass it, however busy
     * the machine is.
     */
    default long saidUntil(E next) {
        return next.eventTime();
    }

    /** What it answers by REST, by the path of the request; of two channels that answer one path the later one does. */
    default Map<String, RestEndpoint> endpoints() {
        return Map.of();
    }
}
