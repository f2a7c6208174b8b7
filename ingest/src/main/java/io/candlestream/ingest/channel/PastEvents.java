package io.candlestream.ingest.channel;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** The past events of one channel for a backfill, from the venue or from archive files; each has its source and version. */
@FunctionalInterface
public interface PastEvents<E extends Event> {
    /**
     * The events of {@code symbol} between two times, both included, in epoch milliseconds, oldest first. They are read as they are
     * asked for; the reading throws {@link java.io.UncheckedIOException} or {@link IllegalArgumentException} when it cannot go on.
     *
     * @param next the position from which to go on after an earlier run, as {@link Event#position} counts
     * @param missing hears of what the source leaves out though there has to be something, before the next event
     */
    Iterator<E> between(String symbol, long from, long to, OptionalLong next, Consumer<Gap> missing);

    /** By which way they come. */
    default EventSource source() {
        return EventSource.REST;
    }

    /** {@code position} for a reader: a time, unless the channel counts otherwise. */
    default String describe(long position) {
        return Instant.ofEpochMilli(position).toString();
    }

    /**
     * What a backfill wants of them.
     *
     * @param files the folder of archive files; empty: from the venue
     * @param correctedAt when those count as made, whatever they say of themselves; empty: their own time
     * @param confirm for how long the venue has to say that it has no events of a stretch before that is believed
     * @param settling for how long an event has to be over before the venue is believed: it may still change it
     */
    record Request(
            List<String> symbols,
            Optional<Path> files,
            Optional<Instant> correctedAt,
            Duration confirm,
            Duration settling) {}
}
