package io.candlestream.ingest.connection;

import io.candlestream.ingest.frame.Frame;
import io.candlestream.ingest.frame.RejectedException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** What a venue alone knows of a connection: its address, how streams are asked for, and how its messages are written. */
public interface VenueProtocol {
    /** Where to connect; {@code streamUrl} is the setting. */
    URI address(URI streamUrl);

    Limits limits();

    /** The message that asks for {@code streams}; its answer names {@code id}. */
    String subscribe(List<String> streams, int id);

    /**
     * Reads one message: gives its events to {@code events}, and returns what it was.
     *
     * @throws RejectedException when the whole message cannot be used
     */
    Frame read(String message, EventRouter events) throws RejectedException;

    /**
     * What the venue allows.
     *
     * @param streamsPerConnection the most that one connection may carry
     * @param streamsPerMessage the most that one message may ask for
     * @param messageGap the least time between two messages of ours
     */
    record Limits(int streamsPerConnection, int streamsPerMessage, Duration messageGap) {}
}
