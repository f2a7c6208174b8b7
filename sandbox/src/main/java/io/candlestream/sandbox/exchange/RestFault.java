package io.candlestream.sandbox.exchange;

/** How REST can refuse every request. Source: binance-api.md section 4. */
public enum RestFault {
    TOO_MANY(
            429,
            "{\"code\":-1003,\"msg\":\"Too much request weight used; current limit is 6000 request weight per 1 MINUTE. "
                    + "Please use WebSocket Streams for live updates to avoid polling the API.\"}"),
    BANNED(
            418,
            "{\"code\":-1003,\"msg\":\"Way too much request weight used; IP banned. "
                    + "Please use WebSocket Streams for live updates to avoid bans.\"}"),
    BROKEN(503, "<html><body>Service Unavailable</body></html>"),
    /** Takes the request and does not answer. */
    SILENT(504, "{\"code\":-1007,\"msg\":\"Timeout waiting for response from backend server.\"}");

    private final int status;
    private final String body;

    RestFault(int status, String body) {
        this.status = status;
        this.body = body;
    }

    int status() {
        return status;
    }

    String body() {
        return body;
    }

    /** Whether the answer says after how many seconds to come again. */
    boolean tellsWhen() {
        return this == TOO_MANY || this == BANNED;
    }
}
