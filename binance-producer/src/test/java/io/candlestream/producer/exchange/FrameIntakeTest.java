package io.candlestream.producer.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.producer.frame.Frame;
import io.candlestream.producer.frame.Frame.Cause;
import io.candlestream.producer.frame.FrameParser;
import io.candlestream.producer.frame.Kline;
import io.candlestream.producer.frame.KlineText;
import io.candlestream.runtime.metrics.MetricRegistry;
import io.candlestream.schema.Interval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FrameIntakeTest {
    private final List<Kline> taken = new ArrayList<>();
    private final ProducerMetrics.Counts metrics = new ProducerMetrics.Counts();
    private final FrameIntake intake = new FrameIntake(
            new StreamPlan(1, Set.of("BTCUSDT"), Interval.MINUTE_1), new FrameParser(1000), taken::add, metrics);

    @Test
    void goodEmptyBadBadGood() {
        intake.take(KlineText.RAW);
        intake.take("");
        intake.take("{\"e\":\"trade\"}");
        intake.take(KlineText.RAW.replace("31", "\"31\""));
        intake.take(KlineText.wrapped());
        assertThat(taken).hasSize(2);
        assertThat(metrics.rejections(Cause.NOT_JSON)).isEqualTo(1);
        assertThat(metrics.rejections(Cause.UNEXPECTED)).isEqualTo(1);
        assertThat(metrics.rejections(Cause.WRONG_TYPE)).isEqualTo(1);
        assertThat(metrics).hasToString("5 frames, 0 published, 3 rejected (not-json 1, unexpected 1, wrong-type 1)");
    }

    @Test
    void whatIsCountedIsShownByItsCause() {
        MetricRegistry meters = new MetricRegistry("test");
        metrics.show(meters);
        intake.take("");
        metrics.published(Duration.ofMillis(3).toNanos());

        assertThat(meters.text())
                .contains(
                        "test_frames_total 1.0\n",
                        "test_rejected_total{cause=\"not-json\"} 1.0\n",
                        "test_rejected_total{cause=\"binary\"} 0.0\n",
                        "test_published_total 1.0\n",
                        "test_send_latency_seconds_bucket{le=\"0.002\"} 0\n",
                        "test_send_latency_seconds_bucket{le=\"0.005\"} 1\n",
                        "test_send_latency_seconds_sum 0.003\n");
    }

    @Test
    void rejectsWhatWasNotAskedFor() {
        intake.take(KlineText.RAW.replace("BTC", "ETH"));
        intake.take(KlineText.RAW.replace("1m", "1h"));
        assertThat(taken).isEmpty();
        assertThat(metrics.rejections(Cause.NOT_SUBSCRIBED)).isEqualTo(2);
    }

    @Test
    void countsWhatNeverBecameText() {
        intake.unreadable(Cause.BINARY, "7 bytes");
        assertThat(metrics).hasToString("1 frames, 0 published, 1 rejected (binary 1)");
    }

    @Test
    void returnsWhatIsForTheConnection() {
        assertThat(intake.take("{\"result\":null,\"id\":1}")).isEqualTo(new Frame.Answer("1"));
        assertThat(metrics).hasToString("1 frames, 0 published, 0 rejected");
    }
}
