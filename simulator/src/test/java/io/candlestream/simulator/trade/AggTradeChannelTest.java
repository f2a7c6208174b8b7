package io.candlestream.simulator.trade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.simulator.exchange.Pace;
import io.candlestream.simulator.market.Market;
import io.candlestream.simulator.market.MarketAggTrade;
import io.candlestream.simulator.market.MarketTrade;
import io.candlestream.simulator.market.SeededMarket;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AggTradeChannelTest {
    private static final long START = 1_609_459_200_000L;
    private static final int ENOUGH = 2000;
    private static final List<String> SYMBOLS = List.of("BTCUSDT", "SELDOMUSDT");
    private static final Market MARKET = new SeededMarket(7, SYMBOLS, Interval.MINUTE_1, START);
    private static final Exchange EXCHANGE = new Exchange(
            MARKET, Pace.fullSpeed(), Exchange.Options.defaults().streams(List.of("trades", "agg_trades")));

    private static AggTradeChannel channel;
    private static TradeChannel trades;

    @BeforeAll
    static void play() {
        EXCHANGE.start();
        EXCHANGE.open();
        channel = EXCHANGE.channel(AggTradeChannel.class);
        trades = EXCHANGE.channel(TradeChannel.class);
        await().until(() -> channel.count() >= ENOUGH
                && SYMBOLS.stream().allMatch(symbol -> channel.said(symbol).size() > 5));
        EXCHANGE.stop();
    }

    @AfterAll
    static void close() {
        EXCHANGE.close();
    }

    /** Written from the documents, with code of the test's own: neighbours of one price, side and time, as many as there are. */
    @Test
    void eachHasTheTradesOfOnePriceSideAndTimeAndAllOfThem() {
        for (String symbol : SYMBOLS) {
            List<List<MarketTrade>> runs = new ArrayList<>();
            for (MarketTrade trade : trades.said(symbol)) {
                List<MarketTrade> run = runs.isEmpty() ? List.of() : runs.get(runs.size() - 1);
                if (run.isEmpty() || !one(run.get(0)).equals(one(trade))) {
                    run = new ArrayList<>();
                    runs.add(run);
                }
                run.add(trade);
            }
            List<String> expected = new ArrayList<>();
            for (List<MarketTrade> run : runs) {
                MarketTrade first = run.get(0);
                if (expected.size() % 1000 == 999) {
                    expected.add(expected.size() + " 0 0 -1 -1 " + first.time() + " " + first.takerBuys());
                }
                expected.add(expected.size() + " "
                        + first.price().stripTrailingZeros().toPlainString() + " "
                        + run.stream()
                                .map(MarketTrade::quantity)
                                .reduce(BigDecimal.ZERO, BigDecimal::add)
                                .stripTrailingZeros()
                                .toPlainString()
                        + " " + first.id() + " " + run.get(run.size() - 1).id() + " " + first.time() + " "
                        + first.takerBuys());
            }

            assertThat(channel.said(symbol).stream().map(AggTradeChannelTest::text))
                    .hasSizeGreaterThan(5)
                    .isEqualTo(expected.subList(0, channel.said(symbol).size()));
            assertThat(runs.stream().map(List::size)).as(symbol).contains(2);
        }
    }

    private static List<Object> one(MarketTrade trade) {
        return List.of(trade.priceUnits(), trade.takerBuys(), trade.time());
    }

    private static String text(MarketAggTrade trade) {
        return trade.id() + " " + trade.price().stripTrailingZeros().toPlainString() + " "
                + trade.quantity().stripTrailingZeros().toPlainString() + " " + trade.firstTradeId() + " "
                + trade.lastTradeId() + " " + trade.time() + " " + trade.takerBuys();
    }

    @Test
    void isToldSoonAfterItsLastTradeAndInOrderWhicheverSymbol() {
        Iterator<MarketAggTrade> events = new AggTradeChannel(MARKET).events();
        long before = 0;
        for (int i = 0; i < ENOUGH; i++) {
            MarketAggTrade trade = events.next();
            assertThat(trade.eventTime()).isGreaterThanOrEqualTo(before).isGreaterThan(trade.time());
            before = trade.eventTime();
        }
    }

    @Test
    void writesTheEventAsTheExchangeDoes() {
        StringBuilder text = new StringBuilder();
        MarketTrade first = new MarketTrade("BNBBTC", 100, 5, 6, 100_000, 4_000_000_000L, false);
        channel.write(
                MarketAggTrade.of(12_345, first)
                        .with(new MarketTrade("BNBBTC", 101, 5, 7, 100_000, 6_000_000_000L, false)),
                TimeUnit.MILLISECONDS,
                text);

        assertThat(text)
                .hasToString("{\"e\":\"aggTrade\",\"E\":7,\"s\":\"BNBBTC\",\"a\":12345,\"p\":\"0.00100000\","
                        + "\"q\":\"100.00000000\",\"f\":100,\"l\":101,\"T\":5,\"m\":true,\"M\":true}");
    }

    @Test
    void restTellsThemByIdFromTheFloorOnAndByTime() throws Exception {
        List<MarketAggTrade> said = channel.said("BTCUSDT");
        assertThat(ids("limit=3&fromId=10")).containsExactly(10L, 11L, 12L);
        assertThat(ids("limit=1")).containsExactly(said.get(said.size() - 1).id());
        assertThat(ids("limit=1&startTime=" + said.get(500).time()))
                .containsExactly(said.stream()
                        .filter(trade -> trade.time() >= said.get(500).time())
                        .findFirst()
                        .orElseThrow()
                        .id());
        assertThat(answer("limit=1&fromId=999").get(0))
                .as("the last of a thousand was taken back")
                .hasToString("{\"a\":999,\"p\":\"0.00000000\",\"q\":\"0.00000000\",\"f\":-1,\"l\":-1,\"T\":"
                        + said.get(1000).time() + ",\"m\":" + !said.get(1000).takerBuys() + ",\"M\":true}");
        channel.forgetBefore(20);
        assertThat(ids("limit=2&fromId=10")).containsExactly(20L, 21L);
        channel.forgetBefore(0);
    }

    private static List<Long> ids(String query) throws IOException, InterruptedException {
        return StreamSupport.stream(answer(query).spliterator(), false)
                .map(row -> row.get("a").asLong())
                .toList();
    }

    private static JsonNode answer(String query) throws IOException, InterruptedException {
        String body = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(EXCHANGE.restUrl().resolve("/api/v3/aggTrades?symbol=BTCUSDT&" + query))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        return new ObjectMapper().readTree(body);
    }
}
