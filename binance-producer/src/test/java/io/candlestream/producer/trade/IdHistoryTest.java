package io.candlestream.producer.trade;

import static io.candlestream.producer.trade.TestTrades.SYMBOL;
import static io.candlestream.producer.trade.TestTrades.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.candlestream.history.PastTrade;
import io.candlestream.ingest.channel.EventHistory.Newest;
import io.candlestream.ingest.channel.EventHistory.Part;
import io.candlestream.ingest.channel.EventHistory.Range;
import io.candlestream.ingest.channel.EventSource;
import io.candlestream.ingest.channel.Gap;
import io.candlestream.ingest.channel.Gap.Cause;
import io.candlestream.ingest.channel.Gap.Times;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdHistoryTest {
    private TestTradeRest exchange;
    private IdHistory<PastTrade> history;

    @BeforeEach
    void start() throws IOException {
        exchange = new TestTradeRest(100, 5000);
        history = new IdHistory<>(TradeKind.TRADES, exchange.client(), () -> time(exchange.last()));
    }

    @AfterEach
    void stop() {
        exchange.close();
    }

    @Test
    void aPartIsAPageAndTheNextOneGoesOnBehindIt() throws Exception {
        Part<Trade> part = history.read(gap(200, 1500), 200);
        Part<Trade> rest = history.read(gap(200, 1500), 1200);

        assertThat(part.events()).hasSize(1000).first().satisfies(trade -> {
            assertThat(trade.id()).isEqualTo(200);
            assertThat(trade.source()).isEqualTo(EventSource.REST);
            assertThat(trade.tradeTime()).isEqualTo(time(200));
        });
        assertThat(part.ranges())
                .extracting(Range::from, Range::to, Range::found)
                .containsExactly(tuple(200L, 1200L, true));
        assertThat(rest.ranges())
                .extracting(Range::from, Range::to, Range::found)
                .containsExactly(tuple(1200L, 1500L, true));
    }

    @Test
    void aShortPageIsNotTheEnd() throws Exception {
        exchange.most(10);
        Part<Trade> part = history.read(gap(200, 1500), 200);

        assertThat(part.ranges())
                .extracting(Range::from, Range::to, Range::found)
                .containsExactly(tuple(200L, 210L, true));
    }

    @Test
    void whatIsNotYetWrittenIsStillMissingAndIsNotBelievedToBeNone() throws Exception {
        exchange.last(199);
        Part<Trade> part = history.read(gap(200, 300), 200);

        assertThat(part.events()).isEmpty();
        assertThat(part.ranges())
                .extracting(Range::from, Range::to, Range::found)
                .containsExactly(tuple(200L, 300L, false));
        assertThat(history.isContradicted(gap(200, 300))).isTrue();
    }

    @Test
    void belowTheFloorOfRestThereIsNothingToBeHad() throws Exception {
        Part<Trade> part = history.read(gap(50, 120), 50);

        assertThat(part.ranges())
                .extracting(Range::from, Range::to, Range::found)
                .containsExactly(tuple(50L, 100L, false), tuple(100L, 120L, true));
        assertThat(history.isContradicted(gap(50, 100))).isFalse();
    }

    @Test
    void aFloorThatRisesIsTheFloor() throws Exception {
        history.read(gap(50, 60), 50);
        exchange.floor(3000);
        history.read(gap(200, 300), 200);

        assertThat(history.isContradicted(gap(200, 300))).isFalse();
    }

    @Test
    void aTradeThatRestPassesOverIsNotToBeHadAndWhatIsNewerThanItsTradesIs() throws Exception {
        exchange.passesOver(210);
        Part<Trade> part = history.read(gap(200, 300), 200);
        history.read(gap(210, 211), 210);

        assertThat(part.ranges())
                .extracting(Range::from, Range::to, Range::found)
                .containsExactly(tuple(200L, 210L, true), tuple(210L, 211L, false), tuple(211L, 300L, true));
        assertThat(history.isContradicted(gap(210, 211))).isFalse();
        assertThat(history.isContradicted(gap(5001, 5010))).isTrue();
    }

    @Test
    void tradesOfAnotherEpochAreNotThoseThatAreMissing() throws Exception {
        Gap before = new Gap(
                SYMBOL,
                200,
                300,
                Optional.of(new Times(time(200) - 9_000_000, time(300) - 9_000_000)),
                Cause.RESTART,
                7);
        Part<Trade> part = history.read(before, 200);

        assertThat(part.events()).isEmpty();
        assertThat(part.refused()).isEqualTo(100);
        assertThat(part.ranges()).extracting(Range::found).containsExactly(false);
    }

    @Test
    void whatIsOlderThanTheBoundIsLeftOutOnce() throws Exception {
        exchange.last(20_000);
        Gap old = gap(10_000, 20_000, Cause.RESTART);
        Gap part = history.placed(old, Duration.ofMillis(time(exchange.last()) - time(18_000)));

        assertThat(history.placed(gap(200, 300), Duration.ofDays(7))).isEqualTo(gap(200, 300));
        assertThat(part.from()).isEqualTo(18_000);
        assertThat(part.fromTime()).isEqualTo(time(18_000));
        exchange.last(20_005);
        assertThat(history.placed(part, Duration.ofMillis(time(20_000) - time(18_000))))
                .isEqualTo(part);
        assertThat(history.placed(gap(200, 300, Cause.RESTART), Duration.ofMillis(1))
                        .from())
                .isEqualTo(300);
    }

    /** The next trade of a quiet pair, which shows the gap, may come later than the bound. */
    @Test
    void whatWasSkippedWhileTheConnectionStoodIsNeverTooOld() throws Exception {
        assertThat(history.placed(gap(200, 300), Duration.ofMillis(1))).isEqualTo(gap(200, 300));
    }

    @Test
    void knowsTheNewestTrade() throws Exception {
        assertThat(history.newest(SYMBOL)).contains(new Newest(5000, time(5000)));
    }

    @Test
    void whatTheConsumerLostBetweenTwoTimesIsFetchedByIds() throws Exception {
        Gap lost = new Gap(SYMBOL, time(200), time(300), Cause.LOSS, 7);
        Gap upToNow = new Gap(SYMBOL, time(200), time(9000), Cause.LOSS, 7);

        assertThat(history.placed(lost, Duration.ofDays(7)))
                .isEqualTo(new Gap(SYMBOL, 200, 300, Optional.of(new Times(time(200), time(300))), Cause.LOSS, 7));
        assertThat(history.placed(upToNow, Duration.ofDays(7)).to()).isEqualTo(exchange.last() + 1);
    }

    private static Gap gap(long from, long to) {
        return gap(from, to, Cause.TRADE_IDS);
    }

    private static Gap gap(long from, long to, Cause cause) {
        return new Gap(SYMBOL, from, to, Optional.of(new Times(time(from - 1), time(to) + 1)), cause, 7);
    }
}
