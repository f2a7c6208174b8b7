package io.candlestream.tools.witness;

import io.candlestream.history.Candle;
import io.candlestream.history.History;
import io.candlestream.history.archive.ArchiveKlines;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.schema.Interval;
import io.candlestream.tools.access.Asset;
import io.candlestream.tools.access.AssetTable;
import io.candlestream.tools.access.StoredStream;
import io.candlestream.tools.access.StoredTables;
import io.candlestream.tools.output.StreamReport;
import io.candlestream.tools.trades.IdTable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Brings the witnesses together that are there: tables of several intervals, trades, archive files, REST.
 *
 * @param grid the interval of the table of candles
 * @param rest the candles of an interval as REST tells them
 */
public record WitnessRun(
        Settings settings, StoredTables store, Interval grid, Optional<Path> data, Optional<History> rest) {
    private static final long HOUR = 3_600_000;

    /** What a person wants to see. */
    public record Wanted(List<String> symbols, Optional<Instant> from, Optional<Instant> to) {
        private long first() {
            return from.map(Instant::toEpochMilli).orElse(0L);
        }

        private long end() {
            return to.map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
        }

        private boolean has(Asset asset) {
            return symbols.isEmpty() || symbols.stream().anyMatch(asset::isCalled);
        }
    }

    /** @throws FatalException when no two witnesses are there, which proves nothing */
    public StreamReport report(Wanted wanted) {
        Testimonies said = new Testimonies();
        Map<Interval, AssetTable> tables = tables();
        AssetTable candles = tables.get(grid);
        for (Asset asset : candles.assets(wanted.symbols())) {
            longer(tables).forEach(interval -> sums(tables, interval, asset, wanted, said));
        }
        trades(StoredStream.TRADES, candles, wanted, said);
        trades(StoredStream.AGG_TRADES, candles, wanted, said);
        data.ifPresent(folder -> archives(folder, tables, bySymbol(candles, wanted), said));
        WitnessReport report = said.report();
        if (report.witnesses().stream().allMatch(one -> one.compared() + one.differing() == 0)) {
            report.gaps().forEach(System.err::println);
            throw new FatalException("Cannot compare witnesses: there is one of each candle at most (a table such as "
                    + name(Interval.HOUR_1) + ", trades, or --data)");
        }
        return report;
    }

    /** As the files are named. */
    private static Wanted bySymbol(AssetTable candles, Wanted wanted) {
        List<Asset> assets = candles.assets();
        return new Wanted(
                wanted.symbols().stream()
                        .map(name -> assets.stream()
                                .filter(asset -> asset.isCalled(name))
                                .map(Asset::symbol)
                                .findFirst()
                                .orElse(name))
                        .toList(),
                wanted.from(),
                wanted.to());
    }

    private Map<Interval, AssetTable> tables() {
        Map<Interval, AssetTable> tables = new TreeMap<>();
        String gaps = settings.text("cassandra.gaps-table");
        tables.put(grid, new AssetTable(store, settings.text("cassandra.table"), gaps));
        longer().filter(interval -> store.has(name(interval)))
                .forEach(interval -> tables.put(interval, new AssetTable(store, name(interval), gaps)));
        return tables;
    }

    /** Where three days begin is documented nowhere. */
    private Stream<Interval> longer() {
        return Arrays.stream(Interval.values())
                .filter(interval -> interval.compareTo(grid) > 0 && interval != Interval.DAY_3)
                .filter(interval -> grid == Interval.MINUTE_1
                        || interval.longest().toMillis() % grid.longest().toMillis() == 0);
    }

    private Stream<Interval> longer(Map<Interval, ?> there) {
        return there.keySet().stream().filter(interval -> interval != grid);
    }

    private String name(Interval interval) {
        return settings.text("cassandra.table") + "_" + interval.code();
    }

    private void sums(
            Map<Interval, AssetTable> tables, Interval interval, Asset asset, Wanted wanted, Testimonies said) {
        AssetTable shorts = tables.get(grid);
        AssetTable longs = tables.get(interval);
        Optional<AssetTable.Span> parts = shorts.closed(asset);
        Optional<AssetTable.Span> known = longs.closed(asset);
        if (parts.isEmpty() || known.isEmpty()) {
            return;
        }
        long from = Math.max(
                Math.max(parts.get().first().toEpochMilli(), known.get().first().toEpochMilli()), wanted.first());
        long to = Math.min(
                Math.min(
                        grid.endOf(parts.get().last().toEpochMilli()),
                        interval.endOf(known.get().last().toEpochMilli())),
                wanted.end());
        Testimonies.Pair pair = said.pair(grid.code() + " = " + interval.code(), asset.name(), interval);
        new SumWitness(grid, interval, from, to)
                .run(closed(shorts, asset, from, to), closed(longs, asset, from, to), pair);
    }

    /** Those that open from {@code from} until before {@code to}. */
    private static Iterator<ToldCandle> closed(AssetTable table, Asset asset, long from, long to) {
        Instant last = to == Long.MAX_VALUE ? Instant.ofEpochMilli(to) : Instant.ofEpochMilli(to - 1);
        return StreamSupport.stream(
                        table.candles(asset, List.of("*"), Instant.ofEpochMilli(from), last)
                                .spliterator(),
                        false)
                .filter(row -> row.flag("is_closed"))
                .map(ToldCandle::of)
                .iterator();
    }

    private void trades(StoredStream stream, AssetTable candles, Wanted wanted, Testimonies said) {
        if (!store.has(settings.text("cassandra." + stream.key("table")))) {
            return;
        }
        IdTable table = IdTable.of(settings, stream, store);
        Map<String, NavigableSet<Long>> hours = table.hours();
        for (Asset asset : candles.assets()) {
            NavigableSet<Long> own = hours.get(asset.symbol());
            if (own == null || !wanted.has(asset)) {
                continue;
            }
            // One candle more than is wanted at either end: its trades say whether those of the next one are whole.
            long more = grid.longest().toMillis();
            List<Long> some = own.stream()
                    .filter(hour -> hour + HOUR + more > wanted.first() && hour - more < wanted.end())
                    .toList();
            if (!some.isEmpty()) {
                trades(table, stream, candles, asset, some, wanted, said);
            }
        }
    }

    private void trades(
            IdTable table,
            StoredStream stream,
            AssetTable candles,
            Asset asset,
            List<Long> hours,
            Wanted wanted,
            Testimonies said) {
        String witnesses = stream + " = " + grid.code();
        long from = Math.max(wanted.first(), grid.openOf(hours.get(0)));
        long to = Math.min(
                Math.min(wanted.end(), hours.get(hours.size() - 1) + HOUR),
                candles.closed(asset)
                        .map(span -> grid.endOf(span.last().toEpochMilli()))
                        .orElse(0L));
        Iterator<TradedRow> rows = hours.stream()
                .flatMap(hour -> table.rows(asset.symbol(), hour))
                .map(row -> TradedRow.of(stream, row))
                .iterator();
        new TradeWitness(
                        grid,
                        stream == StoredStream.AGG_TRADES,
                        said.pair(witnesses, asset.name(), grid),
                        witnesses,
                        asset.name())
                .run(rows, closed(candles, asset, from, to), from, to);
    }

    private void archives(Path folder, Map<Interval, AssetTable> tables, Wanted wanted, Testimonies said) {
        Map<Interval, ArchiveKlines> archives = new TreeMap<>();
        Stream.concat(Stream.of(grid), longer()).forEach(interval -> archive(folder, interval, wanted)
                .ifPresent(found -> archives.put(interval, found)));
        if (archives.isEmpty()) {
            throw new SettingsException("Cannot compare with " + folder + ": no klines of " + grid.code() + " in it");
        }
        archives.forEach((interval, archive) -> {
            Optional.ofNullable(tables.get(interval)).ifPresent(table -> table(archive, table, wanted, said));
            if (interval == grid) {
                rest.ifPresent(exchange -> rest(archive, exchange, wanted, said));
            } else if (archives.containsKey(grid)) {
                sums(archives.get(grid), archive, wanted, said);
            }
        });
    }

    private static Optional<ArchiveKlines> archive(Path folder, Interval interval, Wanted wanted) {
        boolean there = ArchiveKlines.holds(folder, interval);
        if (!there) {
            return Optional.empty();
        }
        ArchiveKlines archive = ArchiveKlines.in(folder, interval);
        archive.check(symbols(archive, wanted));
        archive.notes().stream()
                .filter(note -> !note.contains("another interval"))
                .forEach(System.err::println);
        return Optional.of(archive);
    }

    private static List<String> symbols(ArchiveKlines archive, Wanted wanted) {
        return archive.symbols().stream()
                .filter(symbol -> wanted.symbols().isEmpty() || wanted.symbols().contains(symbol))
                .toList();
    }

    private static Iterator<ToldCandle> told(History history, String symbol, long first, long last) {
        Iterable<Candle> candles = () -> history.candles(symbol, first, last);
        return StreamSupport.stream(candles.spliterator(), false)
                .map(ToldCandle::of)
                .iterator();
    }

    /** What the table holds of the time that the files are about. */
    private static void table(ArchiveKlines archive, AssetTable table, Wanted wanted, Testimonies said) {
        Function<Asset, Optional<AssetTable.Span>> closed = table::closed;
        for (String symbol : symbols(archive, wanted)) {
            Optional<Asset> asset =
                    table.assets().stream().filter(one -> one.isCalled(symbol)).findFirst();
            if (asset.flatMap(closed).isEmpty()) {
                said.note("not stored  " + symbol + "  " + archive.interval().code() + ": files are there, "
                        + table.name() + " has no candle of it");
                continue;
            }
            long first = Math.max(archive.firstOpen(symbol), wanted.first());
            long last = Math.min(archive.lastOpen(symbol), wanted.end() - 1);
            if (last < first) {
                continue;
            }
            EqualWitness.run(
                    told(archive, symbol, first, last),
                    closed(table, asset.get(), first, last + 1),
                    said.pair(
                            "archive = table"
                                    + (archive.interval() == Interval.MINUTE_1
                                            ? ""
                                            : " " + archive.interval().code()),
                            asset.get().name(),
                            archive.interval()));
        }
    }

    private static void rest(ArchiveKlines archive, History exchange, Wanted wanted, Testimonies said) {
        for (String symbol : symbols(archive, wanted)) {
            long first = Math.max(archive.firstOpen(symbol), wanted.first());
            long last = Math.min(archive.lastOpen(symbol), wanted.end() - 1);
            if (last < first) {
                continue;
            }
            try {
                EqualWitness.run(
                        told(archive, symbol, first, last),
                        told(exchange, symbol, first, last),
                        said.pair("archive = REST", symbol, archive.interval()));
            } catch (UncheckedIOException e) {
                said.note("not compared  archive = REST  " + symbol + ": " + e.getMessage());
            }
        }
    }

    private static void sums(ArchiveKlines shorts, ArchiveKlines longs, Wanted wanted, Testimonies said) {
        for (String symbol : symbols(longs, wanted)) {
            if (!shorts.symbols().contains(symbol)) {
                continue;
            }
            long from = Math.max(Math.max(shorts.firstOpen(symbol), longs.firstOpen(symbol)), wanted.first());
            long to = Math.min(
                    Math.min(
                            shorts.interval().endOf(shorts.lastOpen(symbol)),
                            longs.interval().endOf(longs.lastOpen(symbol))),
                    wanted.end());
            if (to <= from) {
                continue;
            }
            new SumWitness(shorts.interval(), longs.interval(), from, to)
                    .run(
                            told(shorts, symbol, from, to - 1),
                            told(longs, symbol, from, to - 1),
                            said.pair(
                                    "archive " + shorts.interval().code() + " = "
                                            + longs.interval().code(),
                                    symbol,
                                    longs.interval()));
        }
    }
}
