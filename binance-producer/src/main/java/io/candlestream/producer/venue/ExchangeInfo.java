package io.candlestream.producer.venue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.candlestream.history.RestApi;
import io.candlestream.history.RestException;
import io.candlestream.ingest.connection.Authority;
import io.candlestream.ingest.connection.ConnectionSettings;
import io.candlestream.runtime.retry.UnavailableException;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.SettingsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the exchange at start whether the symbols exist, because a subscription to an unknown one is accepted and then
 * silent for ever. A list that is empty, broken off or no list is a bad answer, which says nothing of any symbol.
 *
 * <p>Source: binance-spot-api-docs, rest-api.md, "Exchange information"; the whole list costs a weight of 20, once.
 */
public final class ExchangeInfo {
    private static final Logger log = LoggerFactory.getLogger(ExchangeInfo.class);
    private static final String PATH = "/api/v3/exchangeInfo";
    private static final int WEIGHT = 20;
    /** The whole list had 14 MB in 2025. */
    private static final int MOST_BYTES = 48 << 20;

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final ConnectionSettings settings;
    private final RestApi rest;

    public ExchangeInfo(ConnectionSettings settings, RestApi rest) {
        this.settings = settings;
        Duration start = settings.startUpDeadline();
        this.rest = rest.within(start.compareTo(LONGEST) < 0 ? start : LONGEST);
    }

    /** {@link #check(Collection, String)} of those that the settings name. */
    public void check(Collection<String> symbols) {
        check(symbols, "ASSET_SYMBOLS");
    }

    /**
     * Warns of symbols that are not trading.
     *
     * @param origin where a person has named them, for the message
     * @throws SettingsException naming the symbols that the exchange does not list
     * @throws FatalException when the exchange cannot be asked until the start-up deadline
     */
    public void check(Collection<String> symbols, String origin) {
        Map<String, String> statuses = settings.retry().until("ask " + rest.address(PATH), this::statuses);
        List<String> unknown =
                symbols.stream().filter(s -> !statuses.containsKey(s)).toList();
        if (!unknown.isEmpty()) {
            throw new SettingsException("Cannot listen to " + String.join(", ", unknown) + ": " + rest.address(PATH)
                    + " lists no such symbol (check " + origin + ")");
        }
        symbols.stream()
                .filter(s -> !statuses.get(s).equals("TRADING"))
                .forEach(s -> log.warn("{} is not trading now: its status is {}", s, statuses.get(s)));
    }

    private Map<String, String> statuses() throws UnavailableException, InterruptedException {
        try {
            Map<String, String> statuses = parse(
                    new ByteArrayInputStream(rest.ask(PATH, WEIGHT, MOST_BYTES).body()));
            if (statuses.isEmpty()) {
                throw new UnavailableException("the answer lists no symbols");
            }
            return statuses;
        } catch (RestException e) {
            throw refused(e);
        } catch (IOException e) {
            throw new UnavailableException("the answer is no list of symbols", e);
        }
    }

    /** What may pass is asked for again; any other refusal will not change by waiting. */
    private static UnavailableException refused(RestException e) {
        if (Authority.isDistrust(e)) {
            throw new FatalException(
                    e.getMessage() + " (CANDLESTREAM_PRODUCER_CA_FILE names an own certificate authority)", e);
        }
        if (!e.passing()) {
            throw new FatalException(e.getMessage() + " (check CANDLESTREAM_PRODUCER_REST_URL)", e);
        }
        return new UnavailableException(reason(e), e.rest(), e);
    }

    /** The part of the message that the purpose does not say. */
    private static String reason(RestException e) {
        String message = e.getMessage();
        return message.substring(message.indexOf(PATH) + PATH.length()).replaceFirst("^: ", "");
    }

    /** The status of each symbol in the body of an answer, by symbol. */
    static Map<String, String> parse(InputStream body) throws IOException {
        Map<String, String> statuses = new TreeMap<>();
        try (JsonParser json = new JsonFactory().createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no JSON object");
            }
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
            if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
                throw new IOException("broken off");
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
        if (symbol.isEmpty() || status.isEmpty()) {
            throw new IOException("an entry without a symbol");
        }
        statuses.put(symbol, status);
    }
}
