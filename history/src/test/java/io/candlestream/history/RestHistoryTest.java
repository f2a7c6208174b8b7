package io.candlestream.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.history.RestStub.Answer;
import io.candlestream.schema.Interval;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestHistoryTest {
    private final List<Long> waits = new ArrayList<>();

    @Test
    void asksForAPageWhenItsTimeComes() throws Exception {
        try (RestStub exchange = new RestStub(RestKlinesTest.minutes(1_500, 99_000_000_000L))) {
            Iterator<Candle> candles = history(exchange).candles("BTCUSDT", 60_000, 80_000_000);

            assertThat(exchange.asked()).isEmpty();
            candles.next();
            assertThat(exchange.asked()).hasSize(2);
            List<Long> opens = new ArrayList<>();
            candles.forEachRemaining(candle -> opens.add(candle.openTime()));
            assertThat(opens).hasSize(1_332).startsWith(120_000L).endsWith(79_980_000L);
            assertThat(exchange.asked()).hasSize(3);
        }
    }

    @Test
    void asksAgainWhenAnAnswerFailedToCome() throws Exception {
        AtomicInteger troubles = new AtomicInteger(3);
        var minutes = RestKlinesTest.minutes(5, 99_000_000L);
        try (RestStub exchange = new RestStub(
                request -> troubles.getAndDecrement() > 0 ? new Answer(503, Map.of(), "") : minutes.apply(request))) {
            assertThat(history(exchange).candles("BTCUSDT", 0, 0)).toIterable().hasSize(1);

            assertThat(waits).containsExactly(1_000L, 2_000L, 4_000L);
        }
    }

    @Test
    void givesUpWithTheLastReason() throws Exception {
        try (RestStub exchange = new RestStub(request -> new Answer(503, Map.of(), "busy"))) {
            Iterator<Candle> candles = history(exchange).candles("BTCUSDT", 0, 0);

            assertThatThrownBy(candles::hasNext)
                    .hasMessage("Cannot ask " + exchange.uri() + "/api/v3/time: HTTP 503 busy");
            assertThat(waits).hasSize(5);
        }
    }

    @Test
    void doesNotRepeatWhatTheExchangeRefuses() throws Exception {
        try (RestStub exchange = new RestStub(request -> new Answer(400, Map.of(), "no"))) {
            Iterator<Candle> candles = history(exchange).candles("BTCUSDT", 0, 0);

            assertThatThrownBy(candles::hasNext).hasMessageContaining("HTTP 400 no");
            assertThat(waits).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "null", "<html>", "[[0,"})
    void whatIsNoAnswerIsAskedForAgainAndThenRefused(String body) throws Exception {
        try (RestStub exchange =
                new RestStub(request -> Answer.ok(request.endsWith("time") ? "{\"serverTime\":600000}" : body))) {
            Iterator<Candle> candles = history(exchange).candles("BTCUSDT", 0, 0);

            assertThatThrownBy(candles::hasNext).hasMessageStartingWith("Cannot read the answer of " + exchange.uri());
            assertThat(waits).containsExactly(1_000L, 2_000L, 4_000L, 8_000L, 16_000L);
        }
    }

    @Test
    void readsOnBehindAPageThatIsShort() throws Exception {
        var minutes = RestKlinesTest.minutes(30, 99_000_000L);
        try (RestStub exchange = new RestStub(request -> minutes.apply(request).cut(4))) {
            assertThat(history(exchange).candles("BTCUSDT", 0, 29 * 60_000L))
                    .toIterable()
                    .hasSize(30);
        }
    }

    @Test
    void oneAnswerIsNoProofThatThereIsNothing() throws Exception {
        AtomicInteger empty = new AtomicInteger(2);
        var minutes = RestKlinesTest.minutes(30, 99_000_000L);
        try (RestStub exchange = new RestStub(request ->
                request.contains("klines") && empty.getAndDecrement() > 0 ? Answer.ok("[]") : minutes.apply(request))) {
            assertThat(history(exchange).candles("BTCUSDT", 0, 29 * 60_000L))
                    .toIterable()
                    .hasSize(30);
            assertThat(waits).containsExactly(5_000L, 5_000L);
        }
    }

    @Test
    void asksAgainForAHoleBetweenCandles() throws Exception {
        AtomicInteger holey = new AtomicInteger(1);
        var minutes = RestKlinesTest.minutes(30, 99_000_000L);
        try (RestStub exchange = new RestStub(request -> request.contains("klines") && holey.getAndDecrement() > 0
                ? Answer.ok(minutes.apply(request).body().replaceFirst("\\[600000,[^\\]]*\\],", ""))
                : minutes.apply(request))) {
            assertThat(history(exchange).candles("BTCUSDT", 0, 29 * 60_000L))
                    .toIterable()
                    .hasSize(30);
            assertThat(waits).containsExactly(5_000L);
        }
    }

    @Test
    void whatSeveralAnswersCallEmptyIsBelieved() throws Exception {
        try (RestStub exchange = new RestStub(RestKlinesTest.minutes(10, 99_000_000L))) {
            assertThat(history(exchange).candles("BTCUSDT", 0, 29 * 60_000L))
                    .toIterable()
                    .hasSize(10);
            assertThat(waits).containsExactly(5_000L, 5_000L);
        }
    }

    @Test
    void givesUpWhenTheExchangeAsksForRestForEver() throws Exception {
        try (RestStub exchange = new RestStub(request -> new Answer(429, Map.of("Retry-After", "0"), ""))) {
            Iterator<Candle> candles = history(exchange).candles("BTCUSDT", 0, 0);

            assertThatThrownBy(candles::hasNext).hasMessageContaining("HTTP 429: the exchange refuses requests until");
            assertThat(waits)
                    .startsWith(1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 32_000L)
                    .hasSizeLessThan(12);
        }
    }

    /** Until some seconds after its close REST may tell a candle without its last trades. */
    @Test
    void aCandleThatClosedAMomentAgoIsAskedForAgain() throws Exception {
        var minutes = RestKlinesTest.minutes(5, 300_300);
        AtomicInteger answers = new AtomicInteger();
        try (RestStub exchange = new RestStub(request -> request.contains("klines") && answers.getAndIncrement() == 0
                ? Answer.ok(minutes.apply(request).body().replaceFirst(",4,(\"5\",\"10\",\"0\"\\]\\])$", ",3,$1"))
                : minutes.apply(request))) {
            assertThat(history(exchange, Duration.ofSeconds(5)).candles("BTCUSDT", 0, 299_999))
                    .toIterable()
                    .hasSize(5)
                    .allMatch(candle -> candle.trades() == 4);
            assertThat(waits).containsExactly(5_000L);

            assertThat(history(exchange, Duration.ofMillis(300)).candles("BTCUSDT", 0, 299_999))
                    .toIterable()
                    .hasSize(5);
            assertThat(waits).hasSize(1);
        }
    }

    private RestHistory history(RestStub exchange) {
        return history(exchange, Duration.ZERO);
    }

    private RestHistory history(RestStub exchange, Duration settling) {
        RequestWeightLimiter budget =
                new RequestWeightLimiter(6000, this::waited, () -> waited() * 1_000_000, waits::add);
        return new RestHistory(
                new RestKlines(exchange.uri(), HttpClient.newHttpClient(), Interval.MINUTE_1, budget),
                Duration.ofSeconds(10),
                settling,
                waits::add);
    }

    private long waited() {
        return waits.stream().mapToLong(Long::longValue).sum();
    }
}
