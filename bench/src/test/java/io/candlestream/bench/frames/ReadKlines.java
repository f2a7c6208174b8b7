package io.candlestream.bench.frames;

import io.candlestream.history.RequestWeightLimiter;
import io.candlestream.history.RestApi;
import io.candlestream.ingest.connection.FeedStream;
import io.candlestream.ingest.connection.FrameHandler;
import io.candlestream.ingest.connection.SubscriptionPlan;
import io.candlestream.ingest.metrics.ProducerMetrics;
import io.candlestream.producer.kline.Kline;
import io.candlestream.producer.kline.KlineChannel;
import io.candlestream.producer.venue.BinanceProtocol;
import io.candlestream.runtime.settings.AssetNames;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads messages as a connection of the producer does, and keeps the newest kline. One thread's. */
final class ReadKlines {
    private static final int LONGEST = 1 << 20;

    private final FrameHandler handler;
    private Kline newest;

    ReadKlines(List<String> symbols) {
        RestApi rest = new RestApi(
                URI.create("http://localhost:1"), HttpClient.newHttpClient(), new RequestWeightLimiter(6000));
        KlineChannel channel = new KlineChannel(Frames.INTERVAL, "binance", new AssetNames(Map.of(), symbols), rest);
        BinanceProtocol protocol = new BinanceProtocol(LONGEST);
        FeedStream<Kline> stream = new FeedStream<>(channel, Set.copyOf(symbols), some -> kline -> newest = kline);
        this.handler = new FrameHandler(
                SubscriptionPlan.of(List.of(stream), protocol).get(0), protocol, new ProducerMetrics(List.of()));
    }

    Kline read(String text) {
        handler.take(text);
        return newest;
    }
}
