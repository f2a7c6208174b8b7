package io.candlestream.ingest.repair;

import static io.candlestream.producer.kline.MinuteKlines.SYMBOL;
import static io.candlestream.producer.kline.MinuteKlines.openTime;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.candlestream.ingest.channel.Continuity;
import io.candlestream.ingest.channel.EventSource;
import io.candlestream.ingest.channel.Gap;
import io.candlestream.ingest.channel.Gap.Cause;
import io.candlestream.ingest.channel.RepairSettings;
import io.candlestream.ingest.metrics.ProducerMetrics;
import io.candlestream.ingest.repair.GapReport.State;
import io.candlestream.producer.kline.Kline;
import io.candlestream.producer.kline.KlineChannel;
import io.candlestream.producer.kline.MinuteKlines;
import io.candlestream.producer.kline.TestKlines;
import io.candlestream.schema.Interval;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GapRepairerTest {
    private static final String GONE = "GONEUSDT";
    private static final Duration CONFIRM = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofMillis(20);
    /** The client gives an answer up after 20 seconds. */
    private static final Duration BEYOND_A_LOST_ANSWER = Duration.ofSeconds(60);

    private final RecordedRepair recorded = new RecordedRepair();
    private final ProducerMetrics metrics = new ProducerMetrics(List.of("klines"));
    private final EmptyRanges empties = new EmptyRanges();
    private TestExchangeRest exchange;
    private KlineChannel channel;
    private GapRepairer<Kline> repairer;
    private Thread thread;

    @BeforeEach
    void start() throws IOException {
        exchange = new TestExchangeRest();
        channel = TestKlines.channel(Interval.MINUTE_1, List.of(SYMBOL, GONE), exchange.url());
        repairer = new GapRepairer<>(
                channel.history(() -> Long.MAX_VALUE).orElseThrow(),
                empties,
                recorded.publisher(),
                metrics.stream("klines"),
                new RepairSettings(Duration.ZERO, Duration.ofDays(7), 1, CONFIRM, PAUSE, PAUSE));
        thread = new Thread(this::repair);
        thread.start();
    }

    private Continuity<Kline> continuity() {
        return channel.continuity(SYMBOL).orElseThrow();
    }

    private void repair() {
        try {
            repairer.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        thread.interrupt();
        thread.join();
        exchange.close();
    }

    @Test
    void publishesTheMissingCandlesAndThenSaysSo() {
        exchange.with(0, 2000);
        repairer.add(gap(3, 503));
        assertStates(report(3, 503, State.OPEN), report(3, 503, State.HEALED));
        assertThat(recorded.safeAtReport).containsExactly(0, 500);
        assertThat(recorded.candles)
                .extracting(Kline::openTime)
                .containsExactlyElementsOf(LongStream.range(3, 503)
                        .map(candle -> openTime((int) candle))
                        .boxed()
                        .toList());
        assertThat(recorded.candles)
                .allMatch(candle ->
                        candle.closed() && candle.source() == EventSource.REST && candle.eventTime() >= openTime(1000));
        assertThat(metrics)
                .hasToString("0 frames, 0 published, 0 rejected,"
                        + " 1 gaps (1 stretches healed, 0 empty, 500 records, 0 retries)");
    }

    @Test
    void numbersTheTradesWhereTheChainTellsThem() {
        exchange.with(0, 20);
        TestKlines.remember(channel, SYMBOL, Map.of(openTime(3), 5000L, openTime(5), 5200L, openTime(9), 5999L));
        repairer.add(gap(3, 5));
        await().until(() -> recorded.reports.size() == 2);
        repairer.add(gap(7, 9));
        await().until(() -> recorded.reports.size() == 4);
        repairer.add(gap(5, 9));
        await().until(() -> recorded.reports.size() == 6);

        assertThat(recorded.candles)
                .extracting(Kline::firstTradeId, Kline::lastTradeId, Kline::knowsTradeIds)
                .containsExactly(
                        tuple(5000L, 5099L, true),
                        tuple(5100L, 5199L, true),
                        tuple(5799L, 5898L, true),
                        tuple(5899L, 5998L, true),
                        tuple(-1L, -1L, false),
                        tuple(-1L, -1L, false),
                        tuple(-1L, -1L, false),
                        tuple(-1L, -1L, false));
    }

    @Test
    void asksForALongGapInPartsAndReportsItAsOne() {
        exchange.with(0, 12_000).with(13_000, 25_000).now(openTime(25_000));
        repairer.add(gap(0, 25_000));
        assertStates(
                report(0, 25_000, State.OPEN),
                report(0, 12_000, State.HEALED),
                report(12_000, 13_000, State.OPEN),
                report(13_000, 25_000, State.HEALED),
                report(12_000, 13_000, State.EMPTY));
        assertThat(recorded.candles).hasSize(24_000);
    }

    @Test
    void tellsApartWhatTheExchangeDoesNotHave() {
        exchange.with(3, 4).with(6, 9);
        repairer.add(gap(2, 10));
        List<GapReport> found = List.of(
                report(2, 10, State.OPEN),
                report(2, 3, State.OPEN),
                report(3, 4, State.HEALED),
                report(4, 6, State.OPEN),
                report(6, 9, State.HEALED),
                report(9, 10, State.OPEN));
        List<GapReport> confirmed =
                List.of(report(9, 10, State.EMPTY), report(4, 6, State.EMPTY), report(2, 3, State.EMPTY));

        await().until(() -> recorded.reports.size() == found.size() + confirmed.size());
        assertReports(recorded.reports.subList(0, found.size())).containsExactlyElementsOf(found);
        assertReports(recorded.reports.subList(found.size(), recorded.reports.size()))
                .containsExactlyInAnyOrderElementsOf(confirmed); // each waits a random time for its next answer
    }

    @Test
    void oneAnswerIsNoProofThatThereAreNoCandles() {
        repairer.add(gap(2, 5));
        await().until(() -> !exchange.asked.isEmpty());
        exchange.with(0, 20);

        assertStates(report(2, 5, State.OPEN), report(2, 5, State.HEALED));
        assertThat(exchange.asked).hasSizeGreaterThan(1);
    }

    @Test
    void aCandleThatCannotBeIsNeitherHealedNorEmptyUntilItIsToldRight() {
        exchange.with(0, 20).garble(3);
        repairer.add(gap(2, 5));
        await().until(() -> exchange.asked.stream().filter(asked(3, 4)::equals).count() > 4);
        assertThat(recorded.candles).extracting(Kline::openTime).containsExactly(openTime(2), openTime(4));
        assertStates(
                report(2, 5, State.OPEN),
                report(2, 3, State.HEALED),
                report(3, 4, State.OPEN),
                report(4, 5, State.HEALED));

        exchange.correct();
        assertStates(
                report(2, 5, State.OPEN),
                report(2, 3, State.HEALED),
                report(3, 4, State.OPEN),
                report(4, 5, State.HEALED),
                report(3, 4, State.HEALED));
        assertThat(recorded.candles).hasSize(3);
    }

    @Test
    void candlesOfAShorterIntervalAreNotThoseThatAreMissing() {
        exchange.with(0, 20);
        exchange.tellSeconds();
        repairer.add(gap(2, 5));
        await().until(() -> exchange.asked.size() > 3);
        assertThat(recorded.candles).isEmpty();

        exchange.correct();
        assertStates(report(2, 5, State.OPEN), report(2, 5, State.HEALED));
        assertThat(recorded.candles)
                .hasSize(3)
                .allMatch(candle -> candle.candle().closeTime() == candle.openTime() + MinuteKlines.MINUTE - 1);
    }

    @Test
    void anAnswerThatIsOlderThanTheLastTradeIsAskedForAgain() {
        exchange.with(0, 20).staleAnswers(2);
        TestKlines.remember(channel, SYMBOL, Map.of(openTime(3), 5000L, openTime(5), 5200L));
        repairer.add(gap(3, 5));

        assertStates(report(3, 5, State.OPEN), report(3, 5, State.HEALED));
        assertThat(recorded.candles)
                .extracting(Kline::trades, Kline::firstTradeId)
                .containsExactly(tuple(100L, 5000L), tuple(100L, 5100L));
    }

    @Test
    void fewerTradesThanTheIdsSayAreBelievedAfterThreeAnswers() {
        exchange.with(0, 20).staleAnswers(Integer.MAX_VALUE);
        TestKlines.remember(channel, SYMBOL, Map.of(openTime(3), 5000L, openTime(5), 5200L));
        repairer.add(gap(3, 5));

        assertStates(report(3, 5, State.OPEN), report(3, 5, State.HEALED));
        assertThat(exchange.asked).hasSize(3);
        assertThat(recorded.candles)
                .extracting(Kline::trades, Kline::knowsTradeIds)
                .containsExactly(tuple(50L, false), tuple(50L, false));
    }

    @Test
    void asksThriceBeforeItCallsAStretchEmpty() {
        repairer.add(gap(2, 5));
        assertStates(report(2, 5, State.OPEN), report(2, 5, State.EMPTY));
        assertThat(exchange.asked).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void whatWasConfirmedEmptyIsHealedWhenThereAreCandlesLater() {
        empties.add(gap(2, 8));
        exchange.with(4, 6);
        repairer.lookAgain(gap(2, 8));

        assertStates(report(2, 4, State.EMPTY), report(4, 6, State.HEALED), report(6, 8, State.EMPTY));
        assertThat(empties.firstUnknown(gap(3, 8))).isEqualTo(openTime(4));
        assertThat(recorded.candles).hasSize(2);
    }

    @Test
    void candlesWhoseTradesAreKnownAreNeverEmpty() {
        repairer.add(new Gap(SYMBOL, openTime(2), openTime(5), Cause.TRADE_IDS, 7));

        await().until(() -> exchange.asked.size() > 5);
        assertThat(recorded.reports).extracting(GapReport::state).containsOnly(State.OPEN);
    }

    @Test
    void nothingIsEmptyWhereTheTradeIdsTellOfTrades() {
        take(MinuteKlines.closed(1));
        take(MinuteKlines.closed(5));
        repairer.add(gap(2, 5));
        await().atMost(BEYOND_A_LOST_ANSWER)
                .until(() -> exchange.asked.stream().filter(asked(2, 5)::equals).count() > 6);
        assertThat(recorded.reports).extracting(GapReport::state).containsOnly(State.OPEN);

        exchange.with(2, 5);
        await().atMost(BEYOND_A_LOST_ANSWER).until(() -> recorded.candles.size() == 3);
    }

    @Test
    void withoutTradesInBetweenAStretchMayBeEmpty() {
        take(MinuteKlines.closed(1));
        take(MinuteKlines.closed(5, 200, 7));
        repairer.add(gap(2, 5));

        assertStates(report(2, 5, State.OPEN), report(2, 5, State.EMPTY));
    }

    @Test
    void tellsWhatHindersIt() {
        exchange.with(0, 20);
        exchange.breakDown();
        repairer.add(gap(1, 3));
        await().untilAsserted(
                        () -> assertThat(repairer.trouble().orElse("")).contains("gaps are not healed", "HTTP 500"));
        exchange.recover();

        await().until(() -> repairer.trouble().isEmpty());
    }

    @Test
    void aSymbolThatIsRefusedForGoodHoldsUpNoOlderGap() {
        exchange.with(0, 20);
        exchange.refuse(GONE);
        repairer.add(new Gap(GONE, openTime(10), openTime(12), Cause.RECONNECT, 7));
        await().until(() -> exchange.asked.size() > 2);
        repairer.add(gap(2, 5));

        await().until(() -> recorded.candles.size() == 3);
        assertThat(repairer.trouble()).isEmpty();
    }

    @Test
    void aSymbolWhoseAnswerIsNeverBelievedHoldsUpNoOlderGap() {
        exchange.with(0, 20);
        exchange.misplace(GONE);
        repairer.add(new Gap(GONE, openTime(10), openTime(12), Cause.RECONNECT, 7));
        await().until(() -> exchange.asked.size() > 2);
        repairer.add(gap(2, 5));

        await().until(() -> recorded.candles.size() == 3);
    }

    @Test
    void doesNotAskAgainForWhatIsKnownToBeEmpty() {
        repairer.add(gap(2, 5));
        await().until(() -> recorded.reports.size() == 2);
        repairer.add(gap(2, 5));
        repairer.add(gap(3, 4));
        repairer.add(gap(8, 9));
        await().until(() -> recorded.reports.size() == 4);
        assertThat(exchange.asked).containsOnly(asked(2, 5), asked(8, 9));
    }

    @Test
    void makesOneStretchOfAHoleThatGoesOn() {
        repairer.add(gap(2, 5));
        await().until(() -> recorded.reports.size() == 2);
        repairer.add(gap(5, 8));
        assertStates(
                report(2, 5, State.OPEN),
                report(2, 5, State.EMPTY),
                report(2, 8, State.OPEN),
                report(2, 8, State.EMPTY));
        assertThat(exchange.asked).containsOnly(asked(2, 5), asked(5, 8));
    }

    @Test
    void aHoleThatGetsOneCandleLongerIsAskedForOnceMore() {
        repairer.add(gap(2, 5));
        await().until(() -> recorded.reports.size() == 2);
        exchange.asked.clear();
        repairer.add(gap(5, 6));
        await().until(() -> recorded.reports.size() == 4);
        assertThat(exchange.asked).containsExactly(asked(5, 6));
    }

    @Test
    void triesAgainUntilTheExchangeAnswers() {
        exchange.with(0, 20);
        exchange.breakDown();
        repairer.add(gap(1, 3));
        await().until(() -> metrics.toString().contains("2 retries"));
        repairer.add(gap(3, 4));
        assertThat(recorded.candles).isEmpty();
        exchange.recover();
        await().until(() -> recorded.candles.size() == 3);
        await().untilAsserted(() -> assertThat(recorded.reports)
                .anyMatch(report -> report.gap().to() == openTime(4) && report.state() == State.HEALED)
                .filteredOn(report -> report.state() == State.EMPTY)
                .isEmpty());
    }

    @Test
    void doesNotCallEmptyWhatIsNotOverYet() {
        exchange.with(0, 20).now(openTime(5) + 1);
        repairer.add(gap(3, 5000));
        assertStates(report(3, 5000, State.OPEN), report(3, 5, State.HEALED));
    }

    private void take(Kline kline) {
        continuity().take(kline, System.nanoTime());
    }

    private void assertStates(GapReport... reports) {
        await().until(() -> recorded.reports.size() == reports.length);
        assertReports(recorded.reports).containsExactly(reports);
    }

    private static ListAssert<GapReport> assertReports(List<GapReport> reports) {
        return assertThat(reports).usingRecursiveFieldByFieldElementComparatorIgnoringFields("at", "gap.foundAt");
    }

    private static GapReport report(int from, int to, State state) {
        return new GapReport(gap(from, to), state, 0);
    }

    private static Gap gap(int from, int to) {
        return new Gap(SYMBOL, openTime(from), openTime(to), Cause.RECONNECT, 7);
    }

    private static String asked(int from, int to) {
        return SYMBOL + " " + openTime(from) + " " + (openTime(to) - 1);
    }
}
