package io.candlestream.dashboard.chart;

import io.candlestream.dashboard.candle.ChartCandle;
import io.candlestream.dashboard.candle.ChartGap;
import io.candlestream.dashboard.candle.ChartTrade;
import io.candlestream.schema.Interval;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A store without the rows that lie in the future: a single one of the year 2200 would be the newest candle for ever, and
 * hide all that comes before it. The doctor and {@code verify} name such rows.
 *
 * @param ahead how far a clock may be ahead of this one
 */
public record StoreUntilNow(CandleStore all, Interval interval, Duration ahead, InstantSource clock)
        implements CandleStore {
    @Override
    public List<String> assets() {
        return all.assets();
    }

    @Override
    public List<ChartCandle> newest(String asset, long from, long to, int most) {
        return all.newest(asset, from, Math.min(to, interval.endOf(now())), most);
    }

    /** Epoch milliseconds. */
    private long now() {
        return clock.instant().plus(ahead).toEpochMilli();
    }

    @Override
    public OptionalLong first(String asset) {
        return all.first(asset);
    }

    @Override
    public Optional<String> symbol(String asset) {
        return all.symbol(asset);
    }

    @Override
    public List<ChartGap> gaps(String asset) {
        return all.gaps(asset);
    }

    @Override
    public long closed(String asset, long from, long to) {
        return all.closed(asset, from, to);
    }

    @Override
    public Set<Long> certifiedDays(String asset, long from, long to) {
        return all.certifiedDays(asset, from, to);
    }

    @Override
    public List<ChartTrade> trades(String symbol, long to, int most) {
        return all.trades(symbol, Math.min(to, now()), most);
    }
}
