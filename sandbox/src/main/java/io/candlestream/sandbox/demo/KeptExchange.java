package io.candlestream.sandbox.demo;

import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.simulator.exchange.Pace;
import io.candlestream.simulator.market.KeptMarket;
import java.util.Map;
import java.util.Optional;

/** The exchange of a kept demo, which answers by REST as it did when the demo ended. The real one needs none. */
record KeptExchange(Optional<Exchange> exchange) implements AutoCloseable {
    static KeptExchange of(DemoPlace place) {
        Optional<Exchange> exchange = place.exchange()
                .map(KeptMarket::of)
                .filter(market -> market.updates().hasNext())
                .map(market -> new Exchange(
                        market, Pace.fullSpeed(), Exchange.Options.defaults().streams(market.streams())));
        exchange.ifPresent(played -> {
            played.start();
            played.open();
            played.finished().join();
        });
        return new KeptExchange(exchange);
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
