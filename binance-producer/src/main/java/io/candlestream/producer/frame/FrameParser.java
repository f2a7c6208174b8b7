package io.candlestream.producer.frame;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.candlestream.producer.frame.Frame.Cause;
import io.candlestream.producer.frame.StrictJson.RejectedException;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads one message of the exchange, live or recorded, in one pass without a tree, strictly: a bad message becomes a
 * {@link Frame.Rejected} with its cause, never an exception. Safe for use by many threads.
 */
public final class FrameParser {
    private final JsonFactory factory = new JsonFactory();
    private final int longest;

    /** @param longest the most characters that a message may have */
    public FrameParser(int longest) {
        this.longest = longest;
    }

    /** What {@code text} is: an event, raw or in the wrapper {@code {stream, data}}, or the answer to a control message. */
    public Frame parse(String text) {
        if (text.length() > longest) {
            return new Frame.Rejected(Cause.TOO_LONG, text.length() + " characters");
        }
        try {
            return KlineScanner.read(text);
        } catch (RejectedException | IOException e) {
            return strictly(text);
        }
    }

    Frame strictly(String text) {
        try (JsonParser json = factory.createParser(text)) {
            return message(new StrictJson(json));
        } catch (RejectedException e) {
            return e.asFrame();
        } catch (JsonProcessingException e) {
            return new Frame.Rejected(Cause.NOT_JSON, e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read a message from memory", e);
        }
    }

    private static Frame message(StrictJson json) throws IOException, RejectedException {
        JsonToken first = json.parser().nextToken();
        if (first == null) {
            throw new RejectedException(Cause.NOT_JSON, "the message is empty");
        }
        if (first != JsonToken.START_OBJECT) {
            throw new RejectedException(Cause.UNEXPECTED, "the message is not an object");
        }
        Envelope envelope = Envelope.read(json);
        if (json.parser().nextToken() != null) {
            throw new RejectedException(Cause.NOT_JSON, "something follows the message");
        }
        return envelope.frame();
    }
}
