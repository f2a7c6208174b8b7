package io.candlestream.ingest.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.ingest.channel.Gap;
import io.candlestream.ingest.channel.Gap.Cause;
import io.candlestream.ingest.repair.RepairQueue.Ask;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RepairQueueTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final RepairQueue queue = new RepairQueue();

    @Test
    void gapsOfOneSymbolThatFollowOneAnotherWaitAsOne() throws InterruptedException {
        queue.add(gap("BTCUSDT", 10, 20));
        queue.add(gap("ETHUSDT", 20, 30));
        assertThat(queue.add(gap("BTCUSDT", 20, 40)).to()).isEqualTo(40);

        assertThat(queue.size()).isEqualTo(2);
        assertThat(queue.take().gap()).isEqualTo(gap("BTCUSDT", 10, 40));
        assertThat(queue.take().gap().symbol()).isEqualTo("ETHUSDT");
        assertThat(queue.size()).isZero();
    }

    @Test
    void ofWhatIsDueTheNewestGapIsTakenFirst() throws InterruptedException {
        long now = System.nanoTime();
        queue.add(Ask.first(gap("OLD", 1, 2), now).dueAt(now - SECOND));
        queue.add(Ask.first(gap("NEW", 3, 4), now).dueAt(now - 1));
        queue.add(Ask.first(gap("NOT_DUE", 5, 6), now).dueAt(now + SECOND / 10));

        assertThat(queue.take().gap().symbol()).isEqualTo("NEW");
        assertThat(queue.take().gap().symbol()).isEqualTo("OLD");
        assertThat(queue.take().gap().symbol()).isEqualTo("NOT_DUE");
        assertThat(System.nanoTime() - now).isGreaterThanOrEqualTo(SECOND / 10);
    }

    @Test
    void anEmptyRangeThatGoesOnIsLookedAtOnce() throws InterruptedException {
        long now = System.nanoTime();
        queue.look(Ask.look(gap("BTCUSDT", 10, 20), 1, now - SECOND));
        queue.look(Ask.look(gap("BTCUSDT", 10, 30), 2, now));

        assertThat(queue.size()).as("looks are no gaps").isZero();
        Ask look = queue.take();
        assertThat(look.gap().to()).isEqualTo(30);
        assertThat(look.look()).isEqualTo(1);
    }

    @Test
    void whatGoesOnWithAGapThatHasFailedWaitsWithIt() throws InterruptedException {
        long now = System.nanoTime();
        queue.add(Ask.first(gap("GONE", 10, 20), now).failed(now, Duration.ofHours(1)));
        queue.add(gap("GONE", 20, 30));
        queue.add(gap("BTCUSDT", 1, 2));

        assertThat(queue.size()).isEqualTo(2);
        assertThat(queue.take().gap().symbol()).isEqualTo("BTCUSDT");
        assertThat(queue.hasNewerThan(gap("BTCUSDT", 1, 2))).isFalse();
    }

    @Test
    void anAnswerEndsTheFailuresBeforeIt() {
        Ask failed = Ask.first(gap("BTCUSDT", 10, 20), 0)
                .failed(0, Duration.ofNanos(5))
                .failed(5, Duration.ofNanos(7));

        assertThat(failed.failures()).isEqualTo(2);
        assertThat(failed.due()).isEqualTo(12);
        assertThat(failed.answered(12, Duration.ZERO).hasFailed()).isFalse();
    }

    @Test
    void aRangeIsEmptyAfterThreeAnswersOverSomeTime() {
        Ask ask = Ask.first(gap("BTCUSDT", 10, 20), 0);
        Ask twice = ask.answered(SECOND, Duration.ZERO).answered(2 * SECOND, Duration.ZERO);

        assertThat(ask.confirmedBy(100 * SECOND, Duration.ofSeconds(10))).isFalse();
        assertThat(twice.confirmedBy(5 * SECOND, Duration.ofSeconds(10))).isFalse();
        assertThat(twice.confirmedBy(11 * SECOND, Duration.ofSeconds(10))).isTrue();
    }

    private static Gap gap(String symbol, long from, long to) {
        return new Gap(symbol, from, to, Cause.GRID, 0);
    }
}
