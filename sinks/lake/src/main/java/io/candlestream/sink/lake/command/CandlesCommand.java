package io.candlestream.sink.lake.command;

import io.candlestream.certify.CertifiedStream;
import io.candlestream.certify.DayStore;
import io.candlestream.runtime.program.Program;
import io.candlestream.sink.lake.OpenLake;
import io.candlestream.sink.lake.read.ScanFiles;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Tells another program the candles of a lake, in their order and not all in memory: that is how {@code verify --sink lake} reads them. */
@Command(
        name = "candles",
        hidden = true,
        description = "Print the pairs of the candles, or those of some pairs by time, the newest version of each.")
final class CandlesCommand implements Callable<Integer> {
    private static final String TABLE = "candles";
    private static final String TIME = "timestamp";
    private static final long MICROS = 1000;

    @ParentCommand
    private LakeContext lake;

    @Option(
            names = "--asked",
            description =
                    "those of the pairs that the input names, a line each: symbol, first and last open time in epoch"
                            + " milliseconds, with tabs between; an empty line ends each answer")
    private boolean asked;

    @Override
    public Integer call() {
        try (OpenLake open = lake.open()) {
            LakeContext.tables(open, List.of(TABLE));
            Table table = open.table(TABLE);
            if (asked) {
                answer(table);
            } else {
                StreamTable.of(CertifiedStream.KLINES, table)
                        .edges(0, DayStore.LATEST)
                        .forEach((pair, ends) -> lake.out()
                                .println(String.join(
                                        "\t",
                                        pair.asset(),
                                        pair.symbol(),
                                        pair.interval(),
                                        String.valueOf(ends.first),
                                        String.valueOf(ends.last))));
            }
        }
        return Program.OK;
    }

    private void answer(Table table) {
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        questions.lines().map(line -> line.split("\t", -1)).forEach(question -> {
            print(table, question[0], Long.parseLong(question[1]), Long.parseLong(question[2]));
            lake.out().println();
            lake.out().flush();
        });
    }

    private void print(Table table, String wanted, long from, long to) {
        Schema schema = table.schema();
        lake.out().println(RowsCommand.names(schema));
        long first = Math.max(0, from) * MICROS;
        long last = Math.min(to, DayStore.LATEST) * MICROS;
        List<Integer> places = LakeRows.places(schema, List.of("symbol", TIME));
        RowOrder order = RowOrder.of(table);
        try (SortedRuns sorted = new SortedRuns(schema, order)) {
            Expression within = Expressions.and(
                    Expressions.equal("symbol", wanted),
                    Expressions.and(
                            Expressions.greaterThanOrEqual(TIME, first), Expressions.lessThanOrEqual(TIME, last)));
            ScanFiles.each(
                    table.newScan().filter(within),
                    file -> LakeRows.each(table, file, schema, row -> {
                        long time = row.get(places.get(1), Long.class);
                        if (row.get(places.get(0), Object.class).toString().equals(wanted)
                                && time >= first
                                && time <= last) {
                            sorted.add(row);
                        }
                    }));
            Newest newest = new Newest(schema, order);
            sorted.forEach(newest::take);
            newest.end();
        }
    }

    /** Keeps each row until the next one shows that it is the newest version. */
    private final class Newest {
        private final Schema schema;
        private final RowOrder order;
        private Optional<StructLike> waiting = Optional.empty();

        Newest(Schema schema, RowOrder order) {
            this.schema = schema;
            this.order = order;
        }

        void take(StructLike row) {
            if (waiting.filter(before -> !order.isSameKey(before, row)).isPresent()) {
                end();
            }
            waiting = Optional.of(row);
        }

        void end() {
            waiting.ifPresent(row -> lake.out().println(RowsCommand.line(row, schema)));
        }
    }
}
