package io.candlestream.sandbox.proof;

import io.candlestream.history.History;
import io.candlestream.history.RequestWeightLimiter;
import io.candlestream.history.RestHistory;
import io.candlestream.history.RestKlines;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.exchange.Exchange;
import java.net.http.HttpClient;

/** What a simulated exchange tells of the past by REST, as to any program; its weight is not spared. */
public final class SimulatedHistory {
    private SimulatedHistory() {}

    public static History of(Exchange exchange, Interval interval) {
        return new RestHistory(new RestKlines(
                exchange.restUrl(), HttpClient.newHttpClient(), interval, new RequestWeightLimiter(Integer.MAX_VALUE)));
    }
}
