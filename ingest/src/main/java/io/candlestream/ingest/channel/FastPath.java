package io.candlestream.ingest.channel;

import io.candlestream.ingest.frame.EventScanner;
import io.candlestream.ingest.frame.RejectedException;
import java.io.IOException;

/** Reads an event that is written exactly as the venue always writes it, for a channel whose events come by the thousand. */
@FunctionalInterface
public interface FastPath<E extends Event> {
    /**
     * The event.
     *
     * @param message stands behind the event's type; it is left behind the event's last character
     * @throws RejectedException when it is written in any other way: {@link Channel#parse} reads it then
     */
    E scan(EventScanner message) throws RejectedException, IOException;
}
