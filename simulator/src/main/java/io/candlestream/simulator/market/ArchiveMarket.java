package io.candlestream.simulator.market;

import io.candlestream.history.Candle;
import io.candlestream.history.archive.ArchiveKlines;
import io.candlestream.schema.Interval;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/**
 * The market of kline archive files: one closing update a candle. A hole stays a hole. The archive has no trade ids; each
 * symbol's trades are numbered from 1.
 *
 * @param klines the candles in the files
 */
record ArchiveMarket(ArchiveKlines klines) implements Market {
    static boolean recognises(Path file) {
        return ArchiveKlines.recognises(file);
    }

    static ArchiveMarket of(List<Path> files, Interval interval) {
        return new ArchiveMarket(ArchiveKlines.of(files, interval));
    }

    @Override
    public List<String> symbols() {
        return klines.symbols();
    }

    @Override
    public Interval interval() {
        return klines.interval();
    }

    @Override
    public List<String> check(Collection<String> symbols) {
        klines.check(symbols);
        return klines.notes();
    }

    @Override
    public Iterator<Update> updatesOf(String symbol) {
        Iterator<Candle> candles = klines.candles(symbol);
        return new Iterator<>() {
            private long nextTradeId = 1;

            @Override
            public boolean hasNext() {
                return candles.hasNext();
            }

            @Override
            public Update next() {
                Candle candle = candles.next().numberedFrom(nextTradeId);
                nextTradeId += candle.trades();
                return Update.closing(candle);
            }
        };
    }
}
