package io.candlestream.consumer.kline;

import io.candlestream.consumer.stream.Decimal;
import io.candlestream.consumer.stream.StoredRanges.VersionedRow;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What one version of a closed candle says: its values, and where they are from.
 *
 * @param values in the order of {@link #NUMBERS}; absent where the table has none
 * @param exact of each value the number itself, where the double only comes near to it
 * @param trades -1 where the table has none
 * @param eventTime when the source said so, epoch milliseconds
 * @param collectedAt when we knew it, epoch milliseconds
 */
record CandleState(
        long closeTime,
        List<OptionalDouble> values,
        List<Optional<Decimal>> exact,
        int trades,
        String source,
        OptionalLong eventTime,
        OptionalLong collectedAt,
        long version) {
    /** The columns of the values. */
    static final List<String> NUMBERS = List.of(
            "open", "high", "low", "close", "volume", "quote_volume", "taker_buy_volume", "taker_buy_quote_volume");

    static CandleState of(KlineRow row) {
        ExactNumbers exact = row.exact();
        return new CandleState(
                row.closeTime(),
                List.of(
                        OptionalDouble.of(row.open()),
                        OptionalDouble.of(row.high()),
                        OptionalDouble.of(row.low()),
                        OptionalDouble.of(row.close()),
                        OptionalDouble.of(row.volume()),
                        OptionalDouble.of(row.quoteVolume()),
                        row.takerBuyVolume(),
                        row.takerBuyQuoteVolume()),
                List.of(
                        exact.open(),
                        exact.high(),
                        exact.low(),
                        exact.close(),
                        exact.volume(),
                        exact.quoteVolume(),
                        exact.takerBuyVolume(),
                        exact.takerBuyQuoteVolume()),
                row.trades(),
                row.source(),
                row.eventTime(),
                OptionalLong.of(row.collectedAt()),
                row.version());
    }

    static CandleState of(VersionedRow row) {
        OptionalDouble trades = row.number("trades");
        return new CandleState(
                row.millis("close_time").orElse(row.clustering()),
                NUMBERS.stream().map(row::number).toList(),
                NUMBERS.stream().map(row::exact).toList(),
                trades.isPresent() ? (int) trades.getAsDouble() : -1,
                row.text("source").orElse(""),
                row.millis("event_time"),
                row.millis("collected_at"),
                row.version());
    }

    /** Whether a certificate is the same over both: the values as doubles, the trades, and the end. */
    boolean saysTheSame(CandleState other) {
        if (closeTime != other.closeTime || trades != other.trades) {
            return false;
        }
        for (int i = 0; i < values.size(); i++) {
            OptionalDouble one = values.get(i);
            OptionalDouble two = other.values.get(i);
            if (one.isPresent() != two.isPresent() || one.orElse(0) != two.orElse(0)) {
                return false;
            }
        }
        return true;
    }
}
