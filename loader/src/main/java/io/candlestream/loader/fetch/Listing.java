package io.candlestream.loader.fetch;

import java.io.IOException;
import java.time.YearMonth;
import java.util.Optional;
import java.util.SortedSet;

/**
 * From when to when the archive has files of a symbol.
 *
 * @param first the month of the first candle, or its day where there is no month yet
 * @param last the day of the last one, or its month where there are no days behind that
 */
public record Listing(String symbol, String first, String last) {
    /** Empty where it has none of them. */
    static Optional<Listing> of(PublicArchive archive, MarketFolder market, ArchivedSeries series, String symbol)
            throws IOException, InterruptedException {
        SortedSet<String> months = archive.times(market, "monthly", symbol, series, Optional.empty());
        Optional<String> lastMonth = months.isEmpty() ? Optional.empty() : Optional.of(months.last());
        // Days are asked for behind the last whole month alone: there are thousands.
        SortedSet<String> days = archive.times(market, "daily", symbol, series, lastMonth.map(month -> month + "-31"));
        if (months.isEmpty() && days.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Listing(
                symbol,
                months.isEmpty() ? days.first() : months.first(),
                days.isEmpty() ? months.last() : days.last()));
    }

    /** The month of the last candle. */
    YearMonth lastMonth() {
        return YearMonth.parse(last.substring(0, 7));
    }

    /** Whether nothing came of it for two months, while of other symbols something did. */
    public boolean isDelisted(Iterable<Listing> all) {
        YearMonth newest = lastMonth();
        for (Listing other : all) {
            newest = other.lastMonth().isAfter(newest) ? other.lastMonth() : newest;
        }
        return lastMonth().isBefore(newest.minusMonths(1));
    }
}
