package io.candlestream.ingest.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.producer.kline.Kline;
import io.candlestream.producer.kline.TestKlines;
import io.candlestream.producer.venue.BinanceProtocol;
import io.candlestream.schema.Interval;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SubscriptionPlanTest {
    private static final Set<String> MANY =
            IntStream.range(0, 2500).mapToObj(i -> "S" + i + "USDT").collect(Collectors.toSet());

    private final BinanceProtocol protocol = new BinanceProtocol(1000);

    @Test
    void splitsByTheExchangesLimitOfStreams() {
        List<SubscriptionPlan> plans = SubscriptionPlan.of(List.of(stream(Interval.MINUTE_1, MANY)), protocol);
        assertThat(plans).extracting(SubscriptionPlan::size).containsExactly(1024, 1024, 452);
        assertThat(plans).extracting(SubscriptionPlan::number).containsExactly(1, 2, 3);
        assertThat(plans)
                .flatExtracting(SubscriptionPlan::streams)
                .flatExtracting(stream -> List.copyOf(((FeedStream<?>) stream).symbols()))
                .containsExactlyInAnyOrderElementsOf(List.copyOf(MANY));
    }

    @Test
    void aConnectionCarriesSeveralStreams() {
        List<SubscriptionPlan> plans = SubscriptionPlan.of(
                List.of(stream(Interval.MINUTE_1, Set.of("BTCUSDT", "ETHUSDT")), stream(Interval.HOUR_1, MANY)),
                protocol);
        assertThat(plans).extracting(SubscriptionPlan::size).containsExactly(1024, 1024, 454);
        assertThat(plans).extracting(plan -> plan.streams().size()).containsExactly(2, 1, 1);
        assertThat(plans.get(0).messages(protocol).get(0))
                .startsWith("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@kline_1m\",\"ethusdt@kline_1m\","
                        + "\"s0usdt@kline_1h\",");
    }

    @Test
    void asksInBatches() {
        List<String> messages = SubscriptionPlan.of(List.of(stream(Interval.MINUTE_1, MANY)), protocol)
                .get(0)
                .messages(protocol);
        assertThat(messages).hasSize(6).allSatisfy(message -> assertThat(message.split("@kline_1m"))
                .hasSizeLessThanOrEqualTo(201));
    }

    @Test
    void namesStreamsInLowerCaseExceptTheInterval() {
        FeedStream<Kline> stream = stream(Interval.MONTH_1, Set.of("ETHUSDT", "BTCUSDT"));
        assertThat(new SubscriptionPlan(1, List.of(stream)).messages(protocol))
                .containsExactly(
                        "{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@kline_1M\",\"ethusdt@kline_1M\"],\"id\":1}");
    }

    private static FeedStream<Kline> stream(Interval interval, Set<String> symbols) {
        return new FeedStream<>(TestKlines.channel(interval, symbols), symbols, some -> kline -> {});
    }
}
