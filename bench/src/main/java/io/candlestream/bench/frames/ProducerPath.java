package io.candlestream.bench.frames;

import io.candlestream.history.RequestWeightLimiter;
import io.candlestream.history.RestApi;
import io.candlestream.history.RestKlines;
import io.candlestream.producer.BinanceProducer;
import io.candlestream.producer.exchange.ExchangeTime;
import io.candlestream.producer.exchange.FrameIntake;
import io.candlestream.producer.exchange.KlineSink;
import io.candlestream.producer.exchange.ProducerMetrics;
import io.candlestream.producer.exchange.StreamPlan;
import io.candlestream.producer.exchange.TimelyKlines;
import io.candlestream.producer.frame.FrameParser;
import io.candlestream.producer.gap.HealSettings;
import io.candlestream.producer.gap.Healing;
import io.candlestream.producer.gap.TopicOutlet;
import io.candlestream.producer.topic.AssetNames;
import io.candlestream.producer.topic.KafkaSettings;
import io.candlestream.producer.topic.KlineEncoder;
import io.candlestream.producer.topic.KlinePublisher;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsLoader;
import io.candlestream.schema.AssetSchema;
import io.candlestream.schema.Interval;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;

/** What the producer does between the socket and the broker, put together as the producer does it, by its settings. */
final class ProducerPath implements AutoCloseable {
    private final Settings settings =
            new SettingsLoader(BinanceProducer.class, "candlestream.producer", Set.of("kafka", "asset-names")).load();
    private final ProducerMetrics metrics = new ProducerMetrics.Counts();
    private final HttpClient unused = HttpClient.newHttpClient();
    private final Schema schema = AssetSchema.load(Path.of(settings.text("schema")));
    private final Interval interval;
    private final StreamPlan plan;
    private final AssetNames names;
    private final KlinePublisher publisher;

    ProducerPath(List<String> symbols, Interval interval) {
        this.interval = interval;
        this.plan = StreamPlan.of(symbols, interval).get(0);
        this.names = new AssetNames(settings.table("asset-names"), symbols);
        // What goes wrong is heard of by finish().
        this.publisher = new KlinePublisher(
                new KafkaSettings(settings.text("brokers"), settings.text("topic"), settings.table("kafka")),
                metrics,
                failure -> {});
    }

    void start() {
        publisher.start();
    }

    /** What takes the messages of a connection that begins now. */
    FrameIntake connection() {
        KlineEncoder encoder = new KlineEncoder(schema, settings.text("exchange-name"), names);
        TopicOutlet outlet = new TopicOutlet(encoder, names, interval, publisher);
        RestApi rest = new RestApi(
                URI.create(settings.text("rest-url")),
                unused,
                new RequestWeightLimiter(settings.number("heal-weight", 10, 6000)));
        ExchangeTime time = new ExchangeTime(new RestKlines(rest, interval, () -> Long.MAX_VALUE)::serverTime);
        KlineSink watched =
                new TimelyKlines(time, healing(rest, time, outlet).watching(plan, outlet::publish), metrics);
        return new FrameIntake(
                plan, new FrameParser(settings.number("max-frame-bytes", 1024, 64 << 20)), watched, metrics);
    }

    /** Sees every kline, as in the producer; it is not started, because there is no exchange to ask. */
    private Healing healing(RestApi rest, ExchangeTime time, TopicOutlet outlet) {
        HealSettings heal = new HealSettings(
                settings.duration("heal-after-close"),
                settings.duration("heal-bound"),
                settings.number("heal-read-back", 1, Integer.MAX_VALUE),
                settings.number("heal-weight", 10, 6000),
                settings.duration("heal-confirm"),
                settings.duration("backoff-base"),
                settings.duration("backoff-cap"));
        return new Healing(heal, plan.symbols(), interval, rest, time, outlet, metrics, failure -> {});
    }

    /** Returns when the broker has acknowledged everything. */
    void finish() {
        publisher.flush();
    }

    @Override
    public void close() {
        publisher.close(settings.duration("stop-timeout"));
    }
}
