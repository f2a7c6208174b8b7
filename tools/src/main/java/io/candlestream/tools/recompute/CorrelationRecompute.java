package io.candlestream.tools.recompute;

import io.candlestream.derive.features.PairFeature;
import io.candlestream.derive.features.PairWindow;
import io.candlestream.history.LookAhead;
import io.candlestream.schema.Interval;
import io.candlestream.tools.access.Asset;
import io.candlestream.tools.access.AssetTable;
import io.candlestream.tools.access.AssetTable.Span;
import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.made.MadeTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Makes correlation and beta of the stored candles of assets with those of the reference, stretch by stretch: read first, then written. */
final class CorrelationRecompute {
    static final MadeTable.Columns COLUMNS = MadeTable.Columns.of(
            "asset_name,interval,timestamp",
            "symbol,reference,known_at",
            Stream.of(PairFeature.values()).map(PairFeature::column));
    private static final List<String> CANDLE = List.of("timestamp", "close", "is_closed", "close_time", "event_time");
    /** So many intervals are a stretch. */
    private static final int STRETCH = 10_000;

    private final AssetTable candles;
    private final Interval interval;
    private final Asset reference;
    private final int returns;
    private final Optional<Instant> from;
    private final Optional<Instant> to;

    /**
     * @param from the first open time, {@code to} the end, excluded; empty where the asset's candles begin and end
     */
    CorrelationRecompute(
            AssetTable candles,
            Interval interval,
            CorrelationSettings settings,
            Optional<Instant> from,
            Optional<Instant> to) {
        this.candles = candles;
        this.interval = interval;
        this.reference = new Asset(settings.reference(), "", interval.code());
        this.returns = settings.returns();
        this.from = from;
        this.to = to;
    }

    /** Writes those of the symbols, or assets, of {@code names}, of all without any, and returns how many rows. */
    long write(List<String> names, MadeTable stored) {
        CorrelationSettings.requireStored(candles, reference);
        for (Asset asset : candles.assets(names)) {
            if (!asset.name().equals(reference.name())) {
                candles.closed(asset).ifPresent(span -> write(asset, span, stored));
            }
        }
        return stored.written();
    }

    private void write(Asset asset, Span span, MadeTable stored) {
        long first = from.orElse(span.first()).toEpochMilli();
        long last = to.map(end -> end.minusMillis(1)).orElse(span.last()).toEpochMilli();
        while (first <= last) {
            long end = Math.min(last, interval.shifted(first, STRETCH));
            for (PairWindow.Row row : rows(asset, first, end)) {
                stored.write(row(asset, row));
            }
            stored.flush();
            first = end + 1;
        }
    }

    private List<PairWindow.Row> rows(Asset asset, long first, long last) {
        List<PairWindow.Row> rows = new ArrayList<>();
        PairWindow window = new PairWindow(returns, interval::endOf, open -> interval.shifted(open, -returns));
        long begin = interval.shifted(first, -returns);
        LookAhead<StoredRow> others = closed(reference, begin, last);
        for (LookAhead<StoredRow> own = closed(asset, begin, last); own.hasNext(); ) {
            StoredRow candle = own.next();
            long open = open(candle);
            while (others.peek().filter(other -> open(other) <= open).isPresent()) {
                StoredRow other = others.next();
                window.addReference(
                        open(other), other.real("close"), AssetTable.knownAt(other), other.number("version"));
            }
            window.add(open, candle.real("close"), AssetTable.knownAt(candle), candle.number("version"));
            if (open >= first) {
                rows.add(window.last());
            }
        }
        return rows;
    }

    private LookAhead<StoredRow> closed(Asset asset, long first, long last) {
        Instant begin = Instant.ofEpochMilli(first);
        Instant end = Instant.ofEpochMilli(last);
        return LookAhead.of(
                StreamSupport.stream(candles.versions(asset, CANDLE, begin, end).spliterator(), false)
                        .filter(candle -> candle.flag("is_closed"))
                        .iterator());
    }

    private static long open(StoredRow candle) {
        return AssetTable.openTime(candle).toEpochMilli();
    }

    private MadeTable.Row row(Asset asset, PairWindow.Row row) {
        List<Object> values = new ArrayList<>(List.of(
                asset.name(),
                interval.code(),
                Instant.ofEpochMilli(row.openTime()),
                asset.symbol(),
                reference.name(),
                Instant.ofEpochMilli(row.knownAt())));
        for (PairFeature feature : PairFeature.values()) {
            values.add(row.values().get(feature));
        }
        return new MadeTable.Row(values, row.clearsAbsent(), row.version());
    }
}
