package io.candlestream.producer.trade;

import static io.candlestream.producer.trade.TestTrades.SYMBOL;
import static io.candlestream.producer.trade.TestTrades.time;
import static io.candlestream.producer.trade.TestTrades.trade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.candlestream.ingest.channel.EventSource;
import io.candlestream.ingest.channel.Gap;
import io.candlestream.ingest.channel.Gap.Cause;
import io.candlestream.schema.TradeSchema;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class IdTailStateTest {
    private static final Schema SCHEMA =
            TradeSchema.load(Path.of(System.getProperty("candlestream.home"), "schemas/trades.avsc"));
    private static final long NOW = time(1_000_000);

    private final TradeEncoder encoder = new TradeEncoder(SCHEMA);
    private final IdContinuity<Trade> continuity = new IdContinuity<>(TradeKind.TRADES, SYMBOL);
    private final IdTailState tail = new IdTailState(SCHEMA, "trade_id", List.of(SYMBOL), symbol -> continuity, NOW);

    @Test
    void whatIsMissingInTheTopicIsMissing() {
        take(LongStream.rangeClosed(100, 120).filter(id -> id != 105 && id != 106));

        assertThat(tail.hasEnough()).isTrue();
        assertThat(tail.resume(SYMBOL, 0)).hasValue(time(120));
        assertThat(overdue()).extracting(Gap::from, Gap::to).containsExactly(tuple(105L, 107L));
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
        tail.take(new byte[] {1, 2, 3});

        assertThat(tail.resume(SYMBOL, 0)).hasValue(time(110));
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
        IdContinuity<Trade> other = new IdContinuity<>(TradeKind.TRADES, "QUIET");
        IdTailState both = new IdTailState(
                SCHEMA, "trade_id", List.of(SYMBOL, "QUIET"), name -> name.equals("QUIET") ? other : continuity, NOW);
        LongStream.rangeClosed(100, 120)
                .forEach(id -> both.take(encoder.encode(trade(id), NOW).value()));

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
        tail.take(encoder.encode(trade, NOW).value());
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
