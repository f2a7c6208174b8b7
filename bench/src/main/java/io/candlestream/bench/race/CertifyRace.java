package io.candlestream.bench.race;

import io.candlestream.bench.contender.ArchiveFiles;
import io.candlestream.bench.contender.OwnCommand;
import io.candlestream.bench.contender.TimedCommand;
import io.candlestream.bench.contender.Work;
import io.candlestream.bench.load.BenchStream;
import io.candlestream.bench.load.KlineWorkload;
import io.candlestream.bench.result.RaceResult;
import io.candlestream.bench.result.Run;
import io.candlestream.bench.server.BenchLake;
import io.candlestream.bench.server.BenchServers;
import io.candlestream.bench.trial.BenchContext;
import io.candlestream.sandbox.lake.LakeFolder;
import io.candlestream.sandbox.server.Folders;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Programs;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Days of candles that {@code history load} has brought into a table and a lake, until each has its certificate, the start of the program
 * included. A year of these pairs is {@code --rows 26280000}.
 */
final class CertifyRace {
    private static final int PAIRS = 50;
    private static final int MINUTES = 1440;

    private CertifyRace() {}

    static List<RaceResult> run(BenchContext context) {
        BenchServers servers = context.servers();
        KlineWorkload candles = KlineWorkload.closedCandles(PAIRS);
        long days = Math.max(1, context.plan().rows() / PAIRS / MINUTES);
        long rows = days * PAIRS * MINUTES;
        Path folder = servers.folder().resolve("certify");
        ArchiveFiles.write(candles, rows, folder.resolve("archive"));
        Map<String, String> topics = servers.newTopics(BenchStream.KLINES);
        Pipeline pipeline = servers.newTables(topics)
                .with(servers.jmx())
                .with(BenchLake.WAREHOUSE, folder.resolve("lake").toString());
        try {
            // The lake's table of candles is called so only where the other one has the contract's name.
            Pipeline lake = pipeline.with(BenchStream.KLINES.tableVariable(), BenchStream.KLINES.definition());
            load(pipeline, "cassandra", folder.resolve("archive"), rows);
            load(lake, "lake", folder.resolve("archive"), rows);
            Path key = folder.resolve("key");
            TimedCommand.seconds(pipeline, Programs.java("tools"), "certify", "--new-key", key.toString());
            List<String> certify = certify(days, key);
            return List.of(
                    result(context, "table", pipeline, Programs.java("tools"), certify, rows),
                    result(context, "lake", lake, LakeFolder.program(), certify, rows));
        } finally {
            servers.drop(pipeline);
            servers.drop(topics);
            Folders.delete(folder);
        }
    }

    private static void load(Pipeline pipeline, String store, Path archive, long rows) {
        List<String> arguments = List.of("load", "--data", archive.toString(), "--into", store);
        try (Work work = new OwnCommand("history load", "loader", arguments, Map.of()).start(pipeline, rows)) {
            work.await(BenchContext.deadline(rows));
        }
    }

    private static List<String> certify(long days, Path key) {
        LocalDate first = LocalDate.ofInstant(KlineWorkload.closedCandles(PAIRS).from(), ZoneOffset.UTC);
        return List.of(
                "certify",
                "--stream",
                "klines",
                "--from",
                first.toString(),
                "--to",
                first.plusDays(days).toString(),
                "--key",
                key.toString());
    }

    private static RaceResult result(
            BenchContext context,
            String store,
            Pipeline pipeline,
            List<String> program,
            List<String> certify,
            long rows) {
        List<Run> runs = new ArrayList<>();
        for (int round = 0; round < context.plan().rounds(); round++) {
            List<String> arguments = new ArrayList<>(certify);
            arguments.addAll(
                    List.of("--folder", pipeline.folder().resolve(store + round).toString()));
            double seconds = TimedCommand.seconds(pipeline, program, arguments.toArray(String[]::new));
            context.report().progress(String.format(Locale.ROOT, "%s: %,d rows in %.1f s", store, rows, seconds));
            runs.add(Run.of(rows / seconds));
        }
        return context.alone(store, "rows/s", runs);
    }
}
