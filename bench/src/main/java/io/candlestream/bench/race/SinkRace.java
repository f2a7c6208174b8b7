package io.candlestream.bench.race;

import io.candlestream.bench.contender.Contender;
import io.candlestream.bench.contender.CsvFiles;
import io.candlestream.bench.contender.DsBulk;
import io.candlestream.bench.contender.JvmContender;
import io.candlestream.bench.contender.OwnConsumer;
import io.candlestream.bench.contender.PySpark;
import io.candlestream.bench.load.Load;
import io.candlestream.bench.load.Workload;
import io.candlestream.bench.proof.ExpectedRows;
import io.candlestream.bench.proof.TableDigest;
import io.candlestream.bench.result.RaceResult;
import io.candlestream.bench.trial.BenchContext;
import io.candlestream.bench.trial.Plan;
import io.candlestream.bench.trial.Trial;
import io.candlestream.bench.trial.Trials;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Topic to Cassandra: closed candles, so that every record is a row. */
final class SinkRace {
    private SinkRace() {}

    static List<RaceResult> run(BenchContext context) {
        Workload workload = Workload.closedCandles(Plan.ASSETS);
        List<Contender> contenders = contenders(context, workload);
        Map<Integer, Trial> trials = new TreeMap<>();
        contenders.forEach(contender ->
                trials.computeIfAbsent(contender.rowsDivisor(), divisor -> trial(context, workload, divisor)));
        List<RaceResult> results = new Trials(context, "rows/s")
                .run(contenders, contender -> trials.get(contender.rowsDivisor())
                        .toTable(contender));
        trials.values().forEach(trial -> context.servers().drop(trial.topic()));
        return results;
    }

    private static Trial trial(BenchContext context, Workload workload, int rowsDivisor) {
        long rows = workload.wholeCandles(context.plan().rows() / rowsDivisor);
        Map<String, String> topic = context.servers().newTopic();
        Load.fill(workload, rows, topic);
        TableDigest expected = ExpectedRows.digest(workload, rows);
        context.report()
                .text("\nA contender of `sink` " + (rowsDivisor == 1 ? "" : "that is slow ") + "has to store "
                        + expected + ".");
        return new Trial(context.servers(), topic, rows, Optional.of(expected));
    }

    private static List<Contender> contenders(BenchContext context, Workload workload) {
        Path csv = context.servers().folder().resolve("csv");
        List<Contender> loaders = Stream.<Contender>of(DsBulk.defaults(csv), DsBulk.tuned(csv))
                .filter(loader -> context.plan().wants(loader.name()))
                .toList();
        if (!loaders.isEmpty()) {
            CsvFiles.write(workload, workload.wholeCandles(context.plan().rows()), csv);
        }
        List<Contender> streams = Stream.<Contender>of(
                        OwnConsumer.toTable(),
                        JvmContender.bareLoop(),
                        JvmContender.onSpark("connector defaults", "connector-defaults"),
                        JvmContender.onSpark("connector tuned", "connector-tuned"),
                        PySpark.withFastavro(),
                        PySpark.withAvro())
                .filter(contender -> context.plan().wants(contender.name()))
                .toList();
        return Stream.concat(streams.stream(), loaders.stream()).toList();
    }
}
