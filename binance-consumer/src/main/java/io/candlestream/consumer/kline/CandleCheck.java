package io.candlestream.consumer.kline;

import io.candlestream.consumer.row.Reason;
import io.candlestream.consumer.row.RefusedException;
import io.candlestream.schema.Interval;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Refuses a row that no candle can be: a schema of strings decodes many wrong bytes without complaint, and a candle of
 * another interval would overwrite one of ours.
 */
final class CandleCheck {
    /** Volumes are sums that their sources round on their own. */
    private static final double ROUNDING = 1 + 1e-9;

    /** The sources that tell of the past. */
    private static final Set<String> PAST = Set.of("rest", "archive");

    private final Interval interval;

    CandleCheck(Interval interval) {
        this.interval = interval;
    }

    void check(AssetRow row) throws RefusedException {
        if (row.assetName().isEmpty()) {
            throw new RefusedException(Reason.EMPTY_KEY, "asset_name is empty");
        }
        checkInterval(row);
        checkTimes(row);
        checkPrices(row);
        checkVolumes(row);
    }

    private void checkInterval(AssetRow row) throws RefusedException {
        if (!row.interval().isEmpty() && !row.interval().equals(interval.code())) {
            throw RefusedException.of(
                    Reason.OTHER_INTERVAL, "interval", row.interval(), "but the table holds " + interval.code());
        }
    }

    private void checkTimes(AssetRow row) throws RefusedException {
        // The exchange's history has candles off the grid (2017, 2018, after halts), and some that close with the next
        // one's
        // open: what it says of its past is true.
        boolean past = PAST.contains(row.source());
        if (!past && !interval.opensAt(row.openTime())) {
            throw refused(
                    Reason.OFF_THE_GRID,
                    "timestamp",
                    row.openTime(),
                    "(epoch ms) opens no " + interval.code() + " candle");
        }
        // A trading halt can close a candle early, never late.
        if (row.closeTime() <= row.openTime() || row.closeTime() >= interval.endOf(row.openTime()) + (past ? 1 : 0)) {
            throw refused(
                    Reason.BAD_CLOSE_TIME,
                    "close_time",
                    row.closeTime(),
                    "(epoch ms) is not within the " + interval.code() + " after " + row.openTime());
        }
    }

    private static void checkPrices(AssetRow row) throws RefusedException {
        if (row.low() <= 0) {
            throw refused(Reason.PRICE_NOT_POSITIVE, "low", row.low(), "is not a price");
        }
        checkRange("open", row.open(), row);
        checkRange("close", row.close(), row);
        checkRange("high", row.high(), row);
    }

    private static void checkRange(String field, double price, AssetRow row) throws RefusedException {
        if (price < row.low() || price > row.high()) {
            throw refused(
                    Reason.PRICE_OUT_OF_RANGE,
                    field,
                    price,
                    "is not between low " + row.low() + " and high " + row.high());
        }
    }

    private static void checkVolumes(AssetRow row) throws RefusedException {
        checkVolume("volume", row.volume(), Double.MAX_VALUE);
        checkVolume("quote_volume", row.quoteVolume(), Double.MAX_VALUE);
        checkTaker("taker_buy_volume", row.takerBuyVolume(), row.volume());
        checkTaker("taker_buy_quote_volume", row.takerBuyQuoteVolume(), row.quoteVolume());
        if (row.trades() < 0) {
            throw refused(Reason.BAD_TRADE_COUNT, "trades", row.trades(), "is negative");
        }
    }

    private static void checkTaker(String field, OptionalDouble part, double whole) throws RefusedException {
        checkVolume(field, part.orElse(0), whole * ROUNDING);
    }

    private static void checkVolume(String field, double volume, double most) throws RefusedException {
        if (volume < 0) {
            throw refused(Reason.BAD_VOLUME, field, volume, "is negative");
        }
        if (volume > most) {
            throw refused(Reason.BAD_VOLUME, field, volume, "is more than the whole volume");
        }
    }

    private static RefusedException refused(Reason reason, String field, Number value, String problem) {
        return RefusedException.of(reason, field, value.toString(), problem);
    }
}
