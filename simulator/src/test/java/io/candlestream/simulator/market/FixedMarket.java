package io.candlestream.simulator.market;

import io.candlestream.history.Candle;
import io.candlestream.schema.Interval;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/** A market of closed one-minute candles from the epoch on, the same number for each symbol. */
public record FixedMarket(List<String> symbols, int candles) implements Market {
    @Override
    public Interval interval() {
        return Interval.MINUTE_1;
    }

    @Override
    public Iterator<Update> updatesOf(String symbol) {
        return IntStream.range(0, candles)
                .mapToObj(index -> Update.closing(candle(symbol, index)))
                .iterator();
    }

    public static Candle candle(String symbol, long index) {
        return new Candle(
                symbol,
                Interval.MINUTE_1,
                index * 60_000,
                index * 60_000 + 59_999,
                "1.10000000",
                "1.40000000",
                "1.00000000",
                "1.20000000",
                "7.00000000",
                "8.00000000",
                "3.00000000",
                "4.00000000",
                5,
                index * 5 + 1,
                index * 5 + 5,
                index * 60_000 + 59_999);
    }
}
