package io.candlestream.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candlestream.schema.Interval;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The candles that an exchange tells by REST.
 *
 * <p>Source: binance-spot-api-docs, rest-api.md, "Kline/Candlestick data".
 */
public final class RestKlines {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int PAGE = 1000;
    private static final int OK = 200;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final ObjectMapper json = new ObjectMapper();
    private final URI restUrl;
    private final Interval interval;

    /** @param restUrl without {@code /api} */
    public RestKlines(URI restUrl, Interval interval) {
        this.restUrl = restUrl;
        this.interval = interval;
    }

    /** The candles of {@code symbol} that open between the two times, both included, in epoch milliseconds. */
    public List<Candle> candles(String symbol, long from, long to) {
        List<Candle> candles = new ArrayList<>();
        long next = from;
        while (next <= to) {
            JsonNode page = ask("/api/v3/klines?symbol=" + symbol + "&interval=" + interval.code() + "&startTime="
                    + next + "&endTime=" + to + "&limit=" + PAGE);
            page.forEach(kline -> candles.add(candle(symbol, kline)));
            if (page.size() < PAGE) {
                break;
            }
            next = candles.get(candles.size() - 1).openTime() + 1;
        }
        return candles;
    }

    private JsonNode ask(String path) {
        URI uri = restUrl.resolve(path);
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != OK) {
                throw new IOException("status " + answer.statusCode() + ": " + answer.body());
            }
            return json.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot ask " + uri + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking " + uri, e);
        }
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
}
