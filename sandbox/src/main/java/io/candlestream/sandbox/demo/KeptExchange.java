package io.candlestream.sandbox.demo;

import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.simulator.exchange.Pace;
import io.candlestream.simulator.market.KeptMarket;
import java.util.Map;
import java.util.Optional;

/** The exchange of a kept demo, which answers by REST as it did when the demo ended. The real one needs none. */
final class KeptExchange implements AutoCloseable {
    private final Optional<Exchange> exchange;

    private KeptExchange(Optional<Exchange> exchange) {
        this.exchange = exchange;
    }

    static KeptExchange of(DemoPlace place) {
        return new KeptExchange(place.exchange()
                .map(KeptMarket::of)
                .filter(market -> market.updates().hasNext())
                .map(market -> new Exchange(market, Pace.fullSpeed()))
                .map(KeptExchange::played));
    }

    private static Exchange played(Exchange exchange) {
        exchange.start();
        exchange.open();
        exchange.finished().join();
        return exchange;
    }

    /** The variables by which the tools find it. */
    Map<String, String> environment() {
        return exchange.map(running -> running.restUrl().toString())
                .map(url -> Map.of("CANDLESTREAM_TOOLS_REST_URL", url, "CANDLESTREAM_PRODUCER_REST_URL", url))
                .orElse(Map.of());
    }

    @Override
    public void close() {
        exchange.ifPresent(Exchange::close);
    }
}
