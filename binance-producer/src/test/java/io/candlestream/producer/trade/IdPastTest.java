package io.candlestream.producer.trade;

import static io.candlestream.producer.trade.TestTrades.SYMBOL;
import static io.candlestream.producer.trade.TestTrades.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.history.PastById;
import io.candlestream.history.PastTrade;
import io.candlestream.history.RestPastById;
import io.candlestream.history.archive.ArchivedById;
import io.candlestream.ingest.channel.EventSource;
import io.candlestream.ingest.channel.Gap;
import io.candlestream.ingest.channel.Gap.Cause;
import io.candlestream.ingest.channel.Gap.Times;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backfill of trades by REST. */
class IdPastTest {
    private final List<Gap> missing = new ArrayList<>();
    private TestTradeRest exchange;

    @BeforeEach
    void start() throws IOException {
        exchange = new TestTradeRest(100, 5000);
    }

    @AfterEach
    void stop() {
        exchange.close();
    }

    @Test
    void readsPageByPageFromTheFirstTradeOfATimeToTheLast() {
        assertThat(ids(time(150) - 1, time(2300), OptionalLong.empty())).isEqualTo(range(150, 2300));
        assertThat(missing).isEmpty();
        exchange.most(7);
        assertThat(ids(time(150) - 1, time(300), OptionalLong.empty())).isEqualTo(range(150, 300));
    }

    @Test
    void goesOnWhereAnEarlierRunStopped() {
        assertThat(ids(time(150), time(2300), OptionalLong.of(2299))).containsExactly(2299L, 2300L);
    }

    @Test
    void endsWithTheNewestTradeAndWhereThereIsNone() {
        exchange.last(120);
        assertThat(ids(time(119), time(9000), OptionalLong.empty())).containsExactly(119L, 120L);
        assertThat(ids(time(200), time(9000), OptionalLong.empty())).isEmpty();
    }

    @Test
    void anEmptyAnswerIsNotTheEndWhereThereAreNewerTrades() {
        exchange.emptyAnswers(2);
        assertThat(ids(time(150), time(160), OptionalLong.empty())).isEqualTo(range(150, 160));
        exchange.emptyAnswers(3);
        assertThatThrownBy(() -> ids(time(150), time(160), OptionalLong.empty()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("tells none from id 150 on");
    }

    @Test
    void whatRestDoesNotTellIsAGap() {
        exchange.passesOver(155);
        exchange.floor(110);

        assertThat(ids(time(100), time(160), OptionalLong.empty()))
                .isEqualTo(LongStream.rangeClosed(110, 160)
                        .filter(id -> id != 155)
                        .boxed()
                        .toList());
        assertThat(missing)
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("foundAt")
                .containsExactly(
                        new Gap(SYMBOL, 100, 110, Optional.of(new Times(time(100), time(110) + 1)), Cause.BACKFILL, 0),
                        new Gap(SYMBOL, 155, 156, Optional.of(new Times(time(154), time(156) + 1)), Cause.BACKFILL, 0));
    }

    /** The consumer would make a dead letter of it, and nobody would ask for its id again. */
    @Test
    void aTradeThatCannotBeIsAGap() {
        exchange.worthless(155);

        assertThat(ids(time(154), time(156), OptionalLong.empty())).containsExactly(154L, 156L);
        assertThat(missing)
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("foundAt")
                .containsExactly(
                        new Gap(SYMBOL, 155, 156, Optional.of(new Times(time(154), time(156) + 1)), Cause.BACKFILL, 0));
    }

    @Test
    void aTradeThatCannotBeIsAGapAtTheEndToo() {
        exchange.worthless(156);

        assertThat(ids(time(154), time(156), OptionalLong.empty())).containsExactly(154L, 155L);
        assertThat(missing)
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("foundAt")
                .containsExactly(
                        new Gap(SYMBOL, 156, 157, Optional.of(new Times(time(155), time(156) + 1)), Cause.BACKFILL, 0));
    }

    @Test
    void aTradeThatIsALittleTooLateIsNoGap() {
        exchange.late(155);

        assertThat(ids(time(154), time(156), OptionalLong.empty())).containsExactly(154L, 155L, 156L);
        assertThat(missing).isEmpty();
    }

    @Test
    void aTradeOfAFileThatIsALittleTooLateIsNoGapEither(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve(SYMBOL + "-trades-2026-02-01.csv"),
                String.format("""
                        154,1,2,2,%d,True,True
                        155,1,2,2,%d,True,True
                        156,1,2,2,%d,True,True
                        157,1,2,2,%d,True,True
                        """, time(154), time(156) + 20, time(156), time(156) + 20));

        assertThat(ids(ArchivedById.trades(folder), time(154), time(156), OptionalLong.empty()))
                .containsExactly(154L, 155L, 156L);
        assertThat(missing).isEmpty();
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    private List<Long> ids(long from, long to, OptionalLong next) {
        return ids(new RestPastById<>(exchange.client(), Duration.ZERO), from, to, next);
    }

    private List<Long> ids(PastById<PastTrade> past, long from, long to, OptionalLong next) {
        List<Long> ids = new ArrayList<>();
        new IdPast<>(TradeKind.TRADES, past, EventSource.REST, Optional.empty())
                .between(SYMBOL, from, to, next, missing::add)
                .forEachRemaining(trade -> ids.add(trade.id()));
        return ids;
    }
}
