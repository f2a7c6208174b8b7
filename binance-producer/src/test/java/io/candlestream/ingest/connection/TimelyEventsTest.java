package io.candlestream.ingest.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.history.RequestWeightLimiter;
import io.candlestream.history.RestKlines;
import io.candlestream.ingest.channel.EventSink;
import io.candlestream.ingest.channel.EventSource;
import io.candlestream.ingest.frame.RejectCause;
import io.candlestream.ingest.metrics.Counted;
import io.candlestream.ingest.metrics.ProducerMetrics;
import io.candlestream.producer.kline.Kline;
import io.candlestream.producer.kline.TestKlines;
import io.candlestream.schema.Interval;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What of a connection's klines goes on, by what is known of the exchange's time. */
class TimelyEventsTest {
    private static final long NOW = 1_700_000_040_000L;
    private static final long MINUTE = 60_000;
    private static final long FAR = Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();

    private final List<Kline> taken = new ArrayList<>();
    private final ProducerMetrics metrics = new ProducerMetrics(List.of());
    private long exchangeNow = NOW;
    private long nanos;
    private int asked;
    private EventSink<Kline> sink = sinkBy(this::serverTime, NOW);

    @Test
    void passesWhatIsOfThisAndOfTheNextInterval() {
        take(NOW, NOW + 1);
        take(NOW + MINUTE, NOW + MINUTE + 9_000);
        assertThat(taken).hasSize(2);
        assertThat(asked).isZero();
    }

    @Test
    void rejectsAnUpdateOfTheFarFutureWhateverItsEventTimeSays() {
        take(FAR, NOW);
        take(FAR, FAR);
        take(NOW, FAR);
        assertThat(taken).isEmpty();
        assertThat(Counted.rejections(metrics, RejectCause.FROM_THE_FUTURE)).isEqualTo(3);
    }

    @Test
    void manyFramesOfOneWrongTimeDoNotMakeItTrue() {
        for (int i = 0; i < 1000; i++) {
            take(FAR + i * MINUTE, FAR + i * MINUTE);
        }
        take(NOW, NOW);
        assertThat(taken).hasSize(1);
    }

    @Test
    void asksAboutAJumpOnceASecondAtMost() {
        for (int i = 0; i < 100; i++) {
            take(FAR, FAR);
        }
        assertThat(asked).isEqualTo(1);
        nanos += TimeUnit.SECONDS.toNanos(2);
        take(FAR, FAR);
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void believesAJumpThatTheExchangesClockConfirms() {
        exchangeNow = NOW + 500 * MINUTE;
        take(NOW + 500 * MINUTE, NOW + 500 * MINUTE);
        take(NOW + 501 * MINUTE, NOW + 501 * MINUTE);
        assertThat(taken).hasSize(2);
    }

    @Test
    void believesTheExchangeMoreThanOurClockThatIsBehind() {
        sink = sinkBy(this::serverTime, 0);
        take(NOW, NOW);
        assertThat(taken).hasSize(1);
    }

    @Test
    void believesTheExchangeMoreThanOurClockThatIsAhead() throws Exception {
        ExchangeTime time = new ExchangeTime(this::serverTime, FAR, () -> nanos);
        sink = new TimelyEvents<>(time, taken::add, metrics);
        time.ask();
        take(FAR, FAR);
        assertThat(taken).isEmpty();
    }

    @Test
    void believesUpdatesAndOurClockMoreThanAnExchangesClockThatFallsBehindBoth() throws Exception {
        ExchangeTime time = new ExchangeTime(this::serverTime, NOW + 5_000, () -> nanos);
        sink = new TimelyEvents<>(time, taken::add, metrics);
        take(NOW, NOW + 1);
        exchangeNow = NOW - 180 * MINUTE;
        time.ask();
        take(NOW, NOW + 2_000);
        assertThat(taken).hasSize(2);
        assertThat(time.now()).isEqualTo(NOW + 5_000);
    }

    @Test
    void believesAnExchangesClockThatGoesBackWhereOursDoesNotAgreeWithItsUpdates() throws Exception {
        ExchangeTime time = new ExchangeTime(this::serverTime, FAR, () -> nanos);
        sink = new TimelyEvents<>(time, taken::add, metrics);
        take(NOW, NOW + 1);
        exchangeNow = NOW - 180 * MINUTE;
        time.ask();
        assertThat(time.now()).isEqualTo(exchangeNow);
    }

    @Test
    void followsASimulatedMarketThatRunsAheadOfTheClockWithoutAsking() {
        for (int i = 0; i < 3_000; i++) {
            take(NOW + i / 30 * MINUTE, NOW + i * 2_000L);
        }
        assertThat(taken).hasSize(3_000);
        assertThat(asked).isZero();
    }

    @Test
    void timePassesByOurClockWhileNothingIsSaid() {
        sink = sinkBy(nobody()::serverTime, NOW);
        nanos += TimeUnit.MINUTES.toNanos(500);
        take(NOW + 500 * MINUTE, NOW + 500 * MINUTE);
        assertThat(taken).hasSize(1);
    }

    @Test
    void anExchangeThatDoesNotAnswerConfirmsNothing() {
        sink = sinkBy(nobody()::serverTime, NOW);
        take(FAR, FAR);
        take(NOW, NOW);
        assertThat(taken).hasSize(1);
    }

    @Test
    void anUpdateOfALongIntervalMayOpenWhenTheNextOneDoes() {
        long march = Instant.parse("2024-03-01T00:00:00Z").toEpochMilli();
        sink = sinkBy(this::serverTime, march - 1);
        exchangeNow = march - 1;
        sink.take(kline(Interval.MONTH_1, march, march + 1));
        sink.take(kline(Interval.MONTH_1, FAR, march + 1));
        assertThat(taken).hasSize(1);
    }

    private void take(long openTime, long eventTime) {
        sink.take(kline(Interval.MINUTE_1, openTime, eventTime));
    }

    private EventSink<Kline> sinkBy(ExchangeTime.Clock exchange, long ours) {
        return new TimelyEvents<>(new ExchangeTime(exchange, ours, () -> nanos), taken::add, metrics);
    }

    private long serverTime() {
        asked++;
        return exchangeNow;
    }

    /** An exchange at a port at which nobody listens. */
    private static RestKlines nobody() {
        return new RestKlines(
                URI.create("http://127.0.0.1:1"),
                HttpClient.newHttpClient(),
                Interval.MINUTE_1,
                new RequestWeightLimiter(6000));
    }

    private static Kline kline(Interval interval, long openTime, long eventTime) {
        return TestKlines.kline(
                "BTCUSDT",
                interval,
                eventTime,
                openTime,
                interval.endOf(openTime) - 1,
                1,
                1,
                "1",
                "2",
                "1",
                "2",
                "10",
                "15",
                "5",
                "7",
                1,
                true,
                EventSource.SOCKET);
    }
}
