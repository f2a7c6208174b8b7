package io.candlestream.history;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candlestream.schema.Interval;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The candles that an exchange tells by REST. An answer is believed whole or not at all: what is no array of rows that were
 * asked for is no answer. Any thread may ask.
 *
 * <p>Source: binance-spot-api-docs, rest-api.md, "Kline/Candlestick data" and "Check server time".
 */
public final class RestKlines {
    /** The most candles that are asked for at once; the exchange may tell fewer though it has more. */
    static final int PAGE = 1000;

    private static final int KLINES_WEIGHT = 2;
    private static final int TIME_WEIGHT = 1;
    /** A page has some 200 KB. */
    private static final int KLINES_BYTES = 4 << 20;

    private static final int TIME_BYTES = 1024;

    private final ObjectMapper json = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private final RestApi api;
    private final Interval interval;
    private final ServerClock clock;

    /** @param restUrl without {@code /api} */
    public RestKlines(URI restUrl, HttpClient client, Interval interval, RequestWeightLimiter budget) {
        this(new RestApi(restUrl, client, budget), interval, () -> Long.MAX_VALUE);
    }

    /** @param latest what the exchange's time can be at most by another source, epoch milliseconds */
    public RestKlines(RestApi api, Interval interval, LongSupplier latest) {
        this.api = api;
        this.interval = interval;
        this.clock = new ServerClock(latest);
    }

    /** The interval of the candles. */
    Interval interval() {
        return interval;
    }

    /** That the exchange refuses requests and until when; empty when it does not. */
    public Optional<String> resting() {
        return api.budget().resting();
    }

    /**
     * The candles of {@code symbol} that open between the two times, both included, in epoch milliseconds, oldest first,
     * and that were over by the exchange's clock; each counts as reported at the time of asking. It sends the closing update of such a candle within some seconds, and
     * until then may still change it. One that is not among them need not be missing at the exchange: it may answer with
     * fewer than it has.
     *
     * @throws RestException when nobody answers, or not with klines
     */
    public List<Candle> closed(String symbol, long fromOpen, long toOpen) throws RestException, InterruptedException {
        Page page = firstClosed(symbol, fromOpen, toOpen);
        List<Candle> candles = new ArrayList<>(page.candles());
        while (page.end() == End.MORE) {
            page = firstClosed(symbol, page.next(), toOpen);
            candles.addAll(page.candles());
        }
        return candles;
    }

    /** The first of what {@link #closed} tells. */
    Page firstClosed(String symbol, long fromOpen, long toOpen) throws RestException, InterruptedException {
        if (fromOpen > toOpen) {
            return new Page(List.of(), End.REACHED, fromOpen);
        }
        long passed = passed(interval.endOf(toOpen));
        long askedAt = clock.now();
        List<Candle> listed = page(symbol, fromOpen, toOpen).stream()
                .map(candle -> candle.reportedAt(askedAt))
                .toList();
        List<Candle> over =
                listed.stream().filter(candle -> candle.closeTime() < passed).toList();
        return new Page(over, end(listed, over, toOpen), passed);
    }

    private End end(List<Candle> listed, List<Candle> over, long toOpen) {
        if (listed.isEmpty()) {
            return End.EMPTY;
        }
        Candle last = listed.get(listed.size() - 1);
        boolean stillOpen = over.size() < listed.size();
        return stillOpen || Math.min(last.closeTime() + 1, interval.endOf(last.openTime())) > toOpen
                ? End.REACHED
                : End.MORE;
    }

    /**
     * A time that has passed by the exchange's clock, epoch milliseconds; it is asked unless {@code wanted} is known to have
     * passed.
     *
     * @throws RestException when nobody answers, or not with a time
     */
    public long passed(long wanted) throws RestException, InterruptedException {
        if (!clock.suffices(wanted)) {
            serverTime();
        }
        return clock.passed();
    }

    /**
     * The exchange's own time, epoch milliseconds.
     *
     * @throws RestException when nobody answers, or not with a time
     */
    public long serverTime() throws RestException, InterruptedException {
        String path = "/api/v3/time";
        HttpResponse<byte[]> answer = api.ask(path, TIME_WEIGHT, TIME_BYTES);
        JsonNode time = tree(path, answer).path("serverTime");
        if (!time.isIntegralNumber() || !time.canConvertToLong()) {
            throw api.unreadable(path, "no serverTime in the answer");
        }
        clock.update(time.asLong(), date(answer.headers()), Instant.now());
        return time.asLong();
    }

    private static Optional<Instant> date(HttpHeaders headers) {
        try {
            return headers.firstValue("Date")
                    .map(DateTimeFormatter.RFC_1123_DATE_TIME::parse)
                    .map(Instant::from);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private List<Candle> page(String symbol, long from, long to) throws RestException, InterruptedException {
        String path = "/api/v3/klines?symbol=" + URLEncoder.encode(symbol, StandardCharsets.UTF_8) + "&interval="
                + interval.code() + "&startTime=" + from + "&endTime=" + to + "&limit=" + PAGE;
        JsonNode rows = tree(path, api.ask(path, KLINES_WEIGHT, KLINES_BYTES));
        if (!rows.isArray()) {
            throw api.unreadable(path, "not klines");
        }
        KlineRowCheck check = new KlineRowCheck(interval, from, to, PAGE);
        List<Candle> candles = new ArrayList<>();
        try {
            for (JsonNode kline : rows) {
                check.take(kline);
                candles.add(candle(symbol, kline));
            }
        } catch (IllegalArgumentException e) {
            throw api.unreadable(path, e.getMessage());
        }
        return candles;
    }

    private JsonNode tree(String path, HttpResponse<byte[]> answer) throws RestException {
        try {
            return json.readTree(answer.body());
        } catch (IOException e) {
            throw api.unreadable(path, "not JSON");
        }
    }

    /**
     * One answer.
     *
     * @param passed the exchange's time by which it was judged what is over, epoch milliseconds
     */
    record Page(List<Candle> candles, End end, long passed) {
        /** Where the next one begins, epoch milliseconds; only when there are candles. */
        long next() {
            return candles.get(candles.size() - 1).openTime() + 1;
        }
    }

    /** What comes behind a page. */
    enum End {
        /** Perhaps more: that there were few says nothing. */
        MORE,
        /** Nothing that is over or was asked for. */
        REACHED,
        /** Nothing by this answer, which held no candle at all. */
        EMPTY
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
                Candle.NO_TRADE,
                kline.get(6).asLong());
    }
}
