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
import java.util.LinkedHashMap;
import java.util.List;
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
            load(pipeline, folder.resolve("archive"), rows);
            return results(context, pipeline, folder, rows, days);
        } finally {
            servers.drop(pipeline);
            servers.drop(topics);
            Folders.delete(folder);
        }
    }

    private static void load(Pipeline pipeline, Path archive, long rows) {
        List<String> arguments = List.of("load", "--data", archive.toString(), "--into", "cassandra,lake");
        try (Work work = new OwnCommand("history load", "loader", arguments, Map.of()).start(pipeline, rows)) {
            work.await(BenchContext.deadline(rows));
        }
    }

    private static List<RaceResult> results(
            BenchContext context, Pipeline pipeline, Path folder, long rows, long days) {
        List<String> tools = Programs.java("tools");
        Path key = folder.resolve("key");
        LocalDate first = LocalDate.ofInstant(KlineWorkload.closedCandles(PAIRS).from(), ZoneOffset.UTC);
        TimedCommand.seconds(pipeline, tools, "certify", "--new-key", key.toString());
        Map<String, List<String>> stores = new LinkedHashMap<>();
        stores.put("table", tools);
        stores.put("lake", LakeFolder.program());
        List<RaceResult> results = new ArrayList<>();
        stores.forEach((store, program) -> {
            List<Run> runs = new ArrayList<>();
            for (int round = 0; round < context.plan().rounds(); round++) {
                double seconds = TimedCommand.seconds(
                        pipeline,
                        program,
                        "certify",
                        "--stream",
                        "klines",
                        "--from",
                        first.toString(),
                        "--to",
                        first.plusDays(days).toString(),
                        "--key",
                        key.toString(),
                        "--folder",
                        folder.resolve(store + round).toString());
                context.report().progress(String.format("%s: %d rows in %.1f s", store, rows, seconds));
                runs.add(Run.of(rows / seconds));
            }
            results.add(context.alone(store, "rows/s", runs));
        });
        return results;
    }
}
