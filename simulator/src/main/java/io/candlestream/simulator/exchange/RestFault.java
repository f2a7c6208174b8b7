package io.candlestream.simulator.exchange;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be wrong with the answers of REST. Source: binance-api.md section 4, and what users of exchanges report. */
public enum RestFault {
    TOO_MANY(429, Words.TOO_MANY, "1"),
    BANNED(
            418,
            "{\"code\":-1003,\"msg\":\"Way too much request weight used; IP banned. "
                    + "Please use WebSocket Streams for live updates to avoid bans.\"}",
            "1"),
    BROKEN(503, "<html><body>Service Unavailable</body></html>"),
    /** As for a symbol that is not listed any more. */
    UNKNOWN_SYMBOL(400, "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}"),
    /** Takes the request and does not answer. */
    SILENT(504, "{\"code\":-1007,\"msg\":\"Timeout waiting for response from backend server.\"}"),
    /** Refuses, and lets the client come again at once. */
    TOO_MANY_AT_ONCE(429, Words.TOO_MANY, "0"),
    EMPTY_BODY(200, ""),
    EMPTY_OBJECT(200, "{}"),
    NULL(200, "null"),
    HTML(200, "<html><body>Checking your browser</body></html>"),
    /** Sends the headers and half of the body, and then nothing for as long as it lasts. */
    STALLED,
    /** A body of spaces, without end. */
    HUGE,
    /** Half of the body, as if it were the whole. */
    TRUNCATED,
    /** One row at a time, whatever the limit. */
    CAPPED,
    /** The first row twice. */
    REPEATED_ROW,
    /** No rows, though there are some. */
    NO_ROWS,
    /** Without the first row, as if the exchange had it no more. */
    LATER_FIRST_ROW,
    /** A server time that is an hour ahead. */
    CLOCK_AHEAD;

    private static final Pattern FIRST_ROW = Pattern.compile("^\\[(\\[[^\\]]*\\]|\\{[^}]*\\})(.*)\\]$");
    private static final Pattern SERVER_TIME = Pattern.compile("^\\{\"serverTime\":(\\d+)\\}$");

    private static final int HONEST = 0;

    private final int status;
    private final String body;
    private final String retryAfter;

    RestFault() {
        this(HONEST, "");
    }

    RestFault(int status, String body) {
        this(status, body, "");
    }

    RestFault(int status, String body, String retryAfter) {
        this.status = status;
        this.body = body;
        this.retryAfter = retryAfter;
    }

    /** What every request is answered with; empty when the honest answer is spoilt instead. */
    Optional<Refusal> refusal() {
        Optional<String> after = Optional.of(retryAfter).filter(text -> !text.isEmpty());
        return status == HONEST ? Optional.empty() : Optional.of(new Refusal(status, body, after));
    }

    /** An honest body with this fault; the same when it cannot suffer from it. */
    String spoilt(String body) {
        Matcher row = FIRST_ROW.matcher(body);
        Matcher time = SERVER_TIME.matcher(body);
        return switch (this) {
            case TRUNCATED -> body.substring(0, body.length() / 2);
            case CAPPED -> row.replaceFirst("[$1]");
            case REPEATED_ROW -> row.replaceFirst("[$1,$1$2]");
            case NO_ROWS -> row.replaceFirst("[]");
            case LATER_FIRST_ROW ->
                row.replaceFirst(found -> "[" + found.group(2).replaceFirst("^,", "") + "]");
            case CLOCK_AHEAD ->
                time.replaceFirst(found -> "{\"serverTime\":"
                        + (Long.parseLong(found.group(1)) + Duration.ofHours(1).toMillis()) + "}");
            default -> body;
        };
    }

    /** @param retryAfter after how many seconds to come again */
    record Refusal(int status, String body, Optional<String> retryAfter) {}

    private static final class Words {
        static final String TOO_MANY =
                "{\"code\":-1003,\"msg\":\"Too much request weight used; current limit is 6000 request weight per 1 MINUTE. "
                        + "Please use WebSocket Streams for live updates to avoid polling the API.\"}";
    }
}
