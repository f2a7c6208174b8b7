package io.candlestream.simulator.kline;

import io.candlestream.simulator.channel.RefusedException;
import io.candlestream.simulator.channel.RestRequest;
import java.util.OptionalLong;

/**
 * Which candles a request of {@code klines} wants. Source: binance-api.md section 4.
 *
 * @param start the first open time, epoch milliseconds; absent where the newest ones are wanted
 * @param end the last one
 * @param limit how many at most
 */
record KlineRange(OptionalLong start, long end, int limit) {
    private static final int MOST = 1000;
    private static final int USUAL = 500;

    static KlineRange of(RestRequest request) {
        long limit = request.number("limit").orElse(USUAL);
        boolean utc = request.optional("timeZone").orElse("0").matches("[+-]?0{1,2}(:00)?");
        if (limit < 1 || !utc) {
            throw new RefusedException(
                    -1130, "Data sent for parameter '" + (utc ? "limit" : "timeZone") + "' is not valid.");
        }
        return new KlineRange(
                request.time("startTime"), request.time("endTime").orElse(Long.MAX_VALUE), (int) Math.min(limit, MOST));
    }
}
