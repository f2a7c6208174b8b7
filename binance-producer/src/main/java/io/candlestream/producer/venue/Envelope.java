package io.candlestream.producer.venue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.candlestream.ingest.frame.EventJson;
import io.candlestream.ingest.frame.Frame;
import io.candlestream.ingest.frame.RejectCause;
import io.candlestream.ingest.frame.RejectedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What stands around the events of a message: the wrapper {@code {stream, data}}, whose data may be a list, or the keys of an
 * answer. Of the events themselves only the type is read; their channels read the rest.
 *
 * <p>Source: binance-spot-api-docs, web-socket-streams.md, "Live Subscribing/Unsubscribing". Errors also arrive as
 * {@code {"error":{"code","msg"},"id"}}, which the document does not show.
 */
final class Envelope {
    private static final List<String> KEYS = List.of("stream", "data", "e", "result", "error", "id", "code", "msg");

    private final JsonParser parser;
    private final EventJson json;
    private final int start;
    private int end;
    private int seen;
    private String stream = "";
    private String type = "";
    private List<Envelope> data = List.of();
    private String id = "";
    private long code;
    private String message = "";

    private Envelope(JsonParser parser) {
        this.parser = parser;
        this.json = new EventJson(parser);
        this.start = offset();
    }

    /** Reads the object that {@code parser} has just entered. */
    static Envelope read(JsonParser parser) throws IOException, RejectedException {
        Envelope envelope = new Envelope(parser);
        while (envelope.json.next()) {
            envelope.set(envelope.json.key());
        }
        envelope.end = envelope.offset() + 1;
        return envelope;
    }

    private int offset() {
        return (int) parser.currentTokenLocation().getCharOffset();
    }

    private void set(String key) throws IOException, RejectedException {
        seen = json.once(seen, KEYS);
        switch (key) {
            case "e" -> type = json.text();
            case "stream" -> stream = json.text();
            case "data" -> data = nested();
            case "error" -> {
                json.enter();
                Envelope error = read(parser);
                code = error.code;
                message = error.message;
            }
            case "id" -> id = json.any();
            case "code" -> code = json.integer();
            case "msg" -> message = json.text();
            default -> json.skip();
        }
    }

    /** One event, or a list of them. */
    private List<Envelope> nested() throws IOException, RejectedException {
        JsonToken first = parser.nextToken();
        if (first == JsonToken.START_OBJECT) {
            return List.of(read(parser));
        }
        List<Envelope> events = new ArrayList<>();
        if (first == JsonToken.START_ARRAY) {
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                events.add(read(parser));
            }
        }
        if (events.isEmpty() || parser.currentToken() != JsonToken.END_ARRAY) {
            throw new RejectedException(RejectCause.UNEXPECTED, "the data is neither an event nor a list of events");
        }
        return events;
    }

    private boolean has(String... keys) {
        return Stream.of(keys).allMatch(key -> (seen & (1 << KEYS.indexOf(key))) != 0);
    }

    /** What the exchange says to a control message, if it is that. */
    Optional<Frame> answer() {
        if (has("stream", "data")) {
            return Optional.empty();
        }
        if (has("error") || has("code", "msg")) {
            return Optional.of(new Frame.Refusal(id, code, message));
        }
        return has("result", "id") ? Optional.of(new Frame.Answer(id)) : Optional.empty();
    }

    /** Where its events stand in the message. */
    List<EventText> events() throws RejectedException {
        List<EventText> events = new ArrayList<>();
        for (Envelope event : has("stream", "data") ? data : List.of(this)) {
            events.add(new EventText(event.typeIn(stream), event.start, event.end));
        }
        return events;
    }

    /** An event that does not name its type, as bookTicker, has that of its stream: {@code btcusdt@bookTicker}. */
    private String typeIn(String wrapper) throws RejectedException {
        String known = has("e") ? type : wrapper.substring(wrapper.lastIndexOf('@') + 1);
        if (known.isEmpty()) {
            throw new RejectedException(RejectCause.UNEXPECTED, "the message names no event");
        }
        return known;
    }

    /**
     * An event of a message.
     *
     * @param start where its object begins, {@code end} where what follows begins
     */
    record EventText(String type, int start, int end) {}
}
