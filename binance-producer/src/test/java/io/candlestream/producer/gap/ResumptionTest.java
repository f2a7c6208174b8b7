package io.candlestream.producer.gap;

import static io.candlestream.producer.gap.MinuteKlines.SYMBOL;
import static io.candlestream.producer.gap.MinuteKlines.closed;
import static io.candlestream.producer.gap.MinuteKlines.open;
import static io.candlestream.producer.gap.MinuteKlines.openTime;
import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.history.Candle;
import io.candlestream.producer.exchange.Backoff;
import io.candlestream.producer.exchange.ProducerMetrics;
import io.candlestream.producer.frame.Kline;
import io.candlestream.producer.frame.Kline.Source;
import io.candlestream.producer.gap.Gap.Cause;
import io.candlestream.producer.gap.GapReport.State;
import io.candlestream.producer.gap.socket.TradeJumps;
import io.candlestream.producer.topic.AssetNames;
import io.candlestream.producer.topic.KlineEncoder;
import io.candlestream.schema.AssetSchema;
import io.candlestream.schema.Interval;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a start makes of the ends of both topics, without a broker. */
class ResumptionTest {
    private static final Schema SCHEMA =
            AssetSchema.load(Path.of(System.getProperty("candlestream.home"), "schemas/assets.avsc"));
    private static final List<String> SYMBOLS = List.of(SYMBOL, "ETHUSDT");
    private static final long NOW = openTime(20) + 1;

    private final KlineEncoder encoder = new KlineEncoder(SCHEMA, "binance", new AssetNames(Map.of(), SYMBOLS));
    private final SeenCandles seen = new SeenCandles(SCHEMA, Interval.MINUTE_1, SYMBOLS);
    private final GapCodec codec = new GapCodec(Interval.MINUTE_1);
    private final PastGaps past = new PastGaps(codec);
    private final RecordedOutlet outlet = new RecordedOutlet();
    private final ContinuityWatch watch = new ContinuityWatch(SYMBOLS, Interval.MINUTE_1);
    private final EmptyStretches empties = new EmptyStretches();
    private TestExchangeRest exchange;
    private Duration bound = Duration.ofDays(7);

    @BeforeEach
    void start() throws IOException {
        exchange = new TestExchangeRest();
    }

    @AfterEach
    void stop() {
        exchange.close();
    }

    @Test
    void goesOnFromTheNewestClosedCandle() {
        publish(closed(3), open(4), closed(4), open(5));
        assertThat(gapsAfterResuming()).containsExactly(gap(5, 20, Cause.RESTART));
    }

    @Test
    void goesOnFromAnOpenCandle() {
        publish(open(5));
        assertThat(gapsAfterResuming()).containsExactly(gap(5, 20, Cause.RESTART));
    }

    @Test
    void asksForNothingOfSymbolsThatWereNeverSeen() {
        assertThat(gapsAfterResuming()).isEmpty();
        assertThat(seen.hasEnough()).isFalse();
    }

    @Test
    void findsHolesThatTheRunBeforeDidNotHeal() {
        publish(closed(3), closed(6), history(7, Source.REST), closed(8), open(10));
        assertThat(gapsAfterResuming()).containsExactly(gap(4, 6, Cause.RESTART), gap(9, 20, Cause.RESTART));
    }

    @Test
    void takesOpenGapsUpAgainWithoutFindingThemTwice() {
        publish(closed(3), closed(6));
        report(4, 6, State.OPEN, 1);
        assertThat(gapsAfterResuming()).containsExactly(gap(7, 20, Cause.RESTART));
        assertThat(outlet.reports).containsExactly(new GapReport(found(4, 6), State.OPEN, 1));
    }

    @Test
    void trustsTheTopicMoreThanAReportThatAGapWasHealed() {
        publish(closed(3), closed(6));
        report(4, 6, State.HEALED, 5);
        report(4, 6, State.OPEN, 1);
        assertThat(gapsAfterResuming()).containsExactly(gap(4, 6, Cause.RESTART), gap(7, 20, Cause.RESTART));
        assertThat(outlet.reports).isEmpty();
    }

    @Test
    void goesOnWithAHoleThatLasts() {
        publish(closed(3));
        report(4, 9, State.OPEN, 1);
        report(4, 9, State.EMPTY, 1);
        assertThat(gapsAfterResuming()).containsExactly(gap(9, 20, Cause.RESTART));
        assertThat(empties.widened(gap(9, 20, Cause.RESTART)).from()).isEqualTo(openTime(4));
    }

    @Test
    void whatWasLoadedFromThePastSaysNothingOfWhereTheLiveOnesStand() {
        publish(history(-9000, Source.ARCHIVE), closed(18), history(-8999, Source.ARCHIVE));
        assertThat(gapsAfterResuming()).containsExactly(gap(19, 20, Cause.RESTART));
    }

    @Test
    void healsNoFurtherBackThanTheBound() {
        bound = Duration.ofMinutes(5);
        publish(closed(3));
        report(4, 6, State.OPEN, 1);
        assertThat(gapsAfterResuming()).containsExactly(gap(15, 20, Cause.RESTART));
        assertThat(outlet.reports).isEmpty();
    }

    @Test
    void passesOverWhatIsNoCandle() {
        seen.take(new byte[] {1, 2, 3});
        publish(closed(3));
        seen.take(new byte[0]);
        assertThat(gapsAfterResuming()).containsExactly(gap(4, 20, Cause.RESTART));
    }

    private void publish(Kline... klines) {
        Stream.of(klines).forEach(kline -> seen.take(encoder.encode(kline, 0)));
    }

    private static Kline history(int candle, Source source) {
        Kline k = closed(candle);
        return Kline.ofHistory(
                new Candle(
                        k.symbol(),
                        k.interval(),
                        k.openTime(),
                        k.closeTime(),
                        k.open(),
                        k.high(),
                        k.low(),
                        k.close(),
                        k.volume(),
                        k.quoteVolume(),
                        k.takerBuyVolume(),
                        k.takerBuyQuoteVolume(),
                        k.trades(),
                        Candle.NO_TRADE,
                        Candle.NO_TRADE),
                source);
    }

    private void report(int from, int to, State state, long at) {
        past.take(codec.encode(new GapReport(found(from, to), state, at)));
    }

    private List<Gap> gapsAfterResuming() {
        HealSettings settings = new HealSettings(
                Duration.ZERO, bound, 1, 6000, Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(1));
        Healer healer = new Healer(
                exchange.client(),
                Interval.MINUTE_1,
                empties,
                new TradeJumps(),
                outlet,
                new ProducerMetrics.Counts(),
                new Backoff(Duration.ZERO, Duration.ZERO, () -> 0),
                Duration.ZERO);
        new Resumption(settings, SYMBOLS, Interval.MINUTE_1, watch, empties, healer).resume(past, seen, NOW);
        return watch.overdue(System.nanoTime() + 1).stream()
                .map(gap -> new Gap(gap.symbol(), gap.from(), gap.to(), gap.cause(), 0))
                .toList();
    }

    private static Gap found(int from, int to) {
        return new Gap(SYMBOL, openTime(from), openTime(to), Cause.GRID, 1);
    }

    private static Gap gap(int from, int to, Cause cause) {
        return new Gap(SYMBOL, openTime(from), openTime(to), cause, 0);
    }
}
