package io.candlestream.loader.fetch;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * One file of the archive.
 *
 * @param path below the archive's address
 * @param name of the file alone
 */
record RemoteFile(String path, String name) {
    static RemoteFile of(MarketFolder market, ArchivedSeries series, String symbol, YearMonth month) {
        return of(market, "monthly", series, symbol, month.toString());
    }

    static RemoteFile of(MarketFolder market, ArchivedSeries series, String symbol, LocalDate day) {
        return of(market, "daily", series, symbol, day.toString());
    }

    private static RemoteFile of(MarketFolder market, String kind, ArchivedSeries series, String symbol, String time) {
        String name = symbol + "-" + series.code() + "-" + time + ".zip";
        return new RemoteFile(folder(market, kind, series) + series.below(symbol) + name, name);
    }

    /** The folder that has one of each symbol. */
    static String folder(MarketFolder market, String kind, ArchivedSeries series) {
        return market.path() + "/" + kind + "/" + series.folder() + "/";
    }
}
