package io.candlestream.history.archive;

import io.candlestream.history.Candle;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What two tellings of one candle differ in; 10.5 and 10.50000000 are one number. */
final class CandleDifference {
    private static final List<Value> VALUES = List.of(
            new Value("close_time", candle -> String.valueOf(candle.closeTime())),
            new Value("open", Candle::open),
            new Value("high", Candle::high),
            new Value("low", Candle::low),
            new Value("close", Candle::close),
            new Value("volume", Candle::volume),
            new Value("quote_volume", Candle::quoteVolume),
            new Value("count", candle -> String.valueOf(candle.trades())),
            new Value("taker_buy_volume", Candle::takerBuyVolume),
            new Value("taker_buy_quote_volume", Candle::takerBuyQuoteVolume));

    private CandleDifference() {}

    /** The first value that differs, as text; empty when all are equal. */
    static Optional<String> between(Candle one, Candle other) {
        return VALUES.stream()
                .filter(value -> value.differs(one, other))
                .findFirst()
                .map(value -> value.name() + " is " + value.text().apply(one) + " and "
                        + value.text().apply(other));
    }

    private record Value(String name, Function<Candle, String> text) {
        boolean differs(Candle one, Candle other) {
            String left = text.apply(one);
            String right = text.apply(other);
            return !left.equals(right) && new BigDecimal(left).compareTo(new BigDecimal(right)) != 0;
        }
    }
}
