package io.candlestream.consumer.kline;

import io.candlestream.consumer.stream.Decimal;
import java.util.Optional;

/** Those numbers of a candle that have more digits than a double holds; each is empty where the row's double is the number. */
public record ExactNumbers(
        Optional<Decimal> open,
        Optional<Decimal> high,
        Optional<Decimal> low,
        Optional<Decimal> close,
        Optional<Decimal> volume,
        Optional<Decimal> quoteVolume,
        Optional<Decimal> takerBuyVolume,
        Optional<Decimal> takerBuyQuoteVolume) {
    /** Of most candles. */
    public static final ExactNumbers NONE = new ExactNumbers(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
}
