package io.candlestream.ingest.frame;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import java.io.IOException;
import java.util.List;

/**
 * Reads one JSON object strictly, key by key, each value by its exact JSON type: {@link #next} moves to a key, and one of
 * the other methods reads its value. It begins within an object, and ends with it.
 */
public final class EventJson implements EventReader {
    private final JsonParser json;

    /** @param json has just entered the object */
    public EventJson(JsonParser json) {
        this.json = json;
    }

    /** Moves to the next key; false at the end of the object. */
    public boolean next() throws IOException {
        return json.nextToken() == JsonToken.FIELD_NAME;
    }

    /** The key that {@link #next} moved to. */
    public String key() throws IOException {
        return json.currentName();
    }

    /** Enters the object that is the key's value. */
    public void enter() throws IOException, RejectedException {
        require(json.nextToken() == JsonToken.START_OBJECT, "an object");
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
            throw new RejectedException(RejectCause.OUT_OF_RANGE, where() + " is no 64-bit integer");
        }
    }

    @Override
    public long time() throws IOException, RejectedException {
        long time = integer();
        if (!Decimals.isTime(time)) {
            throw new RejectedException(RejectCause.OUT_OF_RANGE, where() + " is no time in milliseconds: " + time);
        }
        return time;
    }

    @Override
    public String decimal() throws IOException, RejectedException {
        String text = text();
        if (!Decimals.isDecimal(text)) {
            throw new RejectedException(RejectCause.NOT_DECIMAL, where() + " is no decimal number");
        }
        return text;
    }

    /** The text of a value of any type, empty where it has none. */
    public String any() throws IOException {
        json.nextToken();
        String text = json.getValueAsString("");
        json.skipChildren();
        return text;
    }

    /** Passes over the key's value. */
    public void skip() throws IOException {
        json.nextToken();
        json.skipChildren();
    }

    /** As {@link #once(int, int)}, where the key is one of {@code keys}; others may come again. */
    public int once(int seen, List<String> keys) throws IOException, RejectedException {
        int position = keys.indexOf(key());
        return position < 0 ? seen : once(seen, 1 << position);
    }

    /** Refuses a key of the set {@code seen} that comes again; returns the set with it. */
    public int once(int seen, int key) throws IOException, RejectedException {
        if ((seen & key) != 0) {
            throw new RejectedException(RejectCause.DUPLICATE_KEY, where() + " stands twice");
        }
        return seen | key;
    }

    private void require(boolean right, String expected) throws IOException, RejectedException {
        if (!right) {
            throw new RejectedException(RejectCause.WRONG_TYPE, where() + " is not " + expected);
        }
    }

    private String where() throws IOException {
        return "key '" + json.currentName() + "'";
    }
}
