package io.candlestream.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestWeightLimiterTest {
    private static final long MINUTE = 60_000;

    private final AtomicLong clock = new AtomicLong(10 * MINUTE + 1_000);
    /** The time that passes, whatever the clock says. */
    private final AtomicLong passed = new AtomicLong();

    private final RequestWeightLimiter budget = limiter(10);

    private RequestWeightLimiter limiter(int weightPerMinute) {
        return new RequestWeightLimiter(weightPerMinute, clock::get, () -> passed.get() * 1_000_000, wait -> {
            clock.addAndGet(wait);
            passed.addAndGet(wait);
        });
    }

    @Test
    void waitsForTheNextMinuteBeforeItWouldCrossItsShare() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            budget.spend(2);
        }
        assertThat(clock).hasValue(10 * MINUTE + 1_000);
        budget.spend(2);

        assertThat(clock).hasValue(11 * MINUTE);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 25})
    void pagesOfNumberedEventsLeaveATenthToAllElse(int weight) throws InterruptedException {
        RequestWeightLimiter large = limiter(1000);
        for (int i = 0; i < 900 / weight; i++) {
            large.spendOnPage(weight);
        }
        large.spend(50);
        assertThat(clock).hasValue(10 * MINUTE + 1_000);
        large.spendOnPage(weight);

        assertThat(clock).hasValue(11 * MINUTE);
    }

    @Test
    void countsWhatOthersOfTheAddressUsed() throws InterruptedException {
        budget.spend(2);
        budget.update(headers("X-MBX-USED-WEIGHT-1M", "9"));
        budget.spend(2);

        assertThat(clock).hasValue(11 * MINUTE);
    }

    @Test
    void anAnswerThatWasCountedEarlierTakesNothingBack() throws InterruptedException {
        budget.spend(9);
        budget.update(headers("X-MBX-USED-WEIGHT-1M", "2"));
        budget.update(headers("X-MBX-USED-WEIGHT-1M", "many"));
        budget.spend(2);

        assertThat(clock).hasValue(11 * MINUTE);
    }

    @Test
    void asksOnceAMinuteWhereOthersUseMoreThanItsShare() throws InterruptedException {
        for (int minute = 10; minute < 13; minute++) {
            budget.spend(2);
            budget.update(headers("X-MBX-USED-WEIGHT-1M", "5000"));
        }

        assertThat(clock).hasValue(12 * MINUTE);
    }

    @Test
    void restsForAllThreadsWhenTheExchangeAsksForIt() throws InterruptedException {
        budget.refused(418, Optional.of("150"));
        budget.refused(429, Optional.of("3"));
        budget.spend(2);

        assertThat(clock).hasValue(10 * MINUTE + 151_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {-180 * MINUTE, 180 * MINUTE})
    void aStepOfTheClockMakesARestNeitherLongerNorShorter(long step) throws InterruptedException {
        budget.refused(429, Optional.of("60"));
        clock.addAndGet(step);
        assertThat(budget.resting()).isPresent();
        budget.spend(2);

        assertThat(passed).hasValue(MINUTE);
        assertThat(budget.resting()).isEmpty();
    }

    @Test
    void threadsTogetherKeepTheShare() throws Exception {
        AtomicLong minute = new AtomicLong();
        RequestWeightLimiter shared = new RequestWeightLimiter(
                100, () -> minute.get() * MINUTE, passed::get, wait -> minute.incrementAndGet());
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            running.add(threads.submit(() -> {
                for (int j = 0; j < 12; j++) {
                    shared.spend(2);
                }
                return true;
            }));
        }
        for (Future<?> thread : running) {
            thread.get();
        }
        threads.shutdown();

        assertThat(minute).hasValue(0);
        shared.spend(4);
        assertThat(minute).hasValue(0);
        shared.spend(2);
        assertThat(minute).hasValue(1);
    }

    private static HttpHeaders headers(String name, String value) {
        return HttpHeaders.of(Map.of(name, List.of(value)), (n, v) -> true);
    }
}
