package io.candlestream.consumer.kline;

import io.candlestream.consumer.row.Reason;
import io.candlestream.consumer.row.RefusedException;
import io.candlestream.schema.CandleTimes;
import io.candlestream.schema.CandleValues;
import io.candlestream.schema.CandleValues.Contradiction;
import io.candlestream.schema.Interval;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses a row that no candle can be: a schema of strings decodes many wrong bytes without complaint, and a candle of
 * another interval would overwrite one of ours.
 */
final class CandleCheck {
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
        checkValues(row);
    }

    private void checkInterval(AssetRow row) throws RefusedException {
        if (!row.interval().isEmpty() && !row.interval().equals(interval.code())) {
            throw RefusedException.of(
                    Reason.OTHER_INTERVAL, "interval", row.interval(), "but the table holds " + interval.code());
        }
    }

    private void checkTimes(AssetRow row) throws RefusedException {
        // The exchange's history has candles off the grid (2017, 2018, after halts), and some that close with the open
        // of
        // the next one: what it says of its past is true.
        boolean past = PAST.contains(row.source());
        if (!past && !interval.opensAt(row.openTime())) {
            throw refused(
                    Reason.OFF_THE_GRID,
                    "timestamp",
                    row.openTime(),
                    "(epoch ms) opens no " + interval.code() + " candle");
        }
        if (!CandleTimes.closesWithin(interval, row.openTime(), row.closeTime() - (past ? 1 : 0))) {
            throw refused(
                    Reason.BAD_CLOSE_TIME,
                    "close_time",
                    row.closeTime(),
                    "(epoch ms) is not within the " + interval.code() + " after " + row.openTime());
        }
        if (CandleTimes.isFromTheFuture(row.openTime(), row.collectedAt())) {
            throw refused(
                    Reason.FROM_THE_FUTURE,
                    "timestamp",
                    row.openTime(),
                    "(epoch ms) is more than a day after it was collected, " + row.collectedAt());
        }
    }

    private static void checkValues(AssetRow row) throws RefusedException {
        Optional<Contradiction> found = new CandleValues(
                        row.open(),
                        row.high(),
                        row.low(),
                        row.close(),
                        row.volume(),
                        row.quoteVolume(),
                        row.takerBuyVolume().orElse(0),
                        row.takerBuyQuoteVolume().orElse(0),
                        row.trades())
                .contradiction();
        if (found.isPresent()) {
            Contradiction what = found.get();
            throw refused(Reason.valueOf(what.fault().name()), what.field(), what.value(), what.why());
        }
    }

    private static RefusedException refused(Reason reason, String field, Number value, String problem) {
        return RefusedException.of(reason, field, value.toString(), problem);
    }
}
