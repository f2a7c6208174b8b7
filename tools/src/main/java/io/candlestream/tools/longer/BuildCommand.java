package io.candlestream.tools.longer;

import com.datastax.oss.driver.api.core.DriverException;
import io.candlestream.derive.longer.LongerCandle;
import io.candlestream.history.TimeArgument;
import io.candlestream.runtime.errors.PostgresErrors;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.schema.Interval;
import io.candlestream.schema.IntervalCodes;
import io.candlestream.schema.KlineVersion;
import io.candlestream.tools.access.Asset;
import io.candlestream.tools.access.AssetTable;
import io.candlestream.tools.access.CassandraTables;
import io.candlestream.tools.access.PostgresTables;
import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.access.StoredSink;
import io.candlestream.tools.access.StoredTables;
import io.candlestream.tools.made.CassandraMade;
import io.candlestream.tools.made.MadeTable;
import io.candlestream.tools.made.PostgresMade;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Makes longer candles of the stored ones of a minute. */
@Command(
        name = "build",
        description = {
            "Make longer candles of the stored ones of a minute, by exact sums, into a",
            "table for each interval (assets_1h: ./candlestream prepare --intervals 1h).",
            "Where a minute is missing none is made. What the exchange said of one stays."
        })
public final class BuildCommand implements Callable<Integer> {
    private static final List<String> COLUMNS = Stream.concat(
                    Stream.of(
                            "timestamp,is_closed,close_time,event_time,trades,first_trade_id,last_trade_id".split(",")),
                    LongerCandle.NUMBERS.stream())
            .toList();
    private static final Interval PARTS = Interval.MINUTE_1;

    @ParentCommand
    private HistoryTools history;

    @Option(
            names = "--from-1m",
            paramLabel = "INTERVAL",
            split = ",",
            required = true,
            completionCandidates = IntervalCodes.class,
            description = "what to make, such as 5m,1h: up to 1d")
    private List<Interval> intervals = List.of();

