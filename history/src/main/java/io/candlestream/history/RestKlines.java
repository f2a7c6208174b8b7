package io.candlestream.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candlestream.schema.Interval;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The candles that an exchange tells by REST, asked for within a {@link RequestBudget}. Any thread may ask.
 *
 * <p>Source: binance-spot-api-docs, rest-api.md, "Kline/Candlestick data" and "Check server time".
 */
public final class RestKlines {
    /** The most candles that the exchange tells at once. */
    static final int PAGE = 1000;

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int COLUMNS = 11;
    private static final int KLINES_WEIGHT = 2;
    private static final int TIME_WEIGHT = 1;

    private final ObjectMapper json = new ObjectMapper();
    private final String restUrl;
    private final HttpClient client;
    private final Interval interval;
    private final RequestBudget budget;
    /** A time that the exchange's clock has passed, epoch milliseconds. */
    private volatile long passed = Long.MIN_VALUE;
    /** What the exchange's clock last said, and when that was by {@link System#nanoTime}. */
    private volatile Optional<ClockReading> clock = Optional.empty();

    /** @param restUrl without {@code /api} */
    public RestKlines(URI restUrl, HttpClient client, Interval interval, RequestBudget budget) {
        this.restUrl = restUrl.toString();
        this.client = client;
        this.interval = interval;
        this.budget = budget;
    }

    /**
     * The candles of {@code symbol} that open between the two times, both included, in epoch milliseconds, oldest first,
     * and that were over by the exchange's clock; each is told at the time of asking. It sends the closing update of such a candle within some seconds, and
     * until then may still change it.
     *
     * @throws RestException when nobody answers, or not with klines
     */
    public List<Candle> closed(String symbol, long fromOpen, long toOpen) throws RestException, InterruptedException {
        List<Candle> page = firstClosed(symbol, fromOpen, toOpen);
        List<Candle> candles = new ArrayList<>(page);
        while (page.size() == PAGE) {
            page = firstClosed(symbol, page.get(PAGE - 1).openTime() + 1, toOpen);
            candles.addAll(page);
        }
        return candles;
    }

    /** The first {@link #PAGE} of what {@link #closed} tells; when there are fewer, there are no more. */
    List<Candle> firstClosed(String symbol, long fromOpen, long toOpen) throws RestException, InterruptedException {
        if (fromOpen > toOpen) {
            return List.of();
        }
        if (interval.endOf(toOpen) > passed) {
            passed = serverTime();
        }
        long askedAt = now();
        return page(symbol, fromOpen, toOpen).stream()
                .filter(candle -> candle.closeTime() < passed)
                .map(candle -> candle.toldAt(askedAt))
                .toList();
    }

    /**
     * The exchange's own time, epoch milliseconds.
     *
     * @throws RestException when nobody answers, or not with a time
     */
    public long serverTime() throws RestException, InterruptedException {
        String path = "/api/v3/time";
        JsonNode time = ask(path, TIME_WEIGHT).path("serverTime");
        if (!time.isIntegralNumber()) {
            throw unreadable(path, "no serverTime in the answer");
        }
        clock = Optional.of(new ClockReading(time.asLong(), System.nanoTime()));
        return time.asLong();
    }

    /** The exchange's time as it is by our clock's pace since it was last asked for; never asked for, our time. */
    private long now() {
        return clock.map(reading -> reading.time() + (System.nanoTime() - reading.nanos()) / 1_000_000)
                .orElseGet(System::currentTimeMillis);
    }

    private List<Candle> page(String symbol, long from, long to) throws RestException, InterruptedException {
        String path = "/api/v3/klines?symbol=" + URLEncoder.encode(symbol, StandardCharsets.UTF_8) + "&interval="
                + interval.code() + "&startTime=" + from + "&endTime=" + to + "&limit=" + PAGE;
        List<Candle> candles = new ArrayList<>();
        long least = from;
        for (JsonNode kline : ask(path, KLINES_WEIGHT)) {
            if (kline.size() < COLUMNS || kline.get(0).asLong() < least) {
                throw unreadable(path, "not klines in the order of time");
            }
            candles.add(candle(symbol, kline));
            least = kline.get(0).asLong() + 1;
        }
        return candles;
    }

    private JsonNode ask(String path, int weight) throws RestException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(restUrl + path))
                .timeout(PATIENCE)
                .build();
        HttpResponse<String> answer = send(request, weight);
        while (answer.statusCode() == 429 || answer.statusCode() == 418) {
            budget.refused(answer.statusCode(), answer.headers());
            answer = send(request, weight);
        }
        if (answer.statusCode() != 200) {
            throw new RestException(
                    "Cannot ask " + request.uri() + ": HTTP " + answer.statusCode() + " " + firstLine(answer.body()),
                    answer.statusCode());
        }
        try {
            return json.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw unreadable(path, "not JSON");
        }
    }

    private HttpResponse<String> send(HttpRequest request, int weight) throws RestException, InterruptedException {
        budget.spend(weight);
        try {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            budget.told(answer.headers());
            return answer;
        } catch (IOException e) {
            String why = Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
            throw new RestException("Cannot ask " + request.uri() + ": " + firstLine(why), e);
        }
    }

    private RestException unreadable(String path, String why) {
        return new RestException("Cannot read the answer of " + restUrl + path + ": " + why, 200);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    /** REST names open, high, low, close in this order; the socket has open, close, high, low. */
    private Candle candle(String symbol, JsonNode kline) {
        return new Candle(
                symbol,
                interval,
                kline.get(0).asLong(),
                kline.get(6).asLong(),
                kline.get(1).asText(),
                kline.get(2).asText(),
                kline.get(3).asText(),
                kline.get(4).asText(),
                kline.get(5).asText(),
                kline.get(7).asText(),
                kline.get(9).asText(),
                kline.get(10).asText(),
                kline.get(8).asLong(),
                Candle.NO_TRADE,
                Candle.NO_TRADE);
    }

    /** @param time epoch milliseconds */
    private record ClockReading(long time, long nanos) {}
}
