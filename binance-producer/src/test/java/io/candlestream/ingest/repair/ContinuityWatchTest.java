package io.candlestream.ingest.repair;

import static io.candlestream.producer.kline.MinuteKlines.closed;
import static io.candlestream.producer.kline.MinuteKlines.openTime;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.candlestream.ingest.channel.EventSink;
import io.candlestream.ingest.channel.Gap.Cause;
import io.candlestream.ingest.channel.RepairSettings;
import io.candlestream.ingest.connection.ExchangeTime;
import io.candlestream.producer.kline.Kline;
import io.candlestream.producer.kline.MinuteKlines;
import io.candlestream.producer.kline.TestKlines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ContinuityWatchTest {
    private static final Set<String> SYMBOLS = Set.of(MinuteKlines.SYMBOL);

    private final ContinuityWatch<Kline> watch = new ContinuityWatch<>(SYMBOLS, TestKlines.minutes(SYMBOLS));
    private final SilentSymbols<Kline> silent = new SilentSymbols<>(
            watch,
            new ExchangeTime(() -> 0),
            new RepairSettings(Duration.ZERO, Duration.ZERO, 1, Duration.ZERO, Duration.ZERO, Duration.ZERO));

    @Test
    void handsKlinesOnAndNotesWhatAnInterruptionCost() {
        List<Kline> taken = new ArrayList<>();
        ContinuityWatch.Sink<Kline> sink = new ContinuityWatch.Sink<>(watch, silent, SYMBOLS, taken::add);
        sink.take(closed(1));
        sink.interrupted();
        sink.take(closed(4));
        assertThat(taken).containsExactly(closed(1), closed(4));
        assertThat(watch.overdue(System.nanoTime() + 1)).singleElement().satisfies(gap -> {
            assertThat(gap.from()).isEqualTo(openTime(2));
            assertThat(gap.to()).isEqualTo(openTime(4));
            assertThat(gap.cause()).isEqualTo(Cause.RECONNECT);
        });
    }

    @Test
    void knowsForHowLongTheBrokerHoldsItUp() throws InterruptedException {
        CountDownLatch broker = new CountDownLatch(1);
        EventSink<Kline> blocked = kline -> awaitLatch(broker);
        ContinuityWatch.Sink<Kline> sink = new ContinuityWatch.Sink<>(watch, silent, SYMBOLS, blocked);
        assertThat(sink.heldUpFor(Duration.ZERO)).isFalse();
        Thread connection = new Thread(() -> sink.take(closed(1)));
        connection.start();
        await().until(() -> sink.heldUpFor(Duration.ofMillis(50)));
        assertThat(sink.heldUpFor(Duration.ofHours(1))).isFalse();
        broker.countDown();
        connection.join();
        assertThat(sink.heldUpFor(Duration.ZERO)).isFalse();
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
