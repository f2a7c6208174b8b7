package io.candlestream.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.history.RestStub.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A trade a second, of which some have a time that is not theirs. */
class RestPastByIdTest {
    private static final long FIRST = 100;
    private static final long LAST = 2_000;

    private final Map<Long, Long> odd = new HashMap<>();
    private final List<Long> waits = new ArrayList<>();
    private int oddAnswers = Integer.MAX_VALUE;
    private RestStub exchange;

    @BeforeEach
    void start() throws IOException {
        exchange = new RestStub(request -> request.contains("historicalTrades") ? trades(request) : fill(request));
    }

    @AfterEach
    void stop() {
        exchange.close();
    }

    @Test
    void endsWithTheLastOneOfItsTime() {
        assertThat(ids(time(110), time(1_500))).isEqualTo(range(110, 1_500));
        assertThat(ids(time(110), time(110) - 1)).isEmpty();
    }

    @Test
    void oneThatIsALittleTooLateIsNoEnd() {
        odd.put(140L, time(150) + 1);
        odd.put(149L, time(150) + 59_000);
        assertThat(ids(time(110), time(150))).isEqualTo(range(110, 150));

        odd.put(150L, time(150) + 1);
        assertThat(ids(time(110), time(150))).isEqualTo(range(110, 148));
    }

    @Test
    void aTimeThatCannotBeIsNoEnd() {
        odd.put(120L, time(120) * 1000);
        oddAnswers = 2;
        assertThat(ids(time(110), time(150))).isEqualTo(range(110, 150));
        assertThat(waits).containsExactly(1_000L, 2_000L);

        oddAnswers = Integer.MAX_VALUE;
        assertThatThrownBy(() -> ids(time(110), time(150)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContainingAll("the exchange tells that id 120 was made at", "came later");
    }

    @Test
    void aJumpOfTheClockIsNoEnd() {
        odd.put(120L, time(120) + Duration.ofHours(2).toMillis());

        assertThatThrownBy(() -> ids(time(110), time(150)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("id 120 was made at 2024-07-01T02:02:00Z");
    }

    private static long time(long id) {
        return 1_719_792_000_000L + id * 1000;
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    private List<Long> ids(long from, long to) {
        RestApi api = new RestApi(exchange.uri(), HttpClient.newHttpClient(), new RequestWeightLimiter(6000));
        List<Long> ids = new ArrayList<>();
        new RestPastById<>(new RestTrades(api), Duration.ZERO, waits::add)
                .between("BTCUSDT", from, to, OptionalLong.empty())
                .forEachRemaining(trade -> ids.add(trade.id()));
        return ids;
    }

    private Answer trades(String request) {
        boolean isOdd = oddAnswers-- > 0;
        return Answer.ok(LongStream.rangeClosed(number(request, "fromId"), LAST)
                .limit(number(request, "limit"))
                .mapToObj(id -> "{\"id\":" + id + ",\"price\":\"1\",\"qty\":\"1\",\"quoteQty\":\"1\",\"time\":"
                        + (isOdd ? odd.getOrDefault(id, time(id)) : time(id)) + ",\"isBuyerMaker\":true}")
                .collect(Collectors.joining(",", "[", "]")));
    }

    /** By time the exchange finds what is right. */
    private static Answer fill(String request) {
        return Answer.ok(LongStream.rangeClosed(FIRST, LAST)
                .filter(id -> !request.contains("startTime") ? id == LAST : time(id) >= number(request, "startTime"))
                .limit(1)
                .mapToObj(id -> "{\"a\":" + id + ",\"f\":" + id + ",\"l\":" + id + ",\"T\":" + time(id) + "}")
                .collect(Collectors.joining(",", "[", "]")));
    }

    private static long number(String request, String name) {
        Matcher value = Pattern.compile("\\b" + name + "=(\\d+)").matcher(request);
        return value.find() ? Long.parseLong(value.group(1)) : 0;
    }
}
