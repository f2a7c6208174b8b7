package io.candlestream.producer.trade;

import static io.candlestream.producer.trade.TestTrades.SYMBOL;
import static io.candlestream.producer.trade.TestTrades.time;
import static io.candlestream.producer.trade.TestTrades.trade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.candlestream.ingest.channel.EventHistory.Newest;
import io.candlestream.ingest.channel.Gap;
import io.candlestream.ingest.channel.Gap.Cause;
import io.candlestream.ingest.channel.Gap.Times;
import io.candlestream.runtime.Seed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class IdContinuityTest {
    private static final long WALL = 5;

    private final IdContinuity continuity = new IdContinuity(TradeKind.TRADES, SYMBOL);
    private long nanos;

    @Test
    void theFirstTradeIsWhereItBegins() {
        take(100, 101, 102);

        assertThat(overdue()).isEmpty();
    }

    @Test
    void aSkippedIdIsAGapBetweenTheTradesAroundIt() {
        take(100, 104);

        assertThat(overdue())
                .containsExactly(new Gap(
                        SYMBOL, 101, 104, Optional.of(new Times(time(100), time(104) + 1)), Cause.TRADE_IDS, WALL));
        assertThat(overdue()).isEmpty();
    }

    @Test
    void whereNoTradeIsKnownWhatMayBeMissingUntilTheFirstIsByTime() {
        continuity.resumeUnseen(time(10), time(50), nanos++);
        take(70, 72);

        assertThat(overdue())
                .containsExactly(
                        new Gap(SYMBOL, time(10), time(50), Cause.RESTART, WALL),
                        new Gap(SYMBOL, time(50), time(70), Cause.RESTART, WALL),
                        new Gap(SYMBOL, 71, 72, Optional.of(new Times(time(70), time(72) + 1)), Cause.TRADE_IDS, WALL));
    }

    @Test
    void whatComesLateIsNotMissing() {
        take(100, 104, 102);

        assertThat(overdue()).extracting(Gap::from, Gap::to).containsExactly(pair(101, 102), pair(103, 104));
    }

    @Test
    void onlyWhatHasBeenMissingForAWhileIsAGap() {
        take(100);
        long before = nanos;
        take(104);

        assertThat(continuity.overdue(before, WALL)).isEmpty();
        assertThat(overdue()).hasSize(1);
    }

    @Test
    void theCauseIsTheInterruptionBeforeTheNextTrade() {
        take(100);
        continuity.interrupt();
        take(102, 104);

        assertThat(overdue()).extracting(Gap::cause).containsExactly(Cause.RECONNECT, Cause.TRADE_IDS);
    }

    @Test
    void whatTheExchangeHasBehindTheNewestAfterAnInterruptionIsMissing() {
        take(100);
        assertThat(continuity.isInDoubt()).isFalse();
        continuity.interrupt();
        assertThat(continuity.isInDoubt()).isTrue();
        continuity.expect(newest(99), nanos++);
        continuity.expect(newest(100), nanos++);
        assertThat(overdue()).isEmpty();

        continuity.expect(newest(103), nanos++);
        assertThat(overdue())
                .containsExactly(new Gap(
                        SYMBOL, 101, 104, Optional.of(new Times(time(100), time(103) + 1)), Cause.RECONNECT, WALL));
        take(105);
        assertThat(continuity.isInDoubt()).isFalse();
        assertThat(overdue()).extracting(Gap::from, Gap::to).containsExactly(pair(104, 105));
    }

    @Test
    void whatComesAfterAllIsNotMissingThoughTheExchangeHadIt() {
        take(100);
        continuity.interrupt();
        continuity.expect(newest(103), nanos++);
        take(102, 103);

        assertThat(overdue()).extracting(Gap::from, Gap::to).containsExactly(pair(101, 102));
    }

    @Test
    void theNextTradeTellsMoreThanAnAnswerThatComesBehindIt() {
        take(100);
        continuity.interrupt();
        take(101);
        continuity.expect(newest(110), nanos++);

        assertThat(overdue()).isEmpty();
    }

    @Test
    void whereNoTradeIsKnownTheNewestOfTheExchangeEndsWhatMayBeMissing() {
        assertThat(continuity.isInDoubt()).isFalse();
        continuity.interrupt();
        assertThat(continuity.isInDoubt()).as("nothing of it was ever known").isFalse();
        continuity.resumeUnseen(time(10), time(50), nanos++);
        assertThat(continuity.isInDoubt()).isTrue();
        continuity.expect(newest(60), nanos++);
        take(61, 63);

        assertThat(overdue())
                .extracting(Gap::from, Gap::to)
                .containsExactly(pair(time(10), time(50)), pair(time(50), time(60) + 1), pair(62, 63));
    }

    @Test
    void twoConnectionsThatOverlapLeaveNothingMissing() {
        take(100, 101, 102, 101, 102, 103, 106, 104, 107, 105);

        assertThat(overdue()).isEmpty();
    }

    @Test
    void idsThatStartAgainAreANewEpochAndNoFloodOfDuplicates() {
        take(5_000_000_000L, 5_000_000_001L);
        long before = time(5_000_000_001L);
        long later = before + 3_600_000;
        continuity.take(trade(17, later), nanos++);
        continuity.take(trade(18, later + 5), nanos++);
        continuity.take(trade(21, later + 9), nanos++);

        assertThat(overdue())
                .containsExactly(
                        new Gap(SYMBOL, before + 1, later, Cause.EPOCH, WALL),
                        new Gap(SYMBOL, 19, 21, Optional.of(new Times(later + 5, later + 10)), Cause.TRADE_IDS, WALL));
    }

    @Test
    void aLateTradeOfTheEpochBeforeTearsNoGap() {
        take(5_000_000_000L, 5_000_000_001L);
        long later = time(5_000_000_001L) + 3_600_000;
        continuity.take(trade(17, later), nanos++);
        take(5_000_000_002L, 5_000_000_003L);
        continuity.take(trade(18, later + 5), nanos++);

        assertThat(overdue()).extracting(Gap::cause).containsExactly(Cause.EPOCH);
    }

    @Test
    void aRestartGoesOnWhereTheTopicEnds() {
        continuity.resume(List.of(run(90, 100), run(103, 110)), nanos++);
        take(115);

        assertThat(overdue())
                .extracting(Gap::from, Gap::to, Gap::cause)
                .containsExactly(tuple(101L, 103L, Cause.RESTART), tuple(111L, 115L, Cause.RESTART));
    }

    @Test
    void aGapOfAnEarlierRunIsSettled() {
        continuity.resume(List.of(run(90, 100), run(103, 110)), nanos++);
        continuity.settle(100, 103);

        assertThat(overdue()).isEmpty();
    }

    @Test
    void whateverTheOrderExactlyTheLostIdsAreMissing() {
        Seed seed = Seed.next();
        Random random = seed.random();
        for (int round = 0; round < 300; round++) {
            IdContinuity one = new IdContinuity(TradeKind.TRADES, SYMBOL);
            Set<Long> lost = new HashSet<>();
            List<Long> late = new ArrayList<>();
            int last = 100 + random.nextInt(200);
            one.take(trade(100), 0);
            for (long id = 101; id < last; id++) {
                switch (random.nextInt(6)) {
                    case 0 -> lost.add(id);
                    case 1 -> late.add(id);
                    default -> one.take(trade(id), 0);
                }
                if (!late.isEmpty() && random.nextInt(3) == 0) {
                    one.take(trade(late.remove(random.nextInt(late.size()))), 0);
                }
            }
            one.take(trade(last), 0);
            late.forEach(id -> one.take(trade(id), 0));

            assertThat(one.overdue(1, WALL).stream().flatMapToLong(gap -> LongStream.range(gap.from(), gap.to())))
                    .as("%s, round %d", seed, round)
                    .containsExactlyInAnyOrderElementsOf(lost);
        }
    }

    private void take(long... ids) {
        for (long id : ids) {
            continuity.take(trade(id), nanos++);
        }
    }

    private List<Gap> overdue() {
        return continuity.overdue(nanos + 1, WALL);
    }

    private static IdContinuity.Run run(long first, long last) {
        return new IdContinuity.Run(first, time(first), last, time(last));
    }

    private static Newest newest(long id) {
        return new Newest(id, time(id));
    }

    private static Tuple pair(long from, long to) {
        return tuple(from, to);
    }
}
