package io.candlestream.history;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The trades that an exchange tells by REST. An answer is believed whole or not at all: what is no array of trades that were
 * asked for is no answer. Any thread may ask.
 *
 * <p>Source: binance-spot-api-docs, rest-api.md, "Old trade lookup" and "Compressed/Aggregate trades list".
 */
public final class RestTrades {
    /** The most trades that are asked for at once; the exchange may tell fewer though it has more. */
    public static final int PAGE = 1000;

    private static final int TRADES_WEIGHT = 25;
    private static final int FILLS_WEIGHT = 4;
    /** A page has some 150 KB. */
    private static final int MOST_BYTES = 4 << 20;

    private static final String DECIMAL = "\\d{1,20}(\\.\\d{1,20})?";

    private final ObjectMapper json = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private final RestApi api;

    public RestTrades(RestApi api) {
        this.api = api;
    }

    /** That the exchange asks for rest and until when; empty when it does not. */
    public Optional<String> resting() {
        return api.budget().resting();
    }

    /**
     * The first trades of {@code symbol} from {@code fromId} on, by their ids; none where the exchange has none yet. That the first
     * one is a later one says that what lies before it cannot be had here. Each counts as reported at the time of asking.
     *
     * @param limit how many at most, up to {@link #PAGE}
     * @throws RestException when nobody answers, or not with trades
     */
    public List<PastTrade> from(String symbol, long fromId, int limit) throws RestException, InterruptedException {
        String path = "/api/v3/historicalTrades?symbol=" + encoded(symbol) + "&fromId=" + fromId + "&limit=" + limit;
        List<PastTrade> trades = new ArrayList<>();
        long askedAt = System.currentTimeMillis();
        long next = fromId;
        for (JsonNode row : rows(path, TRADES_WEIGHT, limit)) {
            PastTrade trade = trade(path, symbol, row, askedAt);
            if (trade.id() < next) {
                throw api.unreadable(path, "trade " + trade.id() + " was not asked for, or stands twice");
            }
            next = trade.id() + 1;
            trades.add(trade);
        }
        return trades;
    }

    /**
     * The first of the fills of {@code symbol} that were made at {@code time}, epoch milliseconds, or later; empty when there is none.
     *
     * @throws RestException when nobody answers, or not with trades
     */
    public Optional<Fill> firstAt(String symbol, long time) throws RestException, InterruptedException {
        return fill(symbol, "&startTime=" + time);
    }

    /**
     * The newest fill of {@code symbol}; empty when there is none.
     *
     * @throws RestException when nobody answers, or not with trades
     */
    public Optional<Fill> newest(String symbol) throws RestException, InterruptedException {
        return fill(symbol, "");
    }

    private Optional<Fill> fill(String symbol, String from) throws RestException, InterruptedException {
        String path = "/api/v3/aggTrades?symbol=" + encoded(symbol) + from + "&limit=1";
        List<JsonNode> rows = rows(path, FILLS_WEIGHT, 1);
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Fill(
                        whole(path, rows.get(0), "f"), whole(path, rows.get(0), "l"), whole(path, rows.get(0), "T")));
    }

    /**
     * The trades by which one order took others at one price.
     *
     * @param firstId of its trades, {@code lastId} the last one
     * @param time when it was made, epoch milliseconds
     */
    public record Fill(long firstId, long lastId, long time) {}

    private List<JsonNode> rows(String path, int weight, int limit) throws RestException, InterruptedException {
        JsonNode answer = tree(path, api.ask(path, weight, MOST_BYTES).body());
        if (!answer.isArray() || answer.size() > limit) {
            throw api.unreadable(path, "not trades, or more than were asked for");
        }
        List<JsonNode> rows = new ArrayList<>();
        answer.forEach(rows::add);
        return rows;
    }

    private PastTrade trade(String path, String symbol, JsonNode row, long askedAt) throws RestException {
        JsonNode maker = row.path("isBuyerMaker");
        if (!maker.isBoolean()) {
            throw api.unreadable(path, "a trade without isBuyerMaker");
        }
        return new PastTrade(
                symbol,
                whole(path, row, "id"),
                decimal(path, row, "price"),
                decimal(path, row, "qty"),
                decimal(path, row, "quoteQty"),
                whole(path, row, "time"),
                maker.booleanValue(),
                askedAt);
    }

    private long whole(String path, JsonNode row, String key) throws RestException {
        JsonNode value = row.path(key);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw api.unreadable(path, "a trade without " + key);
        }
        return value.longValue();
    }

    private String decimal(String path, JsonNode row, String key) throws RestException {
        JsonNode value = row.path(key);
        if (!value.isTextual() || !value.textValue().matches(DECIMAL)) {
            throw api.unreadable(path, "a trade without " + key);
        }
        return value.textValue();
    }

    private JsonNode tree(String path, byte[] body) throws RestException {
        try {
            return json.readTree(body);
        } catch (IOException e) {
            throw api.unreadable(path, "not JSON");
        }
    }

    private static String encoded(String symbol) {
        return URLEncoder.encode(symbol, StandardCharsets.UTF_8);
    }
}