    @Option(names = "--symbols", split = ",", description = "such as BTCUSDT,ETHUSDT; all that the table holds")
    private List<String> symbols = List.of();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "first open time, such as 2021-04-24; that of the first closed candle")
    private Optional<Instant> from = Optional.empty();

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "end, excluded, such as 2021-05-01T12:00:00Z; behind the last closed candle")
    private Optional<Instant> to = Optional.empty();

    @Option(
            names = "--sink",
            paramLabel = "NAME",
            description = "which store: cassandra, or postgres (default: cassandra)")
    private StoredSink sink = StoredSink.CASSANDRA;

    @Override
    public Integer call() {
        TimeArgument.requireOrder("build", from, to);
        Settings set = history.tool().settings();
        for (Interval interval : intervals) {
            if (interval.compareTo(PARTS) <= 0 || interval.compareTo(Interval.DAY_1) > 0) {
                throw new SettingsException("Cannot make candles of " + interval.code() + " of those of " + PARTS.code()
                        + ": 3m to 1d can be made (--from-1m)");
            }
        }
        Interval grid = set.parsed("interval", Interval::ofCode, "one of " + Interval.codes() + " is needed");
        if (grid != PARTS) {
            throw new SettingsException("Cannot make longer candles: the table " + set.text("cassandra.table")
                    + " is of " + grid.code() + ", not " + PARTS.code() + " (ASSET_INTERVAL, ASSET_CASSANDRA_TABLE)");
        }
        return StoredTables.read(set, sink, store -> {
            try {
                if (store instanceof CassandraTables cassandra) {
                    return build(
                            set,
                            store,
                            name -> new CassandraMade(cassandra.session(), store.named(name), LongerTable.COLUMNS),
                            BigDecimal::doubleValue);
                }
                return inPostgres(set, store);
            } catch (DriverException e) {
                throw new FatalException("Cannot make longer candles: " + e.getMessage(), e);
            }
        });
    }

    /** Reading and writing have a connection each: a commit would end the reading. */
    private int inPostgres(Settings set, StoredTables store) {
        try (Connection connection = PostgresTables.connect(set)) {
            PostgresTables writer = new PostgresTables(connection, set.text("postgres.schema"));
            return build(set, store, name -> parted(writer, name), number -> number);
        } catch (SQLException e) {
            throw new FatalException("Cannot make longer candles: " + PostgresErrors.describe(e), e);
        }
    }

    private static MadeTable parted(PostgresTables writer, String name) {
        PostgresMade table = new PostgresMade(writer, name, LongerTable.COLUMNS);
        if (!table.isParted()) {
            throw new FatalException("Cannot write to " + writer.named(name)
                    + ": it is not cut into partitions (./candlestream prepare makes one that is)");
        }
        return table;
    }

    private int build(
            Settings set, StoredTables store, Function<String, MadeTable> tables, Function<BigDecimal, Object> number) {
        String gaps = set.text("cassandra.gaps-table");
        List<Target> targets = new ArrayList<>();
        for (Interval interval : intervals.stream().distinct().sorted().toList()) {
            String name = set.text("cassandra.table") + "_" + interval.code();
            if (!store.has(name)) {
                throw new SettingsException("Cannot make candles of " + interval.code() + ": there is no table "
                        + store.named(name) + " (./candlestream prepare"
                        + (sink == StoredSink.CASSANDRA ? "" : " --sink " + sink) + " --intervals " + interval.code()
                        + ")");
            }
            LongerTable into = new LongerTable(tables.apply(name), set.text("exchange-name"), interval, number);
            targets.add(new Target(new AssetTable(store, name, gaps), into, new long[3]));
        }
        AssetTable minutes = AssetTable.of(set, store);
        for (Asset asset : minutes.assets(symbols.stream().map(String::strip).toList())) {
            minutes.closed(asset).ifPresent(span -> asset(asset, span, minutes, targets));
        }
        for (Target one : targets) {
            history.tool()
                    .out()
                    .printf(
                            Locale.ROOT,
                            "%s: made %,d  there before %,d  not made %,d  in %s%n",
                            one.into.interval().code(),
                            one.counts[0],
                            one.counts[1],
                            one.counts[2],
                            one.stored.name());
        }
        return Program.OK;
    }

    /** The table of an interval, and what came of it: how many were made, there before, and not made. */
    @SuppressWarnings("ArrayRecordComponent") // They are not compared.
    private record Target(AssetTable stored, LongerTable into, long[] counts) {}

    private void asset(Asset asset, AssetTable.Span span, AssetTable minutes, List<Target> targets) {
        long first =
                Math.max(from.orElse(span.first()).toEpochMilli(), span.first().toEpochMilli());
        long end = Math.min(
                to.map(Instant::toEpochMilli).orElse(Long.MAX_VALUE),
                PARTS.endOf(span.last().toEpochMilli()));
        if (end <= first) {
            return;
        }
        Instant begin = Instant.ofEpochMilli(first);
        Instant last = Instant.ofEpochMilli(end - 1);
        List<IntervalBuild> builds = new ArrayList<>();
        for (Target one : targets) {
            var known = one.stored.versions(asset, List.of("timestamp"), begin, last);
            builds.add(new IntervalBuild(asset, PARTS, first, end, known.iterator(), one.into, System.err::println));
        }
        for (StoredRow row : minutes.versions(asset, COLUMNS, begin, last)) {
            if (row.flag("is_closed")) {
                LongerCandle.Part part = part(row);
                builds.forEach(build -> build.take(AssetTable.openTime(row).toEpochMilli(), part));
            }
        }
        for (int i = 0; i < builds.size(); i++) {
            IntervalBuild build = builds.get(i);
            long[] counts = targets.get(i).counts;
            build.end();
            counts[0] += build.made();
            counts[1] += build.before();
            counts[2] += build.missing();
        }
    }

    private static LongerCandle.Part part(StoredRow row) {
        List<Optional<Number>> numbers = LongerCandle.NUMBERS.stream()
                .map(column -> Optional.ofNullable((Number) row.value(column)))
                .toList();
        long open = AssetTable.openTime(row).toEpochMilli();
        long close = row.isNull("close_time")
                ? PARTS.endOf(open) - 1
                : row.time("close_time").toEpochMilli();
        long least = KlineVersion.ofClosed(KlineVersion.close(PARTS, open, close), OptionalLong.empty(), "", 0);
        return new LongerCandle.Part(
                numbers,
                row.number("trades"),
                id(row, "first_trade_id"),
                id(row, "last_trade_id"),
                close,
                row.isNull("event_time") ? close : row.time("event_time").toEpochMilli(),
                row.number("version") - least);
    }

    private static long id(StoredRow row, String column) {
        return row.isNull(column) ? LongerCandle.NO_TRADE : row.number(column);
    }
}
