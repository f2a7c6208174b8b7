package io.candlestream.tools.revisions;

import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.runtime.terminal.VisibleText;
import io.candlestream.tools.access.Asset;
import io.candlestream.tools.access.AssetTable;
import io.candlestream.tools.access.StoredSink;
import io.candlestream.tools.access.StoredStream;
import io.candlestream.tools.access.StoredTables;
import io.candlestream.tools.access.ToolContext;
import io.candlestream.tools.output.JsonText;
import io.candlestream.tools.trades.IdTable;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Lists what became of corrected candles and trades. */
@Command(
        name = "revisions",
        description = {
            "Closed candles, or trades, that were corrected: old and new values, who said",
            "each and when, by asset and the oldest first. Those of a lake are its older",
            "versions: load(as_of=...) in Python reads those of candles."
        })
public final class RevisionsCommand implements Callable<Integer> {
    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

    @ParentCommand
    private ToolContext tool;

    @Parameters(paramLabel = "ASSET", description = "such as bitcoin or BTCUSDT (default: all)")
    private List<String> names = new ArrayList<>();

    @Option(names = "--stream", paramLabel = "NAME", description = "klines, trades, or agg_trades (default: klines)")
    private StoredStream stream = StoredStream.KLINES;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "of what opens, or was traded, from then on, such as%n2026-02-10")
    private Optional<Instant> from = Optional.empty();

    @Option(names = "--to", paramLabel = "TIME", description = "and before then")
    private Optional<Instant> to = Optional.empty();

    @Option(
            names = "--sink",
            paramLabel = "NAME",
            description = "which store: cassandra, or postgres (default: cassandra)")
    private StoredSink sink = StoredSink.CASSANDRA;

    @Option(names = "--json", description = "print them as JSON, with all columns")
    private boolean json;

    @Override
    public Integer call() {
        Settings set = tool.settings();
        Instant first = from.orElse(Instant.EPOCH);
        Instant end = to.orElse(END);
        if (!first.isBefore(end)) {
            throw new SettingsException(
                    "Cannot list revisions: " + first + " is not before " + end + " (--from, --to)");
        }
        if (stream.window().isPresent()) {
            throw new SettingsException("Cannot list revisions of " + stream
                    + ": a ticker is of its moment alone, and none corrects it (--stream klines, trades or"
                    + " agg_trades)");
        }
        StoredTables.read(set, sink, store -> {
            if (stream == StoredStream.KLINES) {
                print(new StoredRevisions(store, set), assets(store, set), first, end);
            } else {
                print(new StoredTradeRevisions(store, set, stream), symbols(store, set), first, end);
            }
            return true;
        });
        return Program.OK;
    }

    private List<String> symbols(StoredTables store, Settings set) {
        return names.isEmpty() ? List.of() : IdTable.of(set, stream, store).symbols(names);
    }

    private List<String> assets(StoredTables store, Settings set) {
        return names.isEmpty()
                ? List.of()
                : AssetTable.of(set, store).assets(names).stream()
                        .map(Asset::name)
                        .toList();
    }

    private void print(RevisionTable table, List<String> assets, Instant first, Instant end) {
        if (!table.isThere()) {
            throw new FatalException("Cannot list revisions: there is no " + table.name()
                    + " (./candlestream prepare makes it, and the consumer fills it)");
        }
        PrintStream out = tool.out();
        if (json) {
            List<Map<String, Object>> all = new ArrayList<>();
            table.each(assets, first, end, one -> all.add(one.data()));
            out.println(JsonText.of(all));
            return;
        }
        int[] count = {0};
        table.each(assets, first, end, one -> {
            count[0]++;
            out.println(VisibleText.of(one.title() + "  " + one.changes()));
            out.println(VisibleText.of("    " + Revision.origin(one.old()) + " -> " + Revision.origin(one.now())
                    + ", noted " + one.revisedAt()));
        });
        out.println(count[0] == 0 ? "no revisions" : "(" + count[0] + (count[0] == 1 ? " revision)" : " revisions)"));
    }
}
