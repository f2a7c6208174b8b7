package io.candlestream.simulator.market;

import io.candlestream.history.Candle;
import io.candlestream.history.archive.ArchiveKlines;
import io.candlestream.schema.Interval;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.StreamSupport;

/**
 * The market of kline archive files: one closing update a candle. A hole stays a hole. The archive has no trade ids; each
 * symbol's trades are numbered from 1.
 *
 * @param klines the candles in the files
 */
record ArchiveMarket(ArchiveKlines klines) implements Market {
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
        Iterable<Candle> candles = () -> klines.candles(symbol);
        AtomicLong nextTradeId = new AtomicLong(1);
        return StreamSupport.stream(candles.spliterator(), false)
                .map(candle -> Update.closing(candle.numberedFrom(nextTradeId.getAndAdd(candle.trades()))))
                .iterator();
    }
}
