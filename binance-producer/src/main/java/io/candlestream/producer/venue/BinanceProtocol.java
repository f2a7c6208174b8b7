package io.candlestream.producer.venue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.candlestream.ingest.connection.EventRouter;
import io.candlestream.ingest.connection.VenueProtocol;
import io.candlestream.ingest.frame.EventJson;
import io.candlestream.ingest.frame.EventScanner;
import io.candlestream.ingest.frame.Frame;
import io.candlestream.ingest.frame.RejectCause;
import io.candlestream.ingest.frame.RejectedException;
import io.candlestream.producer.venue.Envelope.EventText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Binance's socket: how streams are asked for, and what stands around the events in its messages. A message is read in one
 * pass without a tree: an event in the wrapper {@code {stream, data}} by its channel's short way, everything else strictly.
 *
 * <p>Source: binance-spot-api-docs, web-socket-streams.md, "WebSocket Limits": 1024 streams a connection, 5 incoming
 * messages a second.
 */
public final class BinanceProtocol implements VenueProtocol {
    /** Lists of more than 200 have been ignored without an answer; the pause leaves room for the answer to a ping. */
    private static final Limits LIMITS = new Limits(1024, 200, Duration.ofMillis(300));

    private static final String SHUTDOWN = "serverShutdown";

    private final JsonFactory factory = new JsonFactory();
    private final int longest;

    /** @param longest the most characters that a message may have */
    public BinanceProtocol(int longest) {
        this.longest = longest;
    }

    @Override
    public URI address(URI streamUrl) {
        return URI.create(streamUrl + "/stream");
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public String subscribe(List<String> streams, int id) {
        String params = streams.stream().map(s -> '"' + s + '"').collect(Collectors.joining(","));
        return "{\"method\":\"SUBSCRIBE\",\"params\":[" + params + "],\"id\":" + id + "}";
    }

    @Override
    public Frame read(String message, EventRouter events) throws RejectedException {
        if (message.length() > longest) {
            throw new RejectedException(RejectCause.TOO_LONG, message.length() + " characters");
        }
        Optional<Frame> frame = scan(message, events);
        return frame.isPresent() ? frame.get() : strictly(message, events);
    }

    /** The short way, for nearly all that comes: a wrapper that is written as the exchange writes it. */
    private static Optional<Frame> scan(String message, EventRouter events) {
        try {
            EventScanner scanner = new EventScanner(message);
            scanner.expect("{\"stream\":");
            scanner.skipText();
            scanner.expect(",\"data\":{\"e\":");
            return events.scan(scanner, "}");
        } catch (RejectedException | IOException e) {
            return Optional.empty();
        }
    }

    private Frame strictly(String message, EventRouter events) throws RejectedException {
        try {
            Envelope envelope = envelope(message);
            Optional<Frame> answer = envelope.answer();
            return answer.isPresent() ? answer.get() : hand(envelope.events(), message, events);
        } catch (JsonProcessingException e) {
            throw new RejectedException(RejectCause.NOT_JSON, e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read a message from memory", e);
        }
    }

    private Envelope envelope(String message) throws IOException, RejectedException {
        try (JsonParser json = factory.createParser(message)) {
            JsonToken first = json.nextToken();
            if (first == null) {
                throw new RejectedException(RejectCause.NOT_JSON, "the message is empty");
            }
            if (first != JsonToken.START_OBJECT) {
                throw new RejectedException(RejectCause.UNEXPECTED, "the message is not an object");
            }
            Envelope envelope = Envelope.read(json);
            if (json.nextToken() != null) {
                throw new RejectedException(RejectCause.NOT_JSON, "something follows the message");
            }
            return envelope;
        }
    }

    /** Hands on the events of one message; one that cannot be used does not keep the others back. */
    private Frame hand(List<EventText> texts, String message, EventRouter events) throws IOException {
        Frame frame = Frame.REJECTED;
        for (EventText text : texts) {
            if (text.type().equals(SHUTDOWN)) {
                return new Frame.Shutdown();
            }
            try (JsonParser json = factory.createParser(message.substring(text.start(), text.end()))) {
                json.nextToken();
                frame = events.take(text.type(), new EventJson(json)) == Frame.EVENTS ? Frame.EVENTS : frame;
            }
        }
        return frame;
    }
}
