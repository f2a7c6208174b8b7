package io.candlestream.producer.ticker;

import io.candlestream.ingest.channel.Channel;
import io.candlestream.ingest.channel.EventEncoder;
import io.candlestream.ingest.frame.EventJson;
import io.candlestream.ingest.frame.RejectedException;
import io.candlestream.schema.TickerWindow;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * The tickers of one window. The exchange sends one each second in which it changes and has no past ones, so nothing tells that one
 * is missing; its trades do.
 */
record TickerChannel(TickerWindow window) implements Channel<Ticker> {
    @Override
    public String subscription(String symbol) {
        return symbol.toLowerCase(Locale.ROOT) + "@" + window.stream();
    }

    @Override
    public Set<String> eventTypes() {
        return Set.of(window.eventType());
    }

    @Override
    public Ticker parse(EventJson json) throws RejectedException, IOException {
        return TickerReader.parse(window, json);
    }

    @Override
    public EventEncoder<Ticker> encoder(Schema schema) {
        return new TickerEncoder(schema);
    }

    @Override
    public String events() {
        return "tickers";
    }
}
