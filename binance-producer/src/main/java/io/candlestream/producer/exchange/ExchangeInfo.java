package io.candlestream.producer.exchange;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.candlestream.producer.exchange.Patience.Unavailable;
import io.candlestream.settings.SettingsException;
import io.candlestream.settings.StopException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the exchange at start whether the symbols exist, because a subscription to an unknown one is accepted and then
 * silent for ever.
 *
 * <p>Source: binance-spot-api-docs, rest-api.md, "Exchange information"; the whole list costs a weight of 20, once.
 */
public final class ExchangeInfo {
    private static final Logger log = LoggerFactory.getLogger(ExchangeInfo.class);

    private final ExchangeSettings settings;
    private final URI uri;

    public ExchangeInfo(ExchangeSettings settings) {
        this.settings = settings;
        this.uri = URI.create(settings.restUrl() + "/api/v3/exchangeInfo");
    }

    /**
     * Warns of symbols that are not trading.
     *
     * @throws SettingsException naming the symbols that the exchange does not list
     * @throws StopException when the exchange cannot be asked until the start-up deadline
     */
    public void check(Collection<String> symbols) {
        HttpClient client = settings.httpClient();
        Map<String, String> statuses = settings.patience().await("ask " + uri, () -> statuses(client));
        List<String> unknown =
                symbols.stream().filter(s -> !statuses.containsKey(s)).toList();
        if (!unknown.isEmpty()) {
            throw new SettingsException("Cannot listen to " + String.join(", ", unknown) + ": " + uri
                    + " lists no such symbol (check ASSET_SYMBOLS)");
        }
        symbols.stream()
                .filter(s -> !statuses.get(s).equals("TRADING"))
                .forEach(s -> log.warn("{} is not trading now: its status is {}", s, statuses.get(s)));
    }

    private Map<String, String> statuses(HttpClient client) throws Unavailable {
        HttpRequest request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build();
        try {
            HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                refuse(response);
                return parse(body);
            }
        } catch (IOException e) {
            if (Authority.isDistrust(e)) {
                throw new StopException(
                        "Cannot ask " + uri + ": " + e.getMessage()
                                + " (CANDLESTREAM_PRODUCER_CA_FILE names an own certificate authority)",
                        e);
            }
            throw new Unavailable(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StopException("Cannot ask " + uri + ": interrupted", e);
        }
    }

    /** Codes 429 and 418 ask for rest (Retry-After, seconds) and 5xx passes; any other refusal will not change by waiting. */
    private void refuse(HttpResponse<?> response) throws Unavailable {
        int status = response.statusCode();
        if (status == 429 || status == 418 || status >= 500) {
            Optional<Duration> after = response.headers()
                    .firstValue("Retry-After")
                    .filter(text -> text.matches("\\d{1,9}"))
                    .map(Long::parseLong)
                    .map(Duration::ofSeconds);
            throw new Unavailable("the exchange answers with HTTP " + status, after);
        }
        if (status != 200) {
            throw new StopException("Cannot ask " + uri + ": the exchange answers with HTTP " + status
                    + " (check CANDLESTREAM_PRODUCER_REST_URL)");
        }
    }

    /** The status of each symbol in the body of an answer, by symbol. */
    static Map<String, String> parse(InputStream body) throws IOException {
        Map<String, String> statuses = new TreeMap<>();
        try (JsonParser json = new JsonFactory().createParser(body)) {
            json.nextToken();
            for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
                JsonToken value = json.nextToken();
                if (key.equals("symbols") && value == JsonToken.START_ARRAY) {
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        parseSymbol(json, statuses);
                    }
                } else {
                    json.skipChildren();
                }
            }
        }
        return statuses;
    }

    private static void parseSymbol(JsonParser json, Map<String, String> statuses) throws IOException {
        String symbol = "";
        String status = "";
        for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
            json.nextToken();
            switch (key) {
                case "symbol" -> symbol = json.getText();
                case "status" -> status = json.getText();
                default -> json.skipChildren();
            }
        }
        statuses.put(symbol, status);
    }
}
