package io.candlestream.bench.race;

import io.candlestream.bench.contender.Contender;
import io.candlestream.bench.contender.CsvFiles;
import io.candlestream.bench.contender.DsBulk;
import io.candlestream.bench.contender.JvmContender;
import io.candlestream.bench.contender.OwnConsumer;
import io.candlestream.bench.contender.PySpark;
import io.candlestream.bench.load.KlineWorkload;
import io.candlestream.bench.load.Load;
import io.candlestream.bench.load.TradeWorkload;
import io.candlestream.bench.load.Workload;
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
        KlineWorkload workload = KlineWorkload.closedCandles(Plan.ASSETS);
        List<Contender> contenders = contenders(context, workload);
        Map<Integer, Trial> trials = new TreeMap<>();
        contenders.forEach(contender ->
                trials.computeIfAbsent(contender.rowsDivisor(), divisor -> trial(context, workload, divisor)));
        List<RaceResult> results = new Trials(context, "rows/s")
                .run(contenders, contender -> trials.get(contender.rowsDivisor())
                        .toTable(contender));
        trials.values().forEach(trial -> context.servers().drop(trial.topics()));
        return results;
    }

    /** The trades: ours alone, since the klines have shown what others need for a row. */
    static List<RaceResult> ofTrades(BenchContext context) {
        return context.onProvedTopic(
                TradeWorkload.ofPairs(Plan.TRADED_PAIRS), context.plan().rows(), trial -> new Trials(context, "rows/s")
                        .run(List.of(OwnConsumer.toTable()), trial::toTable));
    }

    static List<RaceResult> intoPostgres(BenchContext context) {
        KlineWorkload workload = KlineWorkload.closedCandles(Plan.ASSETS);
        return intoPostgres(
                context,
                workload,
                List.of(
                        OwnConsumer.toTable(),
                        JvmContender.onSpark("jdbc append", "jdbc-append"),
                        JvmContender.onSpark("jdbc upserts", "jdbc-upserts")));
    }

    /** Trades into PostgreSQL: ours alone, as into Cassandra. */
    static List<RaceResult> ofTradesIntoPostgres(BenchContext context) {
        return intoPostgres(context, TradeWorkload.ofPairs(Plan.TRADED_PAIRS), List.of(OwnConsumer.toTable()));
    }

    private static List<RaceResult> intoPostgres(
            BenchContext context, Workload<?> workload, List<Contender> contenders) {
        long rows = workload.whole(context.plan().rows());
        return context.onProvedTopic(workload, rows, trial -> new Trials(context, "rows/s")
                .run(contenders, trial.into(context.servers().postgres())::toTable));
    }

    /** Klines into a lake: with a table of every update, and without. */
    static List<RaceResult> intoLake(BenchContext context) {
        KlineWorkload workload = KlineWorkload.closedCandles(Plan.ASSETS);
        long rows = workload.whole(context.plan().rows());
        return context.onProvedTopic(workload, rows, trial -> new Trials(context, "rows/s")
                .run(
                        List.of(
                                OwnConsumer.toLake("ours", Map.of()),
                                OwnConsumer.toLake("ours, and raw", Map.of("CANDLESTREAM_LAKE_RAW", "true"))),
                        trial.into(context.servers().lake(pipeline -> {}))::toTableBySpan));
    }

    private static Trial trial(BenchContext context, KlineWorkload workload, int rowsDivisor) {
        long rows = workload.whole(context.plan().rows() / rowsDivisor);
        Map<String, String> topic = context.servers().newTopics(workload.stream());
        Load.fill(workload, rows, topic);
        TableDigest expected = workload.expected(rows);
        context.report()
                .text("\nA contender of `sink` " + (rowsDivisor == 1 ? "" : "that is slow ") + "has to store "
                        + expected + ".");
        return new Trial(context.servers(), topic, rows, workload, Optional.of(expected));
    }

    private static List<Contender> contenders(BenchContext context, KlineWorkload workload) {
        Path csv = context.servers().folder().resolve("csv");
        List<Contender> loaders = Stream.<Contender>of(DsBulk.defaults(csv), DsBulk.tuned(csv))
                .filter(loader -> context.plan().wants(loader.name()))
                .toList();
        if (!loaders.isEmpty()) {
            CsvFiles.write(workload, workload.whole(context.plan().rows()), csv);
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
