package io.candlestream.producer.trade;

import io.candlestream.ingest.channel.Channel;
import io.candlestream.ingest.channel.EventEncoder;
import io.candlestream.ingest.channel.FastPath;
import io.candlestream.ingest.frame.EventJson;
import io.candlestream.ingest.frame.RejectedException;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * The trades.
 *
 * <p>Source: binance-spot-api-docs, web-socket-streams.md, "Trade Streams".
 */
final class TradeChannel implements Channel<Trade> {
    @Override
    public String subscription(String symbol) {
        return symbol.toLowerCase(Locale.ROOT) + "@trade";
    }

    @Override
    public Set<String> eventTypes() {
        return Set.of(TradeReader.TYPE);
    }

    @Override
    public Trade parse(EventJson json) throws RejectedException, IOException {
        return TradeReader.parse(json);
    }

    @Override
    public Optional<FastPath<Trade>> fastPath() {
        return Optional.of(TradeReader::scan);
    }

    @Override
    public EventEncoder<Trade> encoder(Schema schema) {
        return new TradeEncoder(schema);
    }
}
