package io.candlestream.consumer.ticker;

import io.candlestream.consumer.stream.Decimal;
import io.candlestream.consumer.stream.RejectReason;
import io.candlestream.consumer.stream.RejectedException;
import io.candlestream.consumer.ticker.TickerRow.Prices;
import io.candlestream.schema.TickerWindow;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Refuses a ticker whose numbers contradict each other.
 *
 * <p>Source: the identities hold in every recorded frame, and follow from what binance-spot-api-docs says of the fields.
 */
final class TickerCheck {
    private static final long MINUTE = 60_000;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int DECIMALS = 8;
    private static final int DECIMALS_OF_PERCENT = 3;
    private static final long NO_TRADE = -1;

    private TickerCheck() {}

    static void check(TickerRow row) throws RejectedException {
        require(row.closeTime() <= row.eventTime(), "close_time is after event_time");
        long wider = row.closeTime() - row.openTime() - row.window().length();
        if (row.window() == TickerWindow.ROLLING_24H) {
            require(wider == 0, "the window is not of 24 h");
        } else {
            require(Math.floorMod(row.openTime(), MINUTE) == 0, "open_time is not on a minute");
            require(wider >= 0 && wider < MINUTE, "the window is " + wider + " ms wider than its name");
        }
        if (row.trades() == 0) {
            require(
                    row.firstTradeId() == NO_TRADE && row.lastTradeId() == NO_TRADE,
                    "there is no trade, but an id of one");
        } else {
            checkTrades(row);
        }
    }

    private static void checkTrades(TickerRow row) throws RejectedException {
        require(row.firstTradeId() >= 0, "first_trade_id is below zero");
        require(
                row.trades() == row.lastTradeId() - row.firstTradeId() + 1,
                "trades is not last_trade_id - first_trade_id + 1");
        Prices prices = row.prices();
        BigDecimal open = number(prices.open());
        BigDecimal last = number(prices.last());
        BigDecimal high = number(prices.high());
        BigDecimal low = number(prices.low());
        require(low.signum() > 0, "low_price is not above zero");
        require(high.compareTo(open.max(last)) >= 0, "high_price is below open or last");
        require(low.compareTo(open.min(last)) <= 0, "low_price is above open or last");
        require(prices.volume().isPositive() && prices.quoteVolume().isPositive(), "a volume is not above zero");
        require(number(prices.change()).compareTo(last.subtract(open)) == 0, "price_change is not last less open");
        require(
                quotient(number(prices.change()).multiply(HUNDRED), open, DECIMALS_OF_PERCENT)
                                .compareTo(number(prices.changePercent()))
                        == 0,
                "price_change_percent is not 100 price_change / open");
        require(
                quotient(number(prices.quoteVolume()), number(prices.volume()), DECIMALS)
                                .compareTo(number(prices.weightedAverage()))
                        == 0,
                "weighted_average_price is not quote_volume / volume");
    }

    private static BigDecimal quotient(BigDecimal a, BigDecimal b, int decimals) {
        return a.divide(b, decimals, RoundingMode.HALF_UP);
    }

    private static BigDecimal number(Decimal decimal) {
        return decimal.toBigDecimal();
    }

    private static void require(boolean holds, String problem) throws RejectedException {
        if (!holds) {
            throw new RejectedException(RejectReason.BAD_TICKER, problem);
        }
    }
}
