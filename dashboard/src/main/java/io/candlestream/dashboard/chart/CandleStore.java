package io.candlestream.dashboard.chart;

import io.candlestream.dashboard.candle.ChartCandle;
import io.candlestream.dashboard.candle.ChartGap;
import io.candlestream.dashboard.candle.ChartTrade;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Where candles and gaps are read; each method but that of the trades costs one query by key. All throw {@link TableUnavailableException} while nobody
 * answers.
 */
public interface CandleStore {
    /** How many hours back last trades are looked for: those of a pair that trades less often are no news. */
    int TRADE_HOURS = 4;

    /** The names of all assets. */
    List<String> assets();

    /** Of the candles that open from {@code from} until before {@code to}, the {@code most} newest; oldest first. */
    List<ChartCandle> newest(String asset, long from, long to, int most);

    /** When the first candle opens; empty for an asset without any. */
    OptionalLong first(String asset);

    /** The exchange's name of the pair; empty where the table does not tell. */
    Optional<String> symbol(String asset);

    /** What is noted of missing candles, in any order. */
    List<ChartGap> gaps(String asset);

    /** How many closed candles open from {@code from} until before {@code to}. */
    long closed(String asset, long from, long to);

    /** The beginnings of the days from {@code from} until before {@code to} that have a certificate; none where nobody certifies. */
    Set<Long> certifiedDays(String asset, long from, long to);

    /**
     * Of the trades before {@code to}, epoch milliseconds, the {@code most} newest, newest first: one query an hour, and only as
     * many hours as it needs, {@link #TRADE_HOURS} at most. None where there is no such table.
     *
     * @param symbol the exchange's name of the pair
     */
    List<ChartTrade> trades(String symbol, long to, int most);
}
