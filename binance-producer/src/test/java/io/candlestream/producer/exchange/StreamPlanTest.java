package io.candlestream.producer.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.producer.frame.FrameParser;
import io.candlestream.producer.frame.Kline;
import io.candlestream.producer.frame.KlineText;
import io.candlestream.schema.Interval;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StreamPlanTest {
    private static final List<String> MANY =
            IntStream.range(0, 2500).mapToObj(i -> "S" + i + "USDT").toList();

    @Test
    void splitsByTheExchangesLimitOfStreams() {
        List<StreamPlan> plans = StreamPlan.of(MANY, Interval.MINUTE_1);
        assertThat(plans).extracting(plan -> plan.symbols().size()).containsExactly(1024, 1024, 452);
        assertThat(plans).extracting(StreamPlan::number).containsExactly(1, 2, 3);
        assertThat(plans).flatExtracting(StreamPlan::symbols).containsExactlyInAnyOrderElementsOf(MANY);
    }

    @Test
    void asksInBatches() {
        List<String> messages = StreamPlan.of(MANY, Interval.MINUTE_1).get(0).messages();
        assertThat(messages).hasSize(6).allSatisfy(message -> assertThat(message.split("@kline_1m"))
                .hasSizeLessThanOrEqualTo(201));
    }

    @Test
    void namesStreamsInLowerCaseExceptTheInterval() {
        assertThat(new StreamPlan(1, Set.of("ETHUSDT", "BTCUSDT"), Interval.MONTH_1).messages())
                .containsExactly(
                        "{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@kline_1M\",\"ethusdt@kline_1M\"],\"id\":1}");
    }

    @Test
    void carriesOnlyItsSymbolsAndItsInterval() {
        Kline kline = (Kline) new FrameParser(1000).parse(KlineText.RAW);
        assertThat(new StreamPlan(1, Set.of("BTCUSDT"), Interval.MINUTE_1).carries(kline))
                .isTrue();
        assertThat(new StreamPlan(1, Set.of("ETHUSDT"), Interval.MINUTE_1).carries(kline))
                .isFalse();
        assertThat(new StreamPlan(1, Set.of("BTCUSDT"), Interval.HOUR_1).carries(kline))
                .isFalse();
    }
}
