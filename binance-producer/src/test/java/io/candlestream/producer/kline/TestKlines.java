package io.candlestream.producer.kline;

import io.candlestream.history.Candle;
import io.candlestream.history.RequestWeightLimiter;
import io.candlestream.history.RestApi;
import io.candlestream.ingest.channel.Channel;
import io.candlestream.ingest.channel.EventEncoder;
import io.candlestream.ingest.channel.EventSource;
import io.candlestream.ingest.channel.FastPath;
import io.candlestream.ingest.frame.EventJson;
import io.candlestream.ingest.frame.RejectedException;
import io.candlestream.runtime.settings.AssetNames;
import io.candlestream.schema.Interval;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.avro.Schema;

/** Channels of klines for tests, by whose REST nobody answers. */
public final class TestKlines {
    private TestKlines() {}

    public static KlineChannel minutes(Collection<String> symbols) {
        return channel(Interval.MINUTE_1, symbols);
    }

    public static KlineChannel channel(Interval interval, Collection<String> symbols) {
        return channel(interval, symbols, URI.create("http://127.0.0.1:1"));
    }

    public static KlineChannel channel(Interval interval, Collection<String> symbols, URI rest) {
        return new KlineChannel(
                interval,
                "binance",
                new AssetNames(Map.of(), symbols),
                new RestApi(rest, HttpClient.newHttpClient(), new RequestWeightLimiter(6000)));
    }

    /** A kline of these values. */
    public static Kline kline(
            String symbol,
            Interval interval,
            long eventTime,
            long openTime,
            long closeTime,
            long firstTradeId,
            long lastTradeId,
            String open,
            String high,
            String low,
            String close,
            String volume,
            String quoteVolume,
            String takerBuyVolume,
            String takerBuyQuoteVolume,
            long trades,
            boolean closed,
            EventSource source) {
        return new Kline(
                new Candle(
                        symbol,
                        interval,
                        openTime,
                        closeTime,
                        open,
                        high,
                        low,
                        close,
                        volume,
                        quoteVolume,
                        takerBuyVolume,
                        takerBuyQuoteVolume,
                        trades,
                        firstTradeId,
                        lastTradeId,
                        eventTime),
                closed,
                source);
    }

    /** Tells {@code channel} the first trades of what opens at these times. */
    public static void remember(KlineChannel channel, String symbol, Map<Long, Long> firstTradeIds) {
        continuity(channel, symbol).remember(firstTradeIds);
    }

    /** What {@code channel} knows of the first trade from {@code open} on. */
    public static OptionalLong firstTradeId(KlineChannel channel, String symbol, long open) {
        return continuity(channel, symbol).firstTradeId(open);
    }

    private static KlineContinuity continuity(KlineChannel channel, String symbol) {
        return (KlineContinuity) channel.continuity(symbol).orElseThrow();
    }

    /** Klines of every interval, by the strict way only. */
    public static Channel<Kline> strict() {
        return new Part(Optional.empty());
    }

    /** Klines of every interval, by the short way only. */
    public static Channel<Kline> fast() {
        return new Part(minutes(Set.of()).fastPath());
    }

    private record Part(Optional<FastPath<Kline>> fastPath) implements Channel<Kline> {
        @Override
        public String subscription(String symbol) {
            return symbol;
        }

        @Override
        public Set<String> eventTypes() {
            return Set.of("kline");
        }

        @Override
        public Kline parse(EventJson json) throws RejectedException, IOException {
            if (fastPath.isPresent()) {
                throw new IllegalStateException("not the short way");
            }
            return KlineReader.parse(json);
        }

        @Override
        public EventEncoder<Kline> encoder(Schema schema) {
            throw new UnsupportedOperationException();
        }
    }
}
