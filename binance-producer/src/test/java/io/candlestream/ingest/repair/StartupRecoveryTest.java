package io.candlestream.ingest.repair;

import static io.candlestream.producer.kline.MinuteKlines.SYMBOL;
import static io.candlestream.producer.kline.MinuteKlines.closed;
import static io.candlestream.producer.kline.MinuteKlines.open;
import static io.candlestream.producer.kline.MinuteKlines.openTime;
import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.history.Candle;
import io.candlestream.ingest.channel.EventHistory;
import io.candlestream.ingest.channel.EventSource;
import io.candlestream.ingest.channel.Gap;
import io.candlestream.ingest.channel.Gap.Cause;
import io.candlestream.ingest.channel.RepairSettings;
import io.candlestream.ingest.channel.StreamDefinition;
import io.candlestream.ingest.channel.TopicTailState;
import io.candlestream.ingest.metrics.ProducerMetrics;
import io.candlestream.ingest.repair.GapReport.State;
import io.candlestream.producer.kline.Kline;
import io.candlestream.producer.kline.KlineChannel;
import io.candlestream.producer.kline.KlineEncoder;
import io.candlestream.producer.kline.MinuteKlines;
import io.candlestream.producer.kline.TestKlines;
import io.candlestream.runtime.settings.AssetNames;
import io.candlestream.schema.Interval;
import io.candlestream.schema.RecordSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a start makes of the ends of both topics, without a broker. */
class StartupRecoveryTest {
    private static final Schema SCHEMA =
            RecordSchema.KLINES.load(Path.of(System.getProperty("candlestream.home"), "schemas/assets.avsc"));
    private static final List<String> SYMBOLS = List.of(SYMBOL, "ETHUSDT");
    private static final long NOW = openTime(20) + 1;
    private static final Duration REPORTED = Duration.ofMinutes(1);

    private final KlineEncoder encoder = new KlineEncoder(SCHEMA, "binance", new AssetNames(Map.of(), SYMBOLS));
    private final GapRecords gapEncoder = new GapRecords("1m");
    private final GapLog past = new GapLog(new GapRecords("1m"));
    private final RecordedRepair recorded = new RecordedRepair();
    private final EmptyRanges empties = new EmptyRanges();
    private TestExchangeRest exchange;
    private KlineChannel channel;
    private TopicTailState seen;
    private ContinuityWatch<Kline> watch;
    private Duration bound = Duration.ofDays(7);
    private long now = NOW;
    private boolean olderLeft;

