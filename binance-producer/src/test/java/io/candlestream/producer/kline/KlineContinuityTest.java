package io.candlestream.producer.kline;

import static io.candlestream.producer.kline.MinuteKlines.closed;
import static io.candlestream.producer.kline.MinuteKlines.open;
import static io.candlestream.producer.kline.MinuteKlines.openTime;
import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.ingest.channel.EventSource;
import io.candlestream.ingest.channel.Gap;
import io.candlestream.ingest.channel.Gap.Cause;
import io.candlestream.schema.Interval;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KlineContinuityTest {
    private final KlineContinuity continuity = new KlineContinuity(MinuteKlines.SYMBOL, Interval.MINUTE_1);

    @Test
    void beginsAmidACandle() {
        take(open(5), closed(5), open(6), closed(6));
        assertThat(gaps()).isEmpty();
    }

    @Test
    void beginsWithALateClosingUpdate() {
        take(closed(4), open(5), closed(5));
        assertThat(gaps()).isEmpty();
    }

    @Test
    void repeatedOldAndLateUpdatesAreNoGap() {
        take(open(5), closed(5), closed(5), open(5), open(6), open(7), closed(6), closed(7), closed(6), open(8));
        assertThat(gaps()).isEmpty();
    }

    @Test
    void aCandleWithoutTradesGoesOnWithTheChain() {
        take(closed(5), closed(6, 0, 0), closed(7, 600, 10), closed(8, 610, 1));
        assertThat(gaps()).isEmpty();
    }

    @Test
    void findsSkippedCandles() {
        take(closed(5), open(9), closed(9));
        assertThat(gaps()).containsExactly(gap(6, 9, Cause.GRID));
        assertThat(gaps()).isEmpty();
    }

    @Test
    void findsACandleThatWasNeverClosed() {
        take(closed(5), open(6), open(7));
        assertThat(gaps()).containsExactly(gap(6, 7, Cause.LATE_CLOSE));
    }

    @Test
    void findsWhatAReconnectionMissed() {
        take(closed(5), open(6));
        continuity.interrupt();
        take(open(8), closed(8), open(10));
        assertThat(gaps()).containsExactly(gap(6, 8, Cause.RECONNECT), gap(9, 10, Cause.GRID));
    }

    @Test
    void findsWhatAQuietSymbolMissedByTheExchangesClock() {
        take(closed(5));
        continuity.expect(openTime(7) - 1, 0);
        continuity.expect(openTime(7), 0);
        continuity.expect(openTime(9) + 3, 0);
        assertThat(gaps()).containsExactly(gap(6, 9, Cause.LATE_CLOSE));
    }

    @Test
    void expectsNothingOfASymbolThatWasNeverSeen() {
        continuity.expect(openTime(9), 0);
        assertThat(gaps()).isEmpty();
    }

    @Test
    void waitsForALateClose() {
        take(closed(5));
        continuity.expect(openTime(7), 10);
        assertThat(continuity.overdue(10, 0)).isEmpty();
        take(closed(6));
        assertThat(gaps()).isEmpty();
    }

    @Test
    void cutsWhatCameLateOutOfAGap() {
        take(closed(5), open(10), closed(7), closed(6), closed(9));
        assertThat(gaps()).containsExactly(gap(8, 9, Cause.GRID));
    }

    @Test
    void findsTradesThatAreMissingBetweenCandles() {
        take(closed(5), closed(6, 0, 0), closed(7, 601, 10), closed(7, 601, 10), closed(8, 611, 1));
        assertThat(gaps()).containsExactly(gap(5, 8, Cause.TRADE_IDS));
    }

    @Test
    void knowsTheTradesOnBothSidesOfWhatIsMissing() {
        take(closed(4), closed(5), open(8));
        assertThat(continuity.firstTradeId(openTime(6))).hasValue(600);
        assertThat(continuity.firstTradeId(openTime(8))).hasValue(800);
        assertThat(continuity.firstTradeId(openTime(7))).isEmpty();
        assertThat(gaps()).containsExactly(gap(6, 8, Cause.GRID));

        take(closed(8), closed(9, 901, 99), closed(10));
        assertThat(continuity.firstTradeId(openTime(6))).hasValue(600);
        assertThat(continuity.firstTradeId(openTime(8))).hasValue(800);
        assertThat(continuity.firstTradeId(openTime(11))).hasValue(1100);
        assertThat(gaps()).containsExactly(gap(8, 10, Cause.TRADE_IDS));
    }

    @Test
    void findsTradesThatAreMissingWithinACandle() {
        Kline whole = closed(6);
        Kline fewer = MinuteKlines.update(6, whole.eventTime(), whole.firstTradeId(), 99, true);
        Kline torn = TestKlines.kline(
                fewer.symbol(),
                fewer.interval(),
                fewer.eventTime(),
                fewer.openTime(),
                fewer.candle().closeTime(),
                fewer.firstTradeId(),
                whole.lastTradeId(),
                "1",
                "2",
                "1",
                "2",
                "10",
                "15",
                "5",
                "7",
                99,
                true,
                EventSource.SOCKET);
        take(closed(5), torn, closed(7));
        assertThat(gaps()).containsExactly(gap(6, 7, Cause.TRADE_IDS));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0.5, 1, 2, 10, 5", // high below low
        "1, 2, 3, 2, 10, 5", // low above high
        "1, 2, 0, 2, 10, 5",
        "1, 2, 1, 3, 10, 5",
        "1, 2, 1, 2, -10, 5",
        "1, 2, 1, 2, 10, 11",
        "1, 1e400, 1, 2, 10, 5",
    })
    void aClosingUpdateThatNoCandleCanBeLeavesItsPlaceOpen(
            String open, String high, String low, String close, String volume, String takerBuyVolume) {
        Kline impossible = MinuteKlines.valued(closed(6), open, high, low, close, volume, takerBuyVolume);
        take(closed(5), impossible, closed(7));
        continuity.expect(openTime(8), 0);
        assertThat(gaps()).containsExactly(gap(6, 7, Cause.LATE_CLOSE));
    }

    @Test
    void aClosingUpdateThatClosesAtAWrongTimeLeavesItsPlaceOpen() {
        Kline six = closed(6);
        Kline late = MinuteKlines.closingAt(six, six.candle().closeTime() + 1);
        take(closed(5), open(6), late, closed(7));
        assertThat(gaps()).containsExactly(gap(6, 7, Cause.LATE_CLOSE));
    }

    @Test
    void aWrongTimeTearsNoGap() {
        Kline ahead = MinuteKlines.update(5000, openTime(6), 1, 1, false);
        take(closed(5), ahead, open(6), closed(6));
        assertThat(gaps()).isEmpty();
    }

    @Test
    void goesOnWhereTheTopicEnds() {
        continuity.resume(openTime(2), new TreeSet<>(List.of(openTime(2), openTime(3), openTime(6))), 0, 0);
        take(open(9));
        assertThat(gaps()).containsExactly(gap(4, 6, Cause.RESTART), gap(7, 9, Cause.RESTART));
    }

    @Test
    void healsNothingBeforeTheBound() {
        continuity.resume(openTime(2), new TreeSet<>(List.of(openTime(2))), openTime(7) + 1, 0);
        continuity.expect(openTime(10), 0);
        assertThat(gaps()).containsExactly(gap(7, 10, Cause.RESTART));
    }

    @Test
    void countsThreeDayCandlesFromAKnownOne() {
        long day = 86_400_000;
        KlineContinuity threeDays = new KlineContinuity(MinuteKlines.SYMBOL, Interval.DAY_3);
        threeDays.resume(day, new TreeSet<>(List.of(day)), 0, 0);
        threeDays.expect(11 * day, 0);
        assertThat(threeDays.overdue(1, 0))
                .containsExactly(new Gap(MinuteKlines.SYMBOL, 4 * day, 10 * day, Cause.RESTART, 0));
    }

    private void take(Kline... klines) {
        Stream.of(klines).forEach(kline -> continuity.take(kline, 0));
    }

    private List<Gap> gaps() {
        return continuity.overdue(1, 0);
    }

    private static Gap gap(int from, int to, Cause cause) {
        return new Gap(MinuteKlines.SYMBOL, openTime(from), openTime(to), cause, 0);
    }
}
