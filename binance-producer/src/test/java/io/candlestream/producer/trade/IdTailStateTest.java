package io.candlestream.producer.trade;

import static io.candlestream.producer.trade.TestTrades.SYMBOL;
import static io.candlestream.producer.trade.TestTrades.time;
import static io.candlestream.producer.trade.TestTrades.trade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.candlestream.ingest.channel.EventSource;
import io.candlestream.ingest.channel.Gap;
import io.candlestream.ingest.channel.Gap.Cause;
import io.candlestream.schema.RecordSchema;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class IdTailStateTest {
    private static final Schema SCHEMA =
            RecordSchema.TRADES.load(Path.of(System.getProperty("candlestream.home"), "schemas/trades.avsc"));
    private static final long NOW = time(1_000_000);
    private static final Duration REPORTED = Duration.ofMinutes(1);

    private final TradeEncoder encoder = new TradeEncoder(SCHEMA);
    private final IdContinuity continuity = new IdContinuity(TradeKind.TRADES, SYMBOL);
    private final IdTailState tail =
            new IdTailState(SCHEMA, "trade_id", List.of(SYMBOL), symbol -> continuity, NOW, REPORTED);

    @Test
    void whatIsMissingInTheTopicIsMissing() {
        take(LongStream.rangeClosed(100, 120).filter(id -> id != 105 && id != 106));

        assertThat(tail.resume(SYMBOL, 0)).hasValue(time(120));
        assertThat(overdue()).extracting(Gap::from, Gap::to).containsExactly(tuple(105L, 107L));
    }

    @Test
    void hasEnoughOnceARecordIsSoOldThatAGapBehindItWasReported() {
        take(trade(120), 70_000);
        take(trade(110), 70_000 - REPORTED.toMillis() + 1);
        take(fetched(50), 0);
        assertThat(tail.hasEnough()).isFalse();

        take(trade(100), 70_000 - REPORTED.toMillis());
        assertThat(tail.hasEnough()).isTrue();
        assertThat(tail.hasEnough(SYMBOL)).isTrue();
        assertThat(tail.hasEnough("QUIET")).isFalse();
    }

    @Test
    void whereNoRecordIsOldEnoughItGoesOnFromTheOldestLiveOneOfAny() {
        IdContinuity other = new IdContinuity(TradeKind.TRADES, "QUIET");
        IdTailState both = new IdTailState(
                SCHEMA,
                "trade_id",
                List.of(SYMBOL, "QUIET"),
                name -> name.equals("QUIET") ? other : continuity,
                NOW,
                REPORTED);
        both.take(encoder.encode(trade(100), NOW).value(), 0);
        both.take(encoder.encode(quiet(7), NOW).value(), REPORTED.toMillis() - 1);

        assertThat(both.resumeUnseen("QUIET", 0, NOW)).isEqualTo(time(100));
        assertThat(both.resume("QUIET", 0)).hasValue(time(500));
        other.take(quiet(9), 0);
        assertThat(other.overdue(Long.MAX_VALUE, 5))
                .extracting(Gap::from, Gap::to, Gap::cause)
                .containsExactly(tuple(time(100), time(500), Cause.RESTART), tuple(8L, 9L, Cause.RESTART));
    }

    @Test
    void laterStretchesOfTheTopicAreReadBeforeEarlierOnes() {
        take(LongStream.rangeClosed(200, 220));
        take(LongStream.rangeClosed(150, 199));
        tail.resume(SYMBOL, 0);

        assertThat(overdue()).isEmpty();
    }

    @Test
    void whatWasLoadedFromThePastSaysNothing() {
        LongStream.rangeClosed(10, 20).mapToObj(IdTailStateTest::fetched).forEach(this::take);
        take(LongStream.rangeClosed(100, 120));
        tail.resume(SYMBOL, 0);

        assertThat(overdue()).isEmpty();
    }

    @Test
    void whatWasFetchedIsNotMissing() {
        take(LongStream.rangeClosed(100, 110));
        take(LongStream.rangeClosed(113, 120));
        LongStream.rangeClosed(111, 112).mapToObj(IdTailStateTest::fetched).forEach(this::take);
        tail.resume(SYMBOL, 0);

        assertThat(overdue()).isEmpty();
    }

    @Test
    void anEpochBeforeIsPassedOverInWhicheverOrderItIsRead() {
        take(trade(5_000, time(0)));
        take(trade(3, time(100)));
        take(trade(4, time(101)));
        take(trade(4_990, time(0) - 50));
        tail.resume(SYMBOL, 0);
        continuity.take(trade(5, time(102)), 0);

        assertThat(overdue()).isEmpty();
    }

    @Test
    void aTradeFromTheFutureAndWhatIsNoTradeAreNotBelieved() {
        take(LongStream.rangeClosed(100, 110));
        take(trade(500, NOW + 1));
        tail.take(new byte[] {1, 2, 3}, 0);

        assertThat(tail.resume(SYMBOL, 0)).hasValue(time(110));
        assertThat(tail.fromTheFuture()).isEqualTo(1);
    }

    @Test
    void whatWasNeverListenedToDoesNotGoOn() {
        take(fetched(7));

        assertThat(tail.hasEnough()).isFalse();
        assertThat(tail.resume(SYMBOL, 0)).isEmpty();
    }

    @Test
    void whatWasNotFoundGoesOnFromTheOldestThatWas() {
        take(fetched(7));
        take(LongStream.rangeClosed(100, 120));
        IdContinuity other = new IdContinuity(TradeKind.TRADES, "QUIET");
        IdTailState both = new IdTailState(
                SCHEMA,
                "trade_id",
                List.of(SYMBOL, "QUIET"),
                name -> name.equals("QUIET") ? other : continuity,
                NOW,
                REPORTED);
        LongStream.rangeClosed(100, 120)
                .forEach(id -> both.take(encoder.encode(trade(id), NOW).value(), NOW));

        assertThat(both.resumeUnseen("QUIET", 0, NOW)).isEqualTo(time(100));
        assertThat(other.overdue(Long.MAX_VALUE, 5))
                .containsExactly(new Gap("QUIET", time(100), NOW, Cause.RESTART, 5));
        assertThat(both.resumeUnseen("QUIET", time(110), NOW)).isEqualTo(time(110));
    }

    @Test
    void whereOnlyThePastWasFoundItGoesOnFromTheBound() {
        take(fetched(7));

        assertThat(tail.resumeUnseen(SYMBOL, time(3), NOW)).isEqualTo(time(3));
    }

    private void take(LongStream ids) {
        ids.mapToObj(TestTrades::trade).forEach(this::take);
    }

    private void take(Trade trade) {
        take(trade, NOW);
    }

    private void take(Trade trade, long publishedAt) {
        tail.take(encoder.encode(trade, publishedAt).value(), publishedAt);
    }

    /** A trade of the quiet symbol, as late as number 500 of the other. */
    private static Trade quiet(long id) {
        Trade one = trade(id, time(500));
        return new Trade(
                "QUIET",
                id,
                one.price(),
                one.quantity(),
                one.tradeTime(),
                one.buyerMaker(),
                one.eventTime(),
                EventSource.SOCKET);
    }

    private static Trade fetched(long id) {
        Trade live = trade(id);
        return new Trade(
                live.symbol(),
                id,
                live.price(),
                live.quantity(),
                live.tradeTime(),
                live.buyerMaker(),
                live.eventTime(),
                EventSource.REST);
    }

    private List<Gap> overdue() {
        return continuity.overdue(Long.MAX_VALUE, 0);
    }
}
