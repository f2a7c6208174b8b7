package io.candlestream.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.history.RestStub.Answer;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestAggTradesTest {
    private static final String ROW = "{\"a\":26129,\"p\":\"0.01633102\",\"q\":\"4.70443515\",\"f\":27781,\"l\":27783,"
            + "\"T\":1498793709153,\"m\":true,\"M\":true}";
    /** As the exchange tells what it took back. */
    private static final String VOID =
            "{\"a\":26130,\"p\":\"0\",\"q\":\"0\",\"f\":-1,\"l\":-1," + "\"T\":1498793709153,\"m\":true,\"M\":true}";

    @Test
    void readsAggregateTradesByTheirOwnIdAndThoseThatTheExchangeTookBack() throws Exception {
        try (RestStub exchange = answering("[" + ROW + "," + VOID + "]")) {
            assertThat(trades(exchange).from("BTCUSDT", 26_129, 1000))
                    .allMatch(trade -> trade.reportedAt() > trade.time())
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("reportedAt")
                    .containsExactly(
                            new PastAggTrade(
                                    "BTCUSDT",
                                    26_129,
                                    "0.01633102",
                                    "4.70443515",
                                    27_781,
                                    27_783,
                                    1_498_793_709_153L,
                                    true,
                                    0),
                            new PastAggTrade("BTCUSDT", 26_130, "0", "0", -1, -1, 1_498_793_709_153L, true, 0))
                    .extracting(PastAggTrade::isVoid)
                    .containsExactly(false, true);
            assertThat(exchange.asked()).containsExactly("/api/v3/aggTrades?symbol=BTCUSDT&fromId=26129&limit=1000");
        }
    }

    @Test
    void findsItsOwnIdOfATimeAndTheNewest() throws Exception {
        try (RestStub exchange = answering("[" + ROW + "]")) {
            RestById.Ids ids = new RestById.Ids(26_129, 26_129, 1_498_793_709_153L);
            assertThat(trades(exchange).firstAt("BTCUSDT", 1_498_793_709_000L)).contains(ids);
            assertThat(trades(exchange).newest("BTCUSDT")).contains(ids);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"f\":27781|\"f\":-2", "\"l\":27783|\"l\":\"27783\"", "\"a\":26129|\"a\":-1", "true|1"})
    void anAnswerIsBelievedWholeOrNotAtAll(String change) throws Exception {
        String[] parts = change.split("\\|", -1);
        try (RestStub exchange = answering("[" + ROW.replace(parts[0], parts[1]) + "]")) {
            assertThatThrownBy(() -> trades(exchange).from("BTCUSDT", 26_129, 1000))
                    .isInstanceOf(RestException.class)
                    .hasMessageContaining("a trade without");
        }
    }

    /** A page of them weighs 4 only, and there are hundreds of pages. */
    @Test
    void pagesOfThemLeaveRequestWeightToAllElse() throws Exception {
        List<Long> waits = new ArrayList<>();
        RequestWeightLimiter budget = new RequestWeightLimiter(
                60, () -> waits.stream().mapToLong(Long::longValue).sum(), () -> 0, waits::add);
        try (RestStub exchange = answering("[" + ROW + "]")) {
            RestAggTrades trades = new RestAggTrades(new RestApi(exchange.uri(), HttpClient.newHttpClient(), budget));
            for (int page = 0; page < 13; page++) {
                trades.from("BTCUSDT", 26_129, 1000);
            }
            trades.newest("BTCUSDT");
            assertThat(waits).isEmpty();

            trades.from("BTCUSDT", 26_129, 1000);
            assertThat(waits).containsExactly(60_000L);
        }
    }

    private static RestStub answering(String body) throws Exception {
        return new RestStub(request -> Answer.ok(body));
    }

    private static RestAggTrades trades(RestStub exchange) {
        return new RestAggTrades(
                new RestApi(exchange.uri(), HttpClient.newHttpClient(), new RequestWeightLimiter(6000)));
    }
}
