package io.candlestream.ingest.channel;

import io.candlestream.ingest.frame.EventJson;
import io.candlestream.ingest.frame.RejectedException;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;

/** All that the engine must know of one stream of one venue. Any thread may call it. */
public interface Channel<E extends Event> {
    /** What to ask the venue for, such as {@code btcusdt@trade}. */
    String subscription(String symbol);

    /** The types of this channel's events, as the venue names them: each event goes to the channel that has its type. */
    Set<String> eventTypes();

    /**
     * Reads one event strictly.
     *
     * @param json within the event's object, before its first key; it is left at the object's end
     */
    E parse(EventJson json) throws RejectedException, IOException;

    /** The short way for events that are written as they always are; empty where {@link #parse} is fast enough. */
    default Optional<FastPath<E>> fastPath() {
        return Optional.empty();
    }

    /** Whether an event of one of the types is this channel's: another interval is another channel. */
    default boolean carries(E event) {
        return true;
    }

    /** @param schema of the topic's records */
    EventEncoder<E> encoder(Schema schema);

    /**
     * What tells this channel from others of the venue in the records about gaps, where it stands in the field {@code interval}:
     * that of a candle, or the type of the events.
     */
    default String interval() {
        return String.join(",", new TreeSet<>(eventTypes()));
    }

    /** What finds the gaps of {@code symbol}, always the same one; empty when nothing tells that events are missing. */
    default Optional<Continuity<E>> continuity(String symbol) {
        return Optional.empty();
    }

    /**
     * What the end of the topic tells {@link #continuity} at a start.
     *
     * @param schema of the topic's records
     * @param now the exchange's time, epoch milliseconds: no event is later
     * @param reported how long after a gap was found it is reported
     */
    default Optional<TopicTailState> tailState(Schema schema, Collection<String> symbols, long now, Duration reported) {
        return Optional.empty();
    }

    /**
     * Where missing events are fetched from; empty when a gap can only be recorded.
     *
     * @param latest the exchange's time at most, by the newest event of its socket; epoch milliseconds
     */
    default Optional<EventHistory<E>> history(LongSupplier latest) {
        return Optional.empty();
    }

    /**
     * Where a backfill takes events from; empty when nobody has the past ones.
     *
     * @throws io.candlestream.runtime.settings.SettingsException when the files do not hold what is wanted
     */
    default Optional<PastEvents<E>> past(PastEvents.Request wanted) {
        return Optional.empty();
    }

    /** What a person calls its events, such as candles. */
    default String events() {
        return "events";
    }
}
