package io.candlestream.history;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads answers of REST that are arrays of trades, of either kind. An answer is believed whole or not at all: what is no array of those
 * that were asked for is no answer.
 */
final class RestRows {
    /** A page has some 150 KB. */
    private static final int MOST_BYTES = 4 << 20;

    private static final String DECIMAL = "\\d{1,20}(\\.\\d{1,20})?";

    private final ObjectMapper json = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private final RestApi api;

    RestRows(RestApi api) {
        this.api = api;
    }

    Optional<String> resting() {
        return api.budget().resting();
    }

    static String encoded(String symbol) {
        return URLEncoder.encode(symbol, StandardCharsets.UTF_8);
    }

    /**
     * What {@code path} answers, which is asked for from the id {@code fromId} on.
     *
     * @param limit how many it may be
     */
    <P extends Numbered> List<P> numbered(String path, int weight, long fromId, int limit, Row<P> reader)
            throws RestException, InterruptedException {
        List<P> read = new ArrayList<>();
        long askedAt = System.currentTimeMillis();
        long next = fromId;
        for (Cells row : rows(path, api.askPage(path, weight, MOST_BYTES), limit)) {
            P one = reader.read(row, askedAt);
            if (one.id() < next) {
                throw api.unreadable(path, "trade " + one.id() + " was not asked for, or stands twice");
            }
            next = one.id() + 1;
            read.add(one);
        }
        return read;
    }

    /** The rows of what {@code path} answers. */
    List<Cells> rows(String path, int weight, int limit) throws RestException, InterruptedException {
        return rows(path, api.ask(path, weight, MOST_BYTES), limit);
    }

    private List<Cells> rows(String path, HttpResponse<byte[]> told, int limit) throws RestException {
        JsonNode answer = tree(path, told.body());
        if (!answer.isArray() || answer.size() > limit) {
            throw api.unreadable(path, "not trades, or more than were asked for");
        }
        List<Cells> rows = new ArrayList<>();
        answer.forEach(row -> rows.add(new Cells(path, row)));
        return rows;
    }

    /** That an answer makes no sense, and why. */
    RestException unreadable(String path, String why) {
        return api.unreadable(path, why);
    }

    private JsonNode tree(String path, byte[] body) throws RestException {
        try {
            return json.readTree(body);
        } catch (IOException e) {
            throw api.unreadable(path, "not JSON");
        }
    }

    /** Makes something of a row, which counts as reported at {@code askedAt}, epoch milliseconds. */
    @FunctionalInterface
    interface Row<P> {
        P read(Cells row, long askedAt) throws RestException;
    }

    /** The values of one row, by their keys. */
    final class Cells {
        private final String path;
        private final JsonNode row;

        private Cells(String path, JsonNode row) {
            this.path = path;
            this.row = row;
        }

        long whole(String key) throws RestException {
            return wholeFrom(key, 0);
        }

        /** A whole number that is {@code least} or more. */
        long wholeFrom(String key, long least) throws RestException {
            JsonNode value = row.path(key);
            if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < least) {
                throw without(key);
            }
            return value.longValue();
        }

        String decimal(String key) throws RestException {
            JsonNode value = row.path(key);
            if (!value.isTextual() || !value.textValue().matches(DECIMAL)) {
                throw without(key);
            }
            return value.textValue();
        }

        boolean flag(String key) throws RestException {
            JsonNode value = row.path(key);
            if (!value.isBoolean()) {
                throw without(key);
            }
            return value.booleanValue();
        }

        private RestException without(String key) {
            return api.unreadable(path, "a trade without " + key);
        }
    }
}