    @BeforeEach
    void start() throws IOException {
        exchange = new TestExchangeRest();
        channel = TestKlines.channel(Interval.MINUTE_1, SYMBOLS, exchange.url());
        seen = channel.tailState(SCHEMA, SYMBOLS, NOW, REPORTED).orElseThrow();
        watch = new ContinuityWatch<>(SYMBOLS, channel);
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
    void asksForWhatMayBeMissingOfASymbolWhoseLastRecordsWereNotRead() {
        publish(closed(3), closed(4));
        publish(REPORTED.toMillis(), open(5));
        olderLeft = true;

        assertThat(gapsAfterResuming())
                .containsExactlyInAnyOrder(
                        gap(5, 20, Cause.RESTART), new Gap("ETHUSDT", openTime(3), openTime(20), Cause.RESTART, 0));
    }

    @Test
    void asksForWhatMayHaveBeenFoundMissingAndNotReportedBeforeTheOldestRecordThatWasRead() {
        publish(0, closed(3), closed(4));
        publishOther(0, closed(9));
        publish(REPORTED.toMillis() - 1, open(5));
        publishOther(REPORTED.toMillis() - 1, open(10));
        assertThat(seen.hasEnough()).isFalse();
        olderLeft = true;

        assertThat(gapsAfterResuming())
                .containsExactlyInAnyOrder(
                        gap(5, 20, Cause.RESTART),
                        new Gap("ETHUSDT", openTime(3), openTime(9), Cause.RESTART, 0),
                        new Gap("ETHUSDT", openTime(10), openTime(20), Cause.RESTART, 0));
    }

    @Test
    void doesNotAskWhereARecordIsOldEnough() {
        publish(0, closed(3));
        publishOther(0, closed(9));
        publish(REPORTED.toMillis(), closed(4));
        publishOther(REPORTED.toMillis(), open(10));
        assertThat(seen.hasEnough()).isTrue();
        olderLeft = true;

        assertThat(gapsAfterResuming())
                .containsExactlyInAnyOrder(
                        gap(5, 20, Cause.RESTART), new Gap("ETHUSDT", openTime(10), openTime(20), Cause.RESTART, 0));
    }

    @Test
    void countsRecordsFromLaterThanNow() {
        publish(closed(3), closed(800_000));
        assertThat(seen.fromTheFuture()).isEqualTo(1);
    }

    @Test
    void asksForAllWithinTheBoundWhereOnlyABackfillWasRead() {
        bound = Duration.ofMinutes(5);
        publish(history(3, EventSource.ARCHIVE));
        olderLeft = true;

        assertThat(gapsAfterResuming())
                .containsExactlyInAnyOrder(
                        gap(15, 20, Cause.RESTART), new Gap("ETHUSDT", openTime(15), openTime(20), Cause.RESTART, 0));
    }

    @Test
    void findsHolesThatTheRunBeforeDidNotHeal() {
        publish(closed(3), closed(6), history(7, EventSource.REST), closed(8), open(10));
        assertThat(gapsAfterResuming()).containsExactly(gap(4, 6, Cause.RESTART), gap(9, 20, Cause.RESTART));
    }

    @Test
    void knowsTheTradesOnBothSidesOfAHole() {
        publish(closed(3), closed(4, -1, 0), open(5), closed(7), history(9, EventSource.REST), closed(10), open(11));
        gapsAfterResuming();
        watch.take(open(15));

        assertThat(TestKlines.firstTradeId(channel, SYMBOL, openTime(5))).hasValue(400);
        assertThat(TestKlines.firstTradeId(channel, SYMBOL, openTime(7))).hasValue(700);
        assertThat(TestKlines.firstTradeId(channel, SYMBOL, openTime(8))).hasValue(800);
        assertThat(TestKlines.firstTradeId(channel, SYMBOL, openTime(9))).isEmpty();
        assertThat(TestKlines.firstTradeId(channel, SYMBOL, openTime(11))).hasValue(1100);
        assertThat(TestKlines.firstTradeId(channel, SYMBOL, openTime(15))).hasValue(1500);
    }

    @Test
    void takesOpenGapsUpAgainWithoutFindingThemTwice() {
        publish(closed(3), closed(6));
        report(4, 6, State.OPEN, 1);
        assertThat(gapsAfterResuming()).containsExactly(gap(7, 20, Cause.RESTART));
        assertThat(recorded.reports).containsExactly(new GapReport(found(4, 6), State.OPEN, 1));
    }

    @Test
    void trustsTheTopicMoreThanAReportThatAGapWasHealed() {
        publish(closed(3), closed(6));
        report(4, 6, State.HEALED, 5);
        report(4, 6, State.OPEN, 1);
        assertThat(gapsAfterResuming()).containsExactly(gap(4, 6, Cause.RESTART), gap(7, 20, Cause.RESTART));
        assertThat(recorded.reports).isEmpty();
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
        publish(history(-9000, EventSource.ARCHIVE), closed(18), history(-8999, EventSource.ARCHIVE));
        assertThat(gapsAfterResuming()).containsExactly(gap(19, 20, Cause.RESTART));
    }

    @Test
    void healsNoFurtherBackThanTheBound() {
        bound = Duration.ofMinutes(5);
        publish(closed(3));
        report(4, 6, State.OPEN, 1);
        assertThat(gapsAfterResuming()).containsExactly(gap(15, 20, Cause.RESTART));
        assertThat(recorded.reports).isEmpty();
    }

    @Test
    void aCandleOfTheFarFutureDoesNotEndTheSearch() {
        publish(closed(3), MinuteKlines.update(500_000, openTime(500_000), 1, 1, false), closed(5), closed(800_000));
        assertThat(gapsAfterResuming()).containsExactly(gap(4, 5, Cause.RESTART), gap(6, 20, Cause.RESTART));
    }

    @Test
    void aClosingUpdateThatNoCandleCanBeIsNoClosedCandle() {
        publish(closed(3), MinuteKlines.valued(closed(4), "1", "2", "3", "2", "10", "5"), closed(5));
        assertThat(gapsAfterResuming()).containsExactly(gap(4, 5, Cause.RESTART), gap(6, 20, Cause.RESTART));
    }

    @Test
    void aLossThatWasAskedForWithoutAnEndEndsWithTheExchangesTime() {
        publish(closed(3), closed(4), closed(19));
        past.take(openEnded(4), 0);
        assertThat(gapsAfterResuming()).isEmpty();
        assertThat(recorded.reports)
                .containsExactly(
                        new GapReport(new Gap(SYMBOL, openTime(4), openTime(20), Cause.LOSS, 1), State.OPEN, 1));
    }

    @Test
    void theCandleThatIsOpenNowIsWatchedBehindALossWithoutAnEnd() {
        publish(closed(3), closed(4), closed(19));
        past.take(openEnded(4), 0);
        now = openTime(20) + 34_567;
        assertThat(gapsAfterResuming()).isEmpty();

        watch.take(open(22));
        assertThat(missing()).containsExactly(gap(20, 22, Cause.RESTART));
    }

    private byte[] openEnded(int from) {
        GapReport asked = new GapReport(
                new Gap(
                        SYMBOL,
                        openTime(from),
                        Instant.parse("2200-01-01T00:00:00Z").toEpochMilli(),
                        Cause.LOSS,
                        1),
                State.OPEN,
                1);
        String text = new String(gapEncoder.encode(asked, 0).value(), StandardCharsets.ISO_8859_1);
        // Each text stands behind its length, doubled.
        return text.replace("(2200-01-01T00:00:00Z", "\u0000").getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void anEmptyStretchThatReachesIntoTheFutureIsKnownOnlyUntilNow() {
        publish(closed(3));
        report(4, 900_000, State.EMPTY, 1);
        assertThat(gapsAfterResuming()).isEmpty();
        assertThat(empties.firstUnknown(gap(4, 30, Cause.GRID))).isEqualTo(openTime(20));
    }

    @Test
    void passesOverWhatIsNoCandle() {
        seen.take(new byte[] {1, 2, 3}, 0);
        publish(closed(3));
        seen.take(new byte[0], 0);
        assertThat(gapsAfterResuming()).containsExactly(gap(4, 20, Cause.RESTART));
    }

    private void publish(Kline... klines) {
        publish(0, klines);
    }

    private void publish(long at, Kline... klines) {
        Stream.of(klines).forEach(kline -> seen.take(encoder.encode(kline, at).value(), at));
    }

    /** Of the other symbol. */
    private void publishOther(long at, Kline kline) {
        String text = new String(encoder.encode(kline, at).value(), StandardCharsets.ISO_8859_1);
        seen.take(text.replace(SYMBOL, "ETHUSDT").getBytes(StandardCharsets.ISO_8859_1), at);
    }

    private static Kline history(int candle, EventSource source) {
        Kline told = MinuteKlines.update(candle, openTime(candle + 1) - 1, Candle.NO_TRADE, 100, true);
        return new Kline(told.candle(), true, source);
    }

    private void report(int from, int to, State state, long at) {
        past.take(
                gapEncoder.encode(new GapReport(found(from, to), state, at), 0).value(), 0);
    }

    private List<Gap> gapsAfterResuming() {
        RepairSettings settings = new RepairSettings(
                Duration.ZERO, bound, 1, Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(1));
        EventHistory<Kline> history = channel.history(() -> Long.MAX_VALUE).orElseThrow();
        GapRepairer<Kline> repairer = new GapRepairer<>(
                history,
                empties,
                recorded.publisher(),
                new ProducerMetrics(List.of("klines")).stream("klines"),
                settings);
        StreamDefinition<Kline> stream =
                new StreamDefinition<>("klines", channel, SYMBOLS, "klines", 1, SCHEMA, Optional.of(settings));
        new StartupRecovery<>(stream, history::start, watch, empties, Optional.of(repairer))
                .resume(past, Optional.of(seen), olderLeft, now);
        return missing();
    }

    private List<Gap> missing() {
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
