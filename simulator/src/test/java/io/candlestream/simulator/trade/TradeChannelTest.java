package io.candlestream.simulator.trade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candlestream.history.Candle;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.simulator.exchange.Pace;
import io.candlestream.simulator.market.Market;
import io.candlestream.simulator.market.MarketTrade;
import io.candlestream.simulator.market.SeededMarket;
import io.candlestream.simulator.market.Update;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TradeChannelTest {
    private static final long START = 1_609_459_200_000L;
    private static final int TRADES = 5000;
    private static final List<String> SYMBOLS = List.of("BTCUSDT", "SELDOMUSDT");
    private static final Market MARKET = new SeededMarket(7, SYMBOLS, Interval.MINUTE_1, START);
    private static final Exchange EXCHANGE =
            new Exchange(MARKET, Pace.fullSpeed(), Exchange.Options.defaults().streams(List.of("klines", "trades")));

    private static TradeChannel channel;

    @BeforeAll
    static void play() {
        EXCHANGE.start();
        EXCHANGE.open();
        channel = EXCHANGE.channel(TradeChannel.class);
        await().until(() -> channel.count() >= TRADES);
        EXCHANGE.stop();
    }

    @AfterAll
    static void close() {
        EXCHANGE.close();
    }

    @Test
    void everyCandleIsMadeOfItsTrades() {
        List<MarketTrade> trades = channel.said("BTCUSDT");
        List<Candle> candles = EXCHANGE.truth()
                .candles("BTCUSDT")
                .filter(Update::closed)
                .map(Update::candle)
                .toList();

        assertThat(candles).hasSizeGreaterThan(3).allSatisfy(candle -> {
            List<MarketTrade> own = trades.stream()
                    .filter(trade -> trade.time() >= candle.openTime() && trade.time() <= candle.closeTime())
                    .toList();
            assertThat(own).hasSize((int) candle.trades());
            assertThat(own.get(0).id()).isEqualTo(candle.firstTradeId());
            assertThat(own.get(own.size() - 1).id()).isEqualTo(candle.lastTradeId());
            assertThat(candle.open()).isEqualTo(MarketTrade.text(own.get(0).price()));
            assertThat(candle.close())
                    .isEqualTo(MarketTrade.text(own.get(own.size() - 1).price()));
            assertThat(candle.high())
                    .isEqualTo(MarketTrade.text(own.stream()
                            .map(MarketTrade::price)
                            .max(BigDecimal::compareTo)
                            .orElseThrow()));
            assertThat(candle.low())
                    .isEqualTo(MarketTrade.text(own.stream()
                            .map(MarketTrade::price)
                            .min(BigDecimal::compareTo)
                            .orElseThrow()));
            assertThat(candle.volume()).isEqualTo(sum(own.stream().map(MarketTrade::quantity)));
            assertThat(candle.quoteVolume()).isEqualTo(sum(own.stream().map(MarketTrade::quoteQuantity)));
            assertThat(candle.takerBuyVolume())
                    .isEqualTo(sum(own.stream().filter(MarketTrade::takerBuys).map(MarketTrade::quantity)));
            assertThat(candle.takerBuyQuoteVolume())
                    .isEqualTo(sum(own.stream().filter(MarketTrade::takerBuys).map(MarketTrade::quoteQuantity)));
        });
    }

    private static String sum(Stream<BigDecimal> values) {
        return values.reduce(BigDecimal.ZERO, BigDecimal::add)
                .setScale(8, RoundingMode.DOWN)
                .toPlainString();
    }

    @Test
    void idsHaveNoBreakAndTimesGoForwards() {
        for (String symbol : SYMBOLS) {
            Iterator<MarketTrade> trades = channel.said(symbol).iterator();
            MarketTrade before = trades.next();
            while (trades.hasNext()) {
                MarketTrade trade = trades.next();
                assertThat(trade.id()).isEqualTo(before.id() + 1);
                assertThat(trade.time()).isGreaterThanOrEqualTo(before.time());
                assertThat(trade.eventTime()).isGreaterThanOrEqualTo(trade.time());
                before = trade;
            }
        }
    }

    @Test
    void writesTheEventAsTheExchangeDoes() {
        StringBuilder text = new StringBuilder();
        new TradeChannel(MARKET)
                .write(
                        new MarketTrade("BTCUSDT", 12_345, 5, 6, 100_000, 10_000_000_000L, false),
                        TimeUnit.MILLISECONDS,
                        text);

        assertThat(text)
                .hasToString("{\"e\":\"trade\",\"E\":6,\"s\":\"BTCUSDT\",\"t\":12345,\"p\":\"0.00100000\","
                        + "\"q\":\"100.00000000\",\"T\":5,\"m\":true,\"M\":true}");
    }

    /** As BTTC and SHIB have them. */
    @Test
    void writesAQuantityThatNoLongHolds() {
        StringBuilder text = new StringBuilder();
        new TradeChannel(MARKET)
                .write(
                        MarketTrade.of("BTTCUSDT", 7, 5, 6, "0.00000043", "99999999999999999999.99999999", true),
                        TimeUnit.MILLISECONDS,
                        text);

        assertThat(text).contains("\"p\":\"0.00000043\",\"q\":\"99999999999999999999.99999999\"");
    }

    @Test
    void tellsOldTradesById() throws Exception {
        List<MarketTrade> trades = channel.said("BTCUSDT");
        long first = trades.get(0).id();
        List<JsonNode> rows = rows("historicalTrades?symbol=BTCUSDT&limit=1000&fromId=" + (first + 10));

        assertThat(rows).hasSize(1000);
        assertThat(rows.get(0).get("id").asLong()).isEqualTo(first + 10);
        assertThat(rows.get(0).get("price").asText())
                .isEqualTo(MarketTrade.text(trades.get(10).price()));
        assertThat(rows.get(0).get("quoteQty").asText())
                .isEqualTo(MarketTrade.text(trades.get(10).quoteQuantity()));
        assertThat(rows.get(0).get("time").asLong()).isEqualTo(trades.get(10).time());
        assertThat(rows("historicalTrades?symbol=BTCUSDT&fromId=1")
                        .get(0)
                        .get("id")
                        .asLong())
                .isEqualTo(first);
        assertThat(rows("historicalTrades?symbol=BTCUSDT&fromId=" + (first + trades.size())))
                .isEmpty();
        assertThat(rows("trades?symbol=BTCUSDT&limit=3").get(2).get("id").asLong())
                .isEqualTo(first + trades.size() - 1);
    }

    @Test
    void anAggregateTradeIsWhatOneOrderTookAtOnePrice() throws Exception {
        List<MarketTrade> trades = channel.said("BTCUSDT");
        List<JsonNode> fills = new ArrayList<>();
        List<JsonNode> page = rows("aggTrades?symbol=BTCUSDT&limit=1000&fromId=0");
        while (!page.isEmpty()) {
            fills.addAll(page);
            page = rows("aggTrades?symbol=BTCUSDT&limit=1000&fromId=" + fills.size());
        }
        int next = 0;
        assertThat(fills.size()).isGreaterThan(1000);
        assertThat(fills.get(999).get("f").asLong())
                .as("the last of a thousand was taken back")
                .isEqualTo(-1);
        fills.removeIf(fill -> fill.get("l").asLong() < 0);
        for (JsonNode fill : fills) {
            List<MarketTrade> own = trades.subList(
                    next, next + (int) (fill.get("l").asLong() - fill.get("f").asLong()) + 1);
            assertThat(own.get(0).id()).isEqualTo(fill.get("f").asLong());
            assertThat(own.get(own.size() - 1).id()).isEqualTo(fill.get("l").asLong());
            assertThat(fill.get("q").asText()).isEqualTo(sum(own.stream().map(MarketTrade::quantity)));
            assertThat(own).allSatisfy(trade -> assertThat(MarketTrade.text(trade.price()))
                    .isEqualTo(fill.get("p").asText()));
            next += own.size();
        }

        assertThat(next).isEqualTo(trades.size());
        assertThat(fills).hasSizeLessThan(trades.size());
        long time = trades.get(500).time();
        assertThat(rows("aggTrades?symbol=BTCUSDT&limit=1&startTime=" + time)
                        .get(0)
                        .get("T")
                        .asLong())
                .isEqualTo(time);
    }

    private static List<JsonNode> rows(String query) throws IOException, InterruptedException {
        String body = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(EXCHANGE.restUrl().resolve("/api/v3/" + query))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        return StreamSupport.stream(new ObjectMapper().readTree(body).spliterator(), false)
                .toList();
    }
}
