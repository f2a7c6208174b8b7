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
abstract class RestRows<P extends Numbered> implements RestById<P> {
    static final Endpoint AGG_TRADES = new Endpoint("/api/v3/aggTrades", 4);

    /** As many as are asked for where one is wanted: the exchange takes back some, never many in a row. They cost no more than one. */
    private static final int FEW = 20;

    /** A page has some 150 KB. */
    private static final int MOST_BYTES = 4 << 20;

    private static final String DECIMAL = "\\d{1,20}(\\.\\d{1,20})?";

    private final ObjectMapper json = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private final RestApi api;
    private final Endpoint endpoint;
    private final String firstKey;
    private final String lastKey;

    /**
     * @param endpoint that tells them from an id on
     * @param firstKey of an aggregate trade the key of the first id that stands in it, {@code lastKey} that of the last one
     */
    RestRows(RestApi api, Endpoint endpoint, String firstKey, String lastKey) {
        this.api = api;
        this.endpoint = endpoint;
        this.firstKey = firstKey;
        this.lastKey = lastKey;
    }

    /** @param weight of a request */
    record Endpoint(String path, int weight) {
        String of(String symbol) {
            return path + "?symbol=" + URLEncoder.encode(symbol, StandardCharsets.UTF_8);
        }
    }

    /** Makes something of a row, which counts as reported at {@code askedAt}, epoch milliseconds. */
    abstract P read(String symbol, Cells row, long askedAt) throws RestException;

    @Override
    public final Optional<String> resting() {
        return api.budget().resting();
    }

    @Override
    public final List<P> from(String symbol, long fromId, int limit) throws RestException, InterruptedException {
        String path = endpoint.of(symbol) + "&fromId=" + fromId + "&limit=" + limit;
        List<P> read = new ArrayList<>();
        long askedAt = System.currentTimeMillis();
        long next = fromId;
        for (Cells row : rows(path, api.askPage(path, endpoint.weight(), MOST_BYTES), limit)) {
            P one = read(symbol, row, askedAt);
            if (one.id() < next) {
                throw api.unreadable(path, "trade " + one.id() + " was not asked for, or stands twice");
            }
            next = one.id() + 1;
            read.add(one);
        }
        return read;
    }

    @Override
    public final Optional<Ids> firstAt(String symbol, long time) throws RestException, InterruptedException {
        return one(symbol, "&startTime=" + time);
    }

    @Override
    public final Optional<Ids> newest(String symbol) throws RestException, InterruptedException {
        return one(symbol, "");
    }

    /**
     * The ids that stand in one aggregate trade, which is the first or the newest that the exchange did not take back: such a one names
     * no trades.
     *
     * @param from more of the question: from where on; the newest one without it
     */
    private Optional<Ids> one(String symbol, String from) throws RestException, InterruptedException {
        String path = AGG_TRADES.of(symbol) + from + "&limit=" + FEW;
        Optional<Ids> found = Optional.empty();
        List<Cells> told = rows(path, api.ask(path, AGG_TRADES.weight(), MOST_BYTES), FEW);
        for (Cells row : told) {
            boolean real = row.wholeFrom("l", PastAggTrade.NO_TRADE) != PastAggTrade.NO_TRADE;
            if (real && (found.isEmpty() || from.isEmpty())) {
                found = Optional.of(new Ids(row.whole(firstKey), row.whole(lastKey), row.whole("T")));
            }
        }
        if (found.isEmpty() && !told.isEmpty()) {
            throw api.unreadable(path, "each of " + told.size() + " aggregate trades was taken back");
        }
        return found;
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

    private JsonNode tree(String path, byte[] body) throws RestException {
        try {
            return json.readTree(body);
        } catch (IOException e) {
            throw api.unreadable(path, "not JSON");
        }
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
