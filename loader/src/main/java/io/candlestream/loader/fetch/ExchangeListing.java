package io.candlestream.loader.fetch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candlestream.runtime.http.BoundedAnswer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The pairs that the exchange trades, by REST.
 *
 * <p>Source: binance-spot-api-docs, rest-api.md, "24hr ticker price change statistics".
 *
 * @param rest without a path
 */
record ExchangeListing(HttpClient client, URI rest, Duration deadline) {
    private static final String PATH = "/api/v3/ticker/24hr?type=MINI";
    private static final int MOST_BYTES = 32 << 20;
    private static final int OK = 200;
    private static final Pattern SYMBOL = Pattern.compile("[\\p{L}\\p{N}_]{1,30}");

    private record Traded(String symbol, BigDecimal quoteVolume) {}

    /** Of the pairs that {@code wanted} takes, and that were traded within 24 hours, those with the largest quote volume. */
    List<String> top(int most, Predicate<String> wanted) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(rest + PATH))
                .timeout(deadline)
                .build();
        HttpResponse<byte[]> answer = BoundedAnswer.of(client, request, deadline, MOST_BYTES);
        if (answer.statusCode() != OK) {
            throw new IOException(rest + " answers with status " + answer.statusCode());
        }
        List<Traded> traded = new ArrayList<>();
        for (JsonNode one : pairs(answer.body())) {
            String symbol = one.path("symbol").asText();
            if (SYMBOL.matcher(symbol).matches() && wanted.test(symbol)) {
                BigDecimal volume = volume(one.path("quoteVolume").asText());
                if (volume.signum() > 0) {
                    traded.add(new Traded(symbol, volume));
                }
            }
        }
        return traded.stream()
                .sorted(Comparator.comparing(Traded::quoteVolume).reversed().thenComparing(Traded::symbol))
                .limit(most)
                .map(Traded::symbol)
                .toList();
    }

    private JsonNode pairs(byte[] body) throws IOException {
        try {
            JsonNode pairs = new ObjectMapper().readTree(body);
            if (pairs != null && pairs.isArray()) {
                return pairs;
            }
        } catch (JsonProcessingException e) {
            throw new IOException(rest + " answers with what is no JSON", e);
        }
        throw new IOException(rest + " answers with what is no list of pairs");
    }

    private static BigDecimal volume(String text) {
        return text.matches("\\d{1,30}(\\.\\d{1,30})?") ? new BigDecimal(text) : BigDecimal.ZERO;
    }
}
