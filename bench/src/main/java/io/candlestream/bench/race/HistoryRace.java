package io.candlestream.bench.race;

import io.candlestream.bench.contender.ArchiveFiles;
import io.candlestream.bench.contender.Contender;
import io.candlestream.bench.contender.CsvFiles;
import io.candlestream.bench.contender.DsBulk;
import io.candlestream.bench.contender.OwnCommand;
import io.candlestream.bench.contender.OwnConsumer;
import io.candlestream.bench.load.KlineWorkload;
import io.candlestream.bench.result.RaceResult;
import io.candlestream.bench.trial.BenchContext;
import io.candlestream.bench.trial.Trial;
import io.candlestream.bench.trial.Trials;
import io.candlestream.sandbox.server.Folders;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Archive files to a table that is read: {@code history load} by either writer, from the start of its JVM to its end, beside our own
 * stream and DSBulk, which are slower and so get a part of the rows.
 */
final class HistoryRace {
    /** Few pairs and long, as history is: a file is a pair's month. */
    private static final int PAIRS = 40;

    /** How many rows it takes for each row of the race sink. */
    private static final int MORE = 5;

    /** So early that a hundred million candles are all of the past, which the loader insists on. */
    private static final Instant FROM = Instant.parse("2018-01-01T00:00:00Z");

    private static final String STREAM = "our stream";
    private static final String DSBULK = "dsbulk tuned";

    private HistoryRace() {}

    static List<RaceResult> run(BenchContext context) {
        KlineWorkload candles = KlineWorkload.closedCandles(PAIRS, FROM);
        KlineWorkload archived = candles.archived();
        boolean withSlower = context.plan().wants(STREAM) || context.plan().wants(DSBULK);
        long few = candles.whole(withSlower ? context.plan().rows() : 1);
        long many = candles.whole(context.plan().rows() * MORE);
        Path folder = context.servers().folder().resolve("history");
        ArchiveFiles.write(candles, many, folder.resolve("archive"));
        CsvFiles.write(candles, few, folder.resolve("csv"));
        String data = folder.resolve("archive").toString();
        Map<String, String> jmx = context.servers().jmx();
        try {
            return context.onProvedTopic(archived, few, some -> {
                Trial all =
                        new Trial(some.servers(), some.topics(), many, archived, Optional.of(archived.expected(many)));
                return new Trials(context, "rows/s")
                        .run(
                                List.of(
                                        load("ours", data, "direct", jmx),
                                        load("public writer", data, "public", jmx),
                                        new OwnConsumer(STREAM, Map.of()),
                                        DsBulk.tuned(folder.resolve("csv"))),
                                contender -> contender instanceof OwnCommand
                                        ? all.toTableBySpan(contender)
                                        : some.toTable(contender));
            });
        } finally {
            Folders.delete(folder);
        }
    }

    private static Contender load(String name, String data, String writer, Map<String, String> jmx) {
        return new OwnCommand(name, "loader", List.of("load", "--data", data, "--writer", writer), jmx);
    }
}
