package io.candlestream.loader.fetch;

import io.candlestream.schema.Interval;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * One file of the archive.
 *
 * @param path below the archive's address
 * @param name of the file alone
 */
record RemoteFile(String path, String name) {
    static RemoteFile of(MarketFolder market, String symbol, Interval interval, YearMonth month) {
        return of(market, "monthly", symbol, interval, month.toString());
    }

    static RemoteFile of(MarketFolder market, String symbol, Interval interval, LocalDate day) {
        return of(market, "daily", symbol, interval, day.toString());
    }

    private static RemoteFile of(MarketFolder market, String kind, String symbol, Interval interval, String time) {
        String code = code(interval);
        String name = symbol + "-" + code + "-" + time + ".zip";
        return new RemoteFile(folder(market, kind) + symbol + "/" + code + "/" + name, name);
    }

    /** The interval as it stands in the archive's names. */
    static String code(Interval interval) {
        return interval.code().replace("M", "mo");
    }

    /** The folder that has one of each symbol. */
    static String folder(MarketFolder market, String kind) {
        return market.path() + "/" + kind + "/klines/";
    }
}
