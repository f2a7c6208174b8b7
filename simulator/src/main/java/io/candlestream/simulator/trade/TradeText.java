package io.candlestream.simulator.trade;

import io.candlestream.simulator.market.DecimalText;
import io.candlestream.simulator.market.MarketAggTrade;
import io.candlestream.simulator.market.MarketTrade;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes trades and aggregate trades as the exchange's events, keys in its order, and as rows of its REST answers.
 *
 * <p>Source: binance-api.md sections 3.2, 3.3 and 4.
 */
final class TradeText {
    private TradeText() {}

    /** Appends the event alone, as on {@code /ws}. */
    static void event(MarketAggTrade trade, TimeUnit unit, StringBuilder text) {
        text.append("{\"e\":\"aggTrade\",\"E\":")
                .append(time(unit, trade.eventTime()))
                .append(",\"s\":\"")
                .append(trade.symbol())
                .append("\",")
                .append(values(trade, unit))
                .append('}');
    }

    /** What the event and REST's row have in common. */
    private static String values(MarketAggTrade trade, TimeUnit unit) {
        return "\"a\":" + trade.id()
                + ",\"p\":\"" + MarketTrade.text(trade.price())
                + "\",\"q\":\"" + MarketTrade.text(trade.quantity())
                + "\",\"f\":" + trade.firstTradeId()
                + ",\"l\":" + trade.lastTradeId()
                + ",\"T\":" + time(unit, trade.time())
                + ",\"m\":" + !trade.takerBuys()
                + ",\"M\":true";
    }

    /** Appends the event alone, as on {@code /ws}. */
    static void event(MarketTrade trade, TimeUnit unit, StringBuilder text) {
        DecimalText decimals = new DecimalText();
        text.append("{\"e\":\"trade\",\"E\":")
                .append(time(unit, trade.eventTime()))
                .append(",\"s\":\"")
                .append(trade.symbol())
                .append("\",\"t\":")
                .append(trade.id())
                .append(",\"p\":\"")
                .append(decimals.of(trade.priceUnits()))
                .append("\",\"q\":\"")
                .append(
                        trade.large().signum() == 0
                                ? decimals.of(trade.quantityUnits())
                                : MarketTrade.text(trade.quantity()))
                .append("\",\"T\":")
                .append(time(unit, trade.time()))
                .append(",\"m\":")
                .append(!trade.takerBuys())
                .append(",\"M\":true}");
    }

    /** The answer of {@code trades} and {@code historicalTrades}. */
    static String trades(List<MarketTrade> trades, TimeUnit unit) {
        return rows(
                trades,
                trade -> "{\"id\":" + trade.id()
                        + ",\"price\":\"" + MarketTrade.text(trade.price())
                        + "\",\"qty\":\"" + MarketTrade.text(trade.quantity())
                        + "\",\"quoteQty\":\"" + MarketTrade.text(trade.quoteQuantity())
                        + "\",\"time\":" + time(unit, trade.time())
                        + ",\"isBuyerMaker\":" + !trade.takerBuys()
                        + ",\"isBestMatch\":true}");
    }

    /** The answer of {@code aggTrades}. */
    static String aggTrades(List<MarketAggTrade> trades, TimeUnit unit) {
        return rows(trades, trade -> "{" + values(trade, unit) + "}");
    }

    private static <T> String rows(List<T> items, Function<T, String> row) {
        return items.stream().map(row).collect(Collectors.joining(",", "[", "]"));
    }

    private static long time(TimeUnit unit, long millis) {
        return unit.convert(millis, TimeUnit.MILLISECONDS);
    }
}
