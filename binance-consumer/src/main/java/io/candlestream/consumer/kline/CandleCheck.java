package io.candlestream.consumer.kline;

import io.candlestream.consumer.stream.RejectReason;
import io.candlestream.consumer.stream.RejectedException;
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
record CandleCheck(Interval interval) {
    /** The sources that tell of the past. */
    private static final Set<String> PAST = Set.of("rest", "archive");

    void check(KlineRow row) throws RejectedException {
        if (row.assetName().isEmpty()) {
            throw new RejectedException(RejectReason.EMPTY_KEY, "asset_name is empty");
        }
        checkInterval(row);
        checkTimes(row);
        checkValues(row);
    }

    private void checkInterval(KlineRow row) throws RejectedException {
        if (!row.interval().isEmpty() && !row.interval().equals(interval.code())) {
            throw RejectedException.of(
                    RejectReason.OTHER_INTERVAL, "interval", row.interval(), "but the table holds " + interval.code());
        }
    }

    private void checkTimes(KlineRow row) throws RejectedException {
        // The exchange's history has candles off the grid (2017, 2018, after halts), and some that close with the open
        // of
        // the next one: what it says of its past is true.
        boolean past = PAST.contains(row.source());
        if (!past && !interval.opensAt(row.openTime())) {
            throw refused(
                    RejectReason.OFF_THE_GRID,
                    "timestamp",
                    row.openTime(),
                    "(epoch ms) opens no " + interval.code() + " candle");
        }
        if (!CandleTimes.closesWithin(interval, row.openTime(), row.closeTime() - (past ? 1 : 0))) {
            throw refused(
                    RejectReason.BAD_CLOSE_TIME,
                    "close_time",
                    row.closeTime(),
                    "(epoch ms) is not within the " + interval.code() + " after " + row.openTime());
        }
        if (CandleTimes.isFromTheFuture(row.openTime(), row.collectedAt())) {
            throw refused(
                    RejectReason.FROM_THE_FUTURE,
                    "timestamp",
                    row.openTime(),
                    "(epoch ms) is more than a day after it was collected, " + row.collectedAt());
        }
    }

    private static void checkValues(KlineRow row) throws RejectedException {
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
            throw refused(RejectReason.valueOf(what.fault().name()), what.field(), what.value(), what.why());
        }
    }

    private static RejectedException refused(RejectReason reason, String field, Number value, String problem) {
        return RejectedException.of(reason, field, value.toString(), problem);
    }
}
