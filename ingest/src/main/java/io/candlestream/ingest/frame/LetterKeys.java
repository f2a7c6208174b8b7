package io.candlestream.ingest.frame;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The keys of one kind of object, each a single letter, which can differ by case only. Reads such an object in its usual order or in
 * any other; what a key means says the {@link Field} that gets it.
 */
public final class LetterKeys {
    private final String what;
    private final String keys;
    private final List<String> names;
    private final int all;

    /**
     * @param what the object is, for messages
     * @param keys in the venue's order
     * @param before what stands before the first of them: a comma, or nothing
     */
    public LetterKeys(String what, String keys, String before) {
        this.what = what;
        this.keys = keys;
        this.names = IntStream.range(0, keys.length())
                .mapToObj(i -> (i == 0 ? before : ",") + '"' + keys.charAt(i) + "\":")
                .toList();
        this.all = (1 << keys.length()) - 1;
    }

    /** Reads all of them in the venue's order. */
    public void scan(EventScanner message, Field field) throws IOException, RejectedException {
        for (int i = 0; i < names.size(); i++) {
            message.expect(names.get(i));
            field.read(keys.charAt(i), message);
        }
    }

    /** Reads the rest of the object; every key has to be there once, others are passed over. */
    public void parse(EventJson json, Field field) throws IOException, RejectedException {
        int seen = 0;
        while (json.next()) {
            String key = json.key();
            int position = key.length() == 1 ? keys.indexOf(key.charAt(0)) : -1;
            if (position < 0) {
                json.skip();
            } else {
                seen = json.once(seen, 1 << position);
                field.read(key.charAt(0), json);
            }
        }
        if (seen != all) {
            char missing = keys.charAt(Integer.numberOfTrailingZeros(~seen));
            throw new RejectedException(
                    RejectCause.MISSING_KEY, "key '" + missing + "' of the " + what + " is missing");
        }
    }

    /** Takes the value of a key. */
    @FunctionalInterface
    public interface Field {
        void read(char key, EventReader value) throws IOException, RejectedException;
    }
}
