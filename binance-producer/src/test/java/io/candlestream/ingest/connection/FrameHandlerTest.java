package io.candlestream.ingest.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.ingest.channel.EventSink;
import io.candlestream.ingest.frame.Frame;
import io.candlestream.ingest.frame.RejectCause;
import io.candlestream.ingest.metrics.Counted;
import io.candlestream.ingest.metrics.ProducerMetrics;
import io.candlestream.producer.kline.Kline;
import io.candlestream.producer.kline.KlineText;
import io.candlestream.producer.kline.TestKlines;
import io.candlestream.producer.venue.BinanceProtocol;
import io.candlestream.runtime.metrics.MetricRegistry;
import io.candlestream.schema.Interval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FrameHandlerTest {
    private static final Set<String> SYMBOLS = Set.of("BTCUSDT");

    private final List<Kline> taken = new ArrayList<>();
    private final List<Kline> hours = new ArrayList<>();
    private final ProducerMetrics metrics = new ProducerMetrics(List.of("klines"));
    private final FrameHandler handler = handler(stream(Interval.MINUTE_1, taken));

    private FrameHandler handler(FeedStream<?>... streams) {
        return new FrameHandler(new SubscriptionPlan(1, List.of(streams)), new BinanceProtocol(1000), metrics);
    }

    private static FeedStream<Kline> stream(Interval interval, List<Kline> taken) {
        return new FeedStream<>(TestKlines.channel(interval, SYMBOLS), SYMBOLS, some -> taken::add);
    }

    @Test
    void goodEmptyBadBadGood() {
        handler.take(KlineText.RAW);
        handler.take("");
        handler.take("{\"e\":\"trade\"}");
        handler.take(KlineText.RAW.replace("31", "\"31\""));
        handler.take(KlineText.wrapped());
        assertThat(taken).hasSize(2);
        assertThat(Counted.rejections(metrics, RejectCause.NOT_JSON)).isEqualTo(1);
        assertThat(Counted.rejections(metrics, RejectCause.UNEXPECTED)).isEqualTo(1);
        assertThat(Counted.rejections(metrics, RejectCause.WRONG_TYPE)).isEqualTo(1);
        assertThat(metrics).hasToString("5 frames, 0 published, 3 rejected (not-json 1, unexpected 1, wrong-type 1)");
    }

    @Test
    void whatIsCountedIsShownByItsCause() {
        MetricRegistry registry = new MetricRegistry("test");
        metrics.show(registry);
        handler.take("");
        metrics.stream("klines").published(Duration.ofMillis(3).toNanos());

        assertThat(registry.text())
                .contains(
                        "test_frames_total 1.0\n",
                        "test_rejected_total{cause=\"not-json\"} 1.0\n",
                        "test_rejected_total{cause=\"binary\"} 0.0\n",
                        "test_published_total{stream=\"klines\"} 1.0\n",
                        "test_send_latency_seconds_bucket{stream=\"klines\",le=\"0.002\"} 0\n",
                        "test_send_latency_seconds_bucket{stream=\"klines\",le=\"0.005\"} 1\n",
                        "test_send_latency_seconds_sum{stream=\"klines\"} 0.003\n");
    }

    @Test
    void rejectsWhatWasNotAskedFor() {
        handler.take(KlineText.RAW.replace("BTC", "ETH"));
        handler.take(KlineText.RAW.replace("1m", "1h"));
        assertThat(taken).isEmpty();
        assertThat(Counted.rejections(metrics, RejectCause.NOT_SUBSCRIBED)).isEqualTo(2);
    }

    @Test
    void countsWhatNeverBecameText() {
        handler.unreadable(RejectCause.BINARY, "7 bytes");
        assertThat(metrics).hasToString("1 frames, 0 published, 1 rejected (binary 1)");
    }

    @Test
    void returnsWhatIsForTheConnection() {
        assertThat(handler.take("{\"result\":null,\"id\":1}")).isEqualTo(new Frame.Answer("1"));
        assertThat(metrics).hasToString("1 frames, 0 published, 0 rejected");
    }

    @Test
    void theAnswerToASubscriptionResumesItsStreams() {
        AtomicInteger resumed = new AtomicInteger();
        FrameHandler resuming = handler(
                new FeedStream<>(TestKlines.channel(Interval.MINUTE_1, SYMBOLS), SYMBOLS, some -> counting(resumed)));
        resuming.take("{\"result\":null,\"id\":1}");
        resuming.take(KlineText.RAW);

        assertThat(resumed).hasValue(1);
    }

    private EventSink<Kline> counting(AtomicInteger resumed) {
        EventSink<Kline> counted = new EventSink<>() {
            @Override
            public void take(Kline kline) {
                taken.add(kline);
            }

            @Override
            public void resumed() {
                resumed.incrementAndGet();
            }
        };
        return new TimelyEvents<>(new ExchangeTime(System::currentTimeMillis), counted, metrics);
    }

    @Test
    void twoIntervalsOfOneTypeAreTwoStreams() {
        FrameHandler both = handler(stream(Interval.MINUTE_1, taken), stream(Interval.HOUR_1, hours));
        both.take(KlineText.wrapped());
        both.take(KlineText.wrapped().replace("1m", "1h"));
        both.take(KlineText.wrapped().replace("1m", "1d"));
        assertThat(taken).hasSize(1);
        assertThat(hours).hasSize(1);
        assertThat(Counted.rejections(metrics, RejectCause.NOT_SUBSCRIBED)).isEqualTo(1);
    }

    @Test
    void countsEventsThatNoStreamHasByTheirType() {
        MetricRegistry registry = new MetricRegistry("test");
        metrics.show(registry);
        String book =
                "{\"stream\":\"btcusdt@bookTicker\",\"data\":{\"u\":1,\"s\":\"BTCUSDT\",\"b\":\"1\",\"B\":\"2\"}}";
        handler.take(book);
        handler.take(book);
        handler.take("{\"e\":\"depthUpdate\",\"E\":1}");
        for (int i = 0; i < 1000; i++) {
            handler.take("{\"e\":\"madeUp" + i + "\"}");
        }

        assertThat(registry.text())
                .contains(
                        "test_unknown_events_total{type=\"bookTicker\"} 2.0\n",
                        "test_unknown_events_total{type=\"depthUpdate\"} 1.0\n",
                        "test_unknown_events_total{type=\"other\"} 902.0\n");
        assertThat(Counted.rejections(metrics, RejectCause.UNEXPECTED)).isEqualTo(1003);
    }
}
