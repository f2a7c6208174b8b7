package io.candlestream.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.history.RestStub.Answer;
import java.net.http.HttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestTradesTest {
    private static final String ROW = "{\"id\":28457,\"price\":\"4.00000100\",\"qty\":\"12.00000000\","
            + "\"quoteQty\":\"48.00001200\",\"time\":1499865549590,\"isBuyerMaker\":true,\"isBestMatch\":true}";
    private static final PastTrade TRADE =
            new PastTrade("BTCUSDT", 28_457, "4.00000100", "12.00000000", "48.00001200", 1_499_865_549_590L, true, 0);

    @Test
    void readsTradesById() throws Exception {
        try (RestStub exchange = answering("[" + ROW + "," + ROW.replace("28457", "28459") + "]")) {
            assertThat(trades(exchange).from("BTCUSDT", 28_457, 1000))
                    .hasSize(2)
                    .allMatch(trade -> trade.reportedAt() > trade.time())
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("reportedAt")
                    .startsWith(TRADE)
                    .last()
                    .matches(trade -> trade.id() == 28_459);
            assertThat(exchange.asked())
                    .containsExactly("/api/v3/historicalTrades?symbol=BTCUSDT&fromId=28457&limit=1000");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "[1]",
                "[{\"id\":28457}]",
                "[" + ROW + "," + ROW + "]",
            })
    void anAnswerIsBelievedWholeOrNotAtAll(String body) throws Exception {
        try (RestStub exchange = answering(body)) {
            assertThatThrownBy(() -> trades(exchange).from("BTCUSDT", 28_457, 1000))
                    .isInstanceOf(RestException.class)
                    .hasMessageContaining("Cannot read the answer");
        }
    }

    @Test
    void whatWasNotAskedForIsNoAnswer() throws Exception {
        try (RestStub exchange = answering("[" + ROW + "]")) {
            assertThatThrownBy(() -> trades(exchange).from("BTCUSDT", 28_458, 1000))
                    .hasMessageContaining("trade 28457 was not asked for");
            assertThatThrownBy(() -> trades(exchange).from("BTCUSDT", 28_457, 0))
                    .hasMessageContaining("more than were asked for");
        }
    }

    @Test
    void findsTheIdOfATimeByOneAggregateTrade() throws Exception {
        try (RestStub exchange = answering("[{\"a\":26129,\"f\":27781,\"l\":27790,\"T\":1498793709153}]")) {
            RestById.Ids ids = new RestById.Ids(27_781, 27_790, 1_498_793_709_153L);
            assertThat(trades(exchange).firstAt("BTCUSDT", 1_498_793_709_000L)).contains(ids);
            assertThat(trades(exchange).newest("BTCUSDT")).contains(ids);
            assertThat(exchange.asked())
                    .containsExactly(
                            "/api/v3/aggTrades?symbol=BTCUSDT&startTime=1498793709000&limit=20",
                            "/api/v3/aggTrades?symbol=BTCUSDT&limit=20");
        }
        try (RestStub exchange = answering("[]")) {
            assertThat(trades(exchange).firstAt("BTCUSDT", 1)).isEmpty();
        }
    }

    @Test
    void passesOverAggregateTradesThatTheExchangeTookBack() throws Exception {
        String takenBack = "{\"a\":1,\"p\":\"0\",\"q\":\"0\",\"f\":-1,\"l\":-1,\"T\":5}";
        String first = "{\"a\":2,\"f\":10,\"l\":12,\"T\":6}";
        String last = "{\"a\":4,\"f\":13,\"l\":13,\"T\":8}";
        try (RestStub exchange = answering("[" + String.join(",", takenBack, first, last, takenBack) + "]")) {
            assertThat(trades(exchange).firstAt("BTCUSDT", 5)).contains(new RestById.Ids(10, 12, 6));
            assertThat(trades(exchange).newest("BTCUSDT")).contains(new RestById.Ids(13, 13, 8));
        }
        try (RestStub exchange = answering("[" + takenBack + "]")) {
            assertThatThrownBy(() -> trades(exchange).firstAt("BTCUSDT", 5))
                    .hasMessageContaining("each of 1 aggregate trades was taken back");
        }
    }

    private static RestStub answering(String body) throws Exception {
        return new RestStub(request -> Answer.ok(body));
    }

    private static RestTrades trades(RestStub exchange) {
        return new RestTrades(new RestApi(exchange.uri(), HttpClient.newHttpClient(), new RequestWeightLimiter(6000)));
    }
}
