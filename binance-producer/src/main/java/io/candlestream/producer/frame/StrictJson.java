package io.candlestream.producer.frame;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import io.candlestream.producer.frame.Frame.Cause;
import java.io.IOException;

/** Reads the values of one message, each by its exact JSON type; the parser stands on the key when a method is called. */
final class StrictJson implements KlineValues {
    /** The first millisecond after the year 9999: what lies beyond is a time in another unit. */
    private static final long TIME_LIMIT = 253_402_300_800_000L;

    private static final int LONGEST_DECIMAL = 40;

    private final JsonParser json;

    StrictJson(JsonParser json) {
        this.json = json;
    }

    JsonParser parser() {
        return json;
    }

    @Override
    public String text() throws IOException, RejectedException {
        require(json.nextToken() == JsonToken.VALUE_STRING, "a string");
        return json.getText();
    }

    @Override
    public boolean flag() throws IOException, RejectedException {
        JsonToken token = json.nextToken();
        require(token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE, "true or false");
        return token == JsonToken.VALUE_TRUE;
    }

    @Override
    public long integer() throws IOException, RejectedException {
        require(json.nextToken() == JsonToken.VALUE_NUMBER_INT, "an integer");
        try {
            return json.getLongValue();
        } catch (InputCoercionException e) {
            throw new RejectedException(Cause.OUT_OF_RANGE, where() + " is no 64-bit integer");
        }
    }

    @Override
    public long time() throws IOException, RejectedException {
        long time = integer();
        if (!isTime(time)) {
            throw new RejectedException(Cause.OUT_OF_RANGE, where() + " is no time in milliseconds: " + time);
        }
        return time;
    }

    @Override
    public String decimal() throws IOException, RejectedException {
        String text = text();
        if (!isDecimal(text)) {
            throw new RejectedException(Cause.NOT_DECIMAL, where() + " is no decimal number");
        }
        return text;
    }

    void skip() throws IOException {
        json.nextToken();
        json.skipChildren();
    }

    /** Refuses a key of the set {@code seen} that comes again; returns the set with it. */
    int once(int seen, int key) throws IOException, RejectedException {
        if ((seen & key) != 0) {
            throw new RejectedException(Cause.DUPLICATE_KEY, where() + " stands twice");
        }
        return seen | key;
    }

    void require(boolean right, String expected) throws IOException, RejectedException {
        if (!right) {
            throw new RejectedException(Cause.WRONG_TYPE, where() + " is not " + expected);
        }
    }

    private String where() throws IOException {
        return "key '" + json.currentName() + "'";
    }

    /** Whether it can be a time in epoch milliseconds. */
    static boolean isTime(long milli) {
        return milli >= 0 && milli < TIME_LIMIT;
    }

    /** An optional minus, digits, and at most one point between digits. Its meaning is the consumer's check. */
    static boolean isDecimal(String text) {
        int length = text.length();
        int start = length > 0 && text.charAt(0) == '-' ? 1 : 0;
        if (length > LONGEST_DECIMAL || length == start || !isDigit(text.charAt(length - 1))) {
            return false;
        }
        boolean point = false;
        for (int i = start; i < length; i++) {
            char c = text.charAt(i);
            if (!isDigit(c)) {
                if (c != '.' || point || i == start) {
                    return false;
                }
                point = true;
            }
        }
        return true;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Carries the cause of a rejection out of the reading of a message; ends in {@link FrameParser}. */
    static final class RejectedException extends Exception {
        private static final long serialVersionUID = 1;

        private final Cause reason;

        RejectedException(Cause reason, String detail) {
            // No stack trace: a flood of bad messages must not cost more than a flood of good ones.
            super(detail, null, false, false);
            this.reason = reason;
        }

        Frame.Rejected asFrame() {
            return new Frame.Rejected(reason, getMessage());
        }
    }
}
