package io.candlestream.producer.frame;

import com.fasterxml.jackson.core.JsonToken;
import io.candlestream.producer.frame.Frame.Cause;
import io.candlestream.producer.frame.StrictJson.RejectedException;
import java.io.IOException;
import java.util.Optional;

/**
 * The keys around a kline while {@link FrameParser} reads a message: the event's own, those of the wrapper
 * {@code {stream, data}}, and those of an answer.
 *
 * <p>Source: binance-spot-api-docs, web-socket-streams.md, "Live Subscribing/Unsubscribing". Errors also arrive as
 * {@code {"error":{"code","msg"},"id"}}, which the document does not show.
 */
final class Envelope {
    private static final int STREAM = 1;
    private static final int DATA = 1 << 1;
    private static final int EVENT = 1 << 2;
    private static final int EVENT_TIME = 1 << 3;
    private static final int SYMBOL = 1 << 4;
    private static final int KLINE = 1 << 5;
    private static final int RESULT = 1 << 6;
    private static final int ERROR = 1 << 7;
    private static final int ID = 1 << 8;
    private static final int CODE = 1 << 9;
    private static final int MESSAGE = 1 << 10;
    private static final int KLINE_EVENT = EVENT | EVENT_TIME | SYMBOL | KLINE;

    private int seen;
    private Optional<Envelope> inner = Optional.empty();
    private String event = "";
    private long eventTime;
    private String symbol = "";
    private Optional<KlineFields> kline = Optional.empty();
    private String id = "";
    private long code;
    private String message = "";

    /** Reads the object that the parser has just entered. */
    static Envelope read(StrictJson json) throws IOException, RejectedException {
        Envelope envelope = new Envelope();
        for (String key = json.parser().nextFieldName();
                key != null;
                key = json.parser().nextFieldName()) {
            envelope.set(key, json);
        }
        return envelope;
    }

    private void set(String key, StrictJson json) throws IOException, RejectedException {
        switch (key) {
            case "e" -> {
                see(EVENT, json);
                event = json.text();
            }
            case "E" -> {
                see(EVENT_TIME, json);
                eventTime = json.time();
            }
            case "s" -> {
                see(SYMBOL, json);
                symbol = json.text();
            }
            case "k" -> {
                see(KLINE, json);
                kline = Optional.of(KlineFields.read(json));
            }
            case "stream" -> {
                see(STREAM, json);
                json.text();
            }
            case "data" -> {
                see(DATA, json);
                inner = Optional.of(nested(json));
            }
            default -> setOfAnswer(key, json);
        }
    }

    private void setOfAnswer(String key, StrictJson json) throws IOException, RejectedException {
        switch (key) {
            case "result" -> {
                see(RESULT, json);
                json.skip();
            }
            case "error" -> {
                see(ERROR, json);
                inner = Optional.of(nested(json));
            }
            case "id" -> {
                see(ID, json);
                json.parser().nextToken();
                id = json.parser().getValueAsString("");
                json.parser().skipChildren();
            }
            case "code" -> {
                see(CODE, json);
                code = json.integer();
            }
            case "msg" -> {
                see(MESSAGE, json);
                message = json.text();
            }
            default -> json.skip();
        }
    }

    private static Envelope nested(StrictJson json) throws IOException, RejectedException {
        if (json.parser().nextToken() != JsonToken.START_OBJECT) {
            throw new RejectedException(Cause.UNEXPECTED, "a list of events");
        }
        return read(json);
    }

    private void see(int key, StrictJson json) throws IOException, RejectedException {
        seen = json.once(seen, key);
    }

    private boolean has(int keys) {
        return (seen & keys) == keys;
    }

    Frame frame() throws RejectedException {
        if (has(STREAM | DATA)) {
            return inner.orElseThrow().event();
        }
        if (has(ERROR)) {
            Envelope error = inner.orElseThrow();
            return new Frame.Refusal(id, error.code, error.message);
        }
        if (has(CODE | MESSAGE)) {
            return new Frame.Refusal(id, code, message);
        }
        return has(RESULT | ID) ? new Frame.Answer(id) : event();
    }

    private Frame event() throws RejectedException {
        return switch (event) {
            case "kline" -> kline();
            case "serverShutdown" -> new Frame.Shutdown();
            case "" -> throw new RejectedException(Cause.UNEXPECTED, "the message names no event");
            default -> throw new RejectedException(Cause.UNEXPECTED, "event '" + event + "'");
        };
    }

    private Kline kline() throws RejectedException {
        if (!has(KLINE_EVENT)) {
            throw new RejectedException(Cause.MISSING_KEY, "the event needs the keys e, E, s and k");
        }
        return kline.orElseThrow().kline(symbol, eventTime);
    }
}
