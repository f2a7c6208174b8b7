package io.candlestream.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.candlestream.history.RestStub.Answer;
import io.candlestream.schema.Interval;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestKlinesTest {
    private static final long MINUTE = 60_000;
    private static final Path RECORDED = Path.of(
            System.getProperty("candlestream.home", ".."),
            "../shared/data/rest/klines-BTCUSDT-1m-limit1000-2024-09-04.json");

    /** The time that the waiting threads have spent, and from which the budget counts. */
    private final List<Long> waits = new ArrayList<>();

    private final RequestWeightLimiter budget =
            new RequestWeightLimiter(6000, this::waited, () -> waited() * 1_000_000, waits::add);

    private long waited() {
        return waits.stream().mapToLong(Long::longValue).sum();
    }

    @Test
    void asksPageByPageForWhatTheExchangeHas() throws Exception {
        try (RestStub exchange = new RestStub(minutes(2_600, 9_999 * MINUTE))) {
            List<Candle> candles = klines(exchange).closed("BTCUSDT", 100 * MINUTE, 2_500 * MINUTE);

            assertThat(candles).extracting(Candle::openTime).containsExactlyElementsOf(opens(100, 2_500));
            assertThat(exchange.asked())
                    .containsExactly("/api/v3/time", request(6_000_000), request(65_940_001), request(125_940_001));
        }
    }

    @Test
    void leavesOutWhatIsStillOpenByTheExchangesClock() throws Exception {
        try (RestStub exchange = new RestStub(minutes(20, 12 * MINUTE))) {
            assertThat(klines(exchange).closed("BTCUSDT", 10 * MINUTE, 15 * MINUTE))
                    .extracting(Candle::openTime)
                    .containsExactlyElementsOf(opens(10, 11));
        }
    }

    @Test
    void eachCandleIsToldAtTheExchangesTimeOfAsking() throws Exception {
        try (RestStub exchange = new RestStub(minutes(20, 12 * MINUTE))) {
            assertThat(klines(exchange).closed("BTCUSDT", 10 * MINUTE, 15 * MINUTE))
                    .isNotEmpty()
                    .allSatisfy(candle -> assertThat(candle.reportedAt()).isBetween(12 * MINUTE, 13 * MINUTE));
        }
    }

    @Test
    void asksForTheTimeOnlyWhenTheRangeIsNotKnownToBeOver() throws Exception {
        try (RestStub exchange = new RestStub(minutes(20, 12 * MINUTE))) {
            RestKlines klines = klines(exchange);
            klines.closed("BTCUSDT", 10 * MINUTE, 15 * MINUTE);
            klines.closed("BTCUSDT", 0, 11 * MINUTE);

            assertThat(exchange.asked()).filteredOn("/api/v3/time"::equals).hasSize(1);
        }
    }

    @Test
    void anEmptyStretchIsAskedForOnce() throws Exception {
        try (RestStub exchange = new RestStub(minutes(0, 9_999 * MINUTE))) {
            assertThat(klines(exchange).closed("BTCUSDT", 0, 5_000 * MINUTE)).isEmpty();
            assertThat(exchange.asked()).hasSize(2);
            assertThat(klines(exchange).closed("BTCUSDT", 60_000, 0)).isEmpty();
            assertThat(exchange.asked()).hasSize(2);
        }
    }

    @Test
    void readsWhatTheExchangeReallyAnswered() throws Exception {
        Assumptions.assumeTrue(Files.exists(RECORDED), () -> "no recorded data at " + RECORDED);
        String recorded = Files.readString(RECORDED);
        try (RestStub exchange = new RestStub(
                request -> Answer.ok(request.endsWith("time") ? "{\"serverTime\":1800000000000}" : recorded))) {
            assertThat(klines(exchange).closed("BTCUSDT", 0, 1_725_476_760_000L))
                    .hasSize(1000)
                    .allMatch(candle -> candle.closeTime() == candle.openTime() + MINUTE - 1)
                    .allMatch(candle -> Double.parseDouble(candle.low()) <= Double.parseDouble(candle.open()))
                    .allMatch(candle -> Double.parseDouble(candle.high()) >= Double.parseDouble(candle.close()))
                    .allMatch(candle -> candle.firstTradeId() == Candle.NO_TRADE);
        }
    }

    @ParameterizedTest
    @CsvSource({"429, 7, 7000", "418, 120, 120000", "429, soon, 60000", "429, -1, 60000"})
    void restsAsLongAsTheExchangeAsks(int status, String retryAfter, long millis) throws Exception {
        AtomicInteger refusals = new AtomicInteger(2);
        Function<String, Answer> wellBehaved = minutes(1, MINUTE);
        try (RestStub exchange = new RestStub(request -> refusals.getAndDecrement() > 0
                ? new Answer(status, Map.of("Retry-After", retryAfter), "")
                : wellBehaved.apply(request))) {
            assertThat(new RestHistory(klines(exchange), Duration.ZERO, Duration.ZERO, waits::add)
                            .candles("BTCUSDT", 0, 0))
                    .toIterable()
                    .hasSize(1);

            assertThat(waits).containsExactly(millis, millis);
        }
    }

    @ParameterizedTest
    @CsvSource({"429, 999999999", "429, 99999999999999999999", "418, 999999999"})
    void noRestIsLongerThanTheExchangeDocuments(int status, String retryAfter) throws Exception {
        try (RestStub exchange = new RestStub(request -> new Answer(status, Map.of("Retry-After", retryAfter), ""))) {
            assertThatThrownBy(() -> klines(exchange).closed("BTCUSDT", 0, 0))
                    .hasMessageContaining("HTTP " + status + ": ")
                    .hasMessageContaining(
                            "the exchange refuses requests until 1970-01-0" + (status == 429 ? "1T00:05" : "4T"))
                    .asInstanceOf(type(RestException.class))
                    .matches(RestException::passing);
        }
    }

    @ParameterizedTest
    @CsvSource({"403, firewall", "451, does not serve this location", "418, has banned this address"})
    void saysWhatARefusalMeans(int status, String meaning) throws Exception {
        try (RestStub exchange = new RestStub(request -> new Answer(status, Map.of(), "<html>\n<body>"))) {
            assertThatThrownBy(() -> klines(exchange).serverTime())
                    .hasMessageStartingWith("Cannot ask " + exchange.uri() + "/api/v3/time: HTTP " + status + ": ")
                    .hasMessageContaining(meaning)
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void showsNoControlCharactersOfARefusal() throws Exception {
        try (RestStub exchange = new RestStub(request -> new Answer(400, Map.of(), "\u001b[2Jno" + "x".repeat(9000)))) {
            assertThatThrownBy(() -> klines(exchange).serverTime())
                    .hasMessageContaining("HTTP 400 \\x1b[2Jno")
                    .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500));
        }
    }

    @Test
    void staysWithinTheBudgetThatTheExchangeCounts() throws Exception {
        RestStub.Answer time = new Answer(200, Map.of("X-MBX-USED-WEIGHT-1M", "5999"), "{\"serverTime\":600000}");
        try (RestStub exchange = new RestStub(
                request -> request.endsWith("time") ? time : minutes(1, MINUTE).apply(request))) {
            assertThat(klines(exchange).closed("BTCUSDT", 0, 0)).hasSize(1);

            assertThat(waits).containsExactly(MINUTE);
        }
    }

    @Test
    void namesTheRefusalOfTheExchange() throws Exception {
        String refusal = "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}";
        try (RestStub exchange = new RestStub(request ->
                request.endsWith("time") ? Answer.ok("{\"serverTime\":1}") : new Answer(400, Map.of(), refusal))) {
            assertThatThrownBy(() -> klines(exchange).closed("币安", 0, 0))
                    .hasMessageStartingWith(
                            "Cannot ask " + exchange.uri() + "/api/v3/klines?symbol=%E5%B8%81%E5%AE%89&interval=1m")
                    .hasMessageEndingWith(": HTTP 400 " + refusal)
                    .asInstanceOf(type(RestException.class))
                    .matches(e -> e.status() == 400 && !e.passing() && e.refusesRequest());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "null",
                "true",
                "<html>",
                "[",
                "[] []",
                "[[1,2]]",
                "[{\"s\":\"ETHUSDT\"}]",
                "[[5,\"1\",\"1\",\"1\",\"1\",\"1\",9,\"1\",1,\"1\",\"1\",\"0\"]]",
                "[[60000,\"1\",\"1\",\"1\",\"1\",\"1\",119999,\"1\",1,\"1\",\"1\",\"0\"]",
                "[[180000,\"1\",\"1\",\"1\",\"1\",\"1\",239999,\"1\",1,\"1\",\"1\",\"0\"]]",
                "[[60000,\"1\",\"1\",\"1\",\"1\",\"1\",180000,\"1\",1,\"1\",\"1\",\"0\"]]",
                "[[60000,\"1\",\"1\",\"1\",\"1\",\"1\",59999,\"1\",1,\"1\",\"1\",\"0\"]]",
                "[[60000,\"3\",\"2\",\"1\",\"1\",\"1\",119999,\"1\",1,\"1\",\"1\",\"0\"]]",
                "[[60000,\"1\",\"2\",\"1\",\"0.5\",\"1\",119999,\"1\",1,\"1\",\"1\",\"0\"]]",
                "[[60000,\"1\",\"1\",\"1\",\"1\",\"-1\",119999,\"1\",1,\"1\",\"1\",\"0\"]]",
                "[[60000,\"1\",\"1\",\"1\",\"NaN\",\"1\",119999,\"1\",1,\"1\",\"1\",\"0\"]]",
                "[[60000,\"1\",\"1\",\"1\",\"\",\"1\",119999,\"1\",1,\"1\",\"1\",\"0\"]]",
                "[[60000,\"1\",\"1\",\"1\",\"1\",\"1\",119999,\"1\",-1,\"1\",\"1\",\"0\"]]",
                "[[60000,\"1\",\"1\",\"1\",\"1\",\"1\",119999,\"1\",1,\"1\",\"1\",\"0\"],"
                        + "[60000,\"1\",\"1\",\"1\",\"1\",\"1\",119999,\"1\",1,\"1\",\"1\",\"0\"]]",
            })
    void refusesWhatAreNoKlines(String body) throws Exception {
        try (RestStub exchange =
                new RestStub(request -> Answer.ok(request.endsWith("time") ? "{\"serverTime\":600000}" : body))) {
            assertThatThrownBy(() -> klines(exchange).closed("BTCUSDT", MINUTE, 2 * MINUTE))
                    .hasMessageStartingWith("Cannot read the answer of " + exchange.uri() + "/api/v3/klines?")
                    .hasMessageNotContaining("\n")
                    .asInstanceOf(type(RestException.class))
                    .matches(RestException::passing);
        }
    }

    @Test
    void refusesMoreRowsThanItAskedFor() throws Exception {
        String rows = LongStream.range(0, 1001)
                .mapToObj(open ->
                        "[" + open + ",\"1\",\"1\",\"1\",\"1\",\"1\"," + (open + 1) + ",\"1\",1,\"1\",\"1\",\"0\"]")
                .collect(Collectors.joining(",", "[", "]"));
        try (RestStub exchange =
                new RestStub(request -> Answer.ok(request.endsWith("time") ? "{\"serverTime\":600000}" : rows))) {
            assertThatThrownBy(() -> klines(exchange).closed("BTCUSDT", 0, 2000))
                    .hasMessageContaining("more rows than");
        }
    }

    @Test
    void aCandleMayCloseWhereTheNextOneOpens() throws Exception {
        String rows = "[[60000,\"1\",\"1\",\"1\",\"1\",\"1\",120000,\"1\",1,\"1\",\"1\",\"0\"],"
                + "[120000,\"1\",\"1\",\"1\",\"1\",\"1\",179999,\"1\",1,\"1\",\"1\",\"0\"]]";
        try (RestStub exchange =
                new RestStub(request -> Answer.ok(request.endsWith("time") ? "{\"serverTime\":600000}" : rows))) {
            assertThat(klines(exchange).closed("BTCUSDT", MINUTE, 2 * MINUTE)).hasSize(2);
        }
    }

    @Test
    void aShortPageIsNoEnd() throws Exception {
        Function<String, Answer> honest = minutes(30, 9_999 * MINUTE);
        try (RestStub exchange = new RestStub(request -> honest.apply(request).cut(7))) {
            assertThat(klines(exchange).closed("BTCUSDT", 0, 29 * MINUTE))
                    .extracting(Candle::openTime)
                    .containsExactlyElementsOf(opens(0, 29));
        }
    }

    @Test
    void aTimeThatRanAheadIsForgotten() throws Exception {
        AtomicLong now = new AtomicLong(90 * MINUTE);
        try (RestStub exchange = new RestStub(request -> minutes(99, now.get()).apply(request))) {
            RestKlines klines = klines(exchange);
            klines.closed("BTCUSDT", 0, 5 * MINUTE);
            now.set(10 * MINUTE);
            klines.serverTime();

            assertThat(klines.closed("BTCUSDT", 8 * MINUTE, 20 * MINUTE))
                    .extracting(Candle::openTime)
                    .containsExactlyElementsOf(opens(8, 9));
        }
    }

    @Test
    void nothingIsOverThatAnotherSourceSaysIsOpen() throws Exception {
        try (RestStub exchange = new RestStub(minutes(99, 90 * MINUTE))) {
            RestApi api = new RestApi(exchange.uri(), HttpClient.newHttpClient(), budget);

            assertThat(new RestKlines(api, Interval.MINUTE_1, () -> 10 * MINUTE)
                            .closed("BTCUSDT", 8 * MINUTE, 20 * MINUTE))
                    .extracting(Candle::openTime)
                    .containsExactlyElementsOf(opens(8, 9));
        }
    }

    @Test
    void saysThatNobodyAnswers() throws Exception {
        URI nobody;
        try (RestStub exchange = new RestStub(minutes(0, 0))) {
            nobody = exchange.uri();
        }
        RestKlines klines = new RestKlines(nobody, HttpClient.newHttpClient(), Interval.MINUTE_1, budget);

        assertThatThrownBy(() -> klines.closed("BTCUSDT", 0, 0))
                .hasMessageStartingWith("Cannot ask " + nobody + "/api/v3/time: ")
                .asInstanceOf(type(RestException.class))
                .matches(RestException::passing);
    }

    private RestKlines klines(RestStub exchange) {
        return new RestKlines(exchange.uri(), HttpClient.newHttpClient(), Interval.MINUTE_1, budget);
    }

    private static String request(long start) {
        return "/api/v3/klines?symbol=BTCUSDT&interval=1m&startTime=" + start + "&endTime=150000000&limit=1000";
    }

    private static List<Long> opens(long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(minute -> minute * MINUTE)
                .toList();
    }

    /** An exchange that has the minutes 0 to {@code count - 1} and whose clock stands at {@code now}. */
    static Function<String, Answer> minutes(long count, long now) {
        Pattern range = Pattern.compile(".*startTime=(\\d+)&endTime=(\\d+).*");
        return request -> {
            var times = range.matcher(request);
            if (!times.matches()) {
                return Answer.ok("{\"serverTime\":" + now + "}");
            }
            return Answer.ok(LongStream.range(0, count)
                    .map(minute -> minute * MINUTE)
                    .filter(open -> open >= Long.parseLong(times.group(1)) && open <= Long.parseLong(times.group(2)))
                    .limit(1000)
                    .mapToObj(open -> "[" + open + ",\"1\",\"3\",\"0.5\",\"2\",\"10\"," + (open + MINUTE - 1)
                            + ",\"20\",4,\"5\",\"10\",\"0\"]")
                    .collect(Collectors.joining(",", "[", "]")));
        };
    }
}
