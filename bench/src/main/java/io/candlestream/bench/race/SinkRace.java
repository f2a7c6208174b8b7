package io.candlestream.bench.race;

import io.candlestream.bench.contender.Contender;
import io.candlestream.bench.contender.CsvFiles;
import io.candlestream.bench.contender.DsBulk;
import io.candlestream.bench.contender.JvmContender;
import io.candlestream.bench.contender.OwnConsumer;
import io.candlestream.bench.contender.PySpark;
import io.candlestream.bench.load.TopicFill;
import io.candlestream.bench.load.Workload;
import io.candlestream.bench.proof.ExpectedRows;
import io.candlestream.bench.proof.TableDigest;
import io.candlestream.bench.result.Result;
import io.candlestream.bench.track.Heats;
import io.candlestream.bench.track.Plan;
import io.candlestream.bench.track.TableHeat;
import io.candlestream.bench.track.Track;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Topic to Cassandra: closed candles, so that every record is a row. */
final class SinkRace implements Race {
    @Override
    public String name() {
        return "sink";
    }

    @Override
    public String title() {
        return "Topic to Cassandra: closed candles, each a row";
    }

    @Override
    public List<Result> run(Track track) {
        Workload workload = Workload.closedCandles(Plan.ASSETS);
        List<Contender> contenders = contenders(track, workload);
        Map<Integer, TableHeat> heats = new TreeMap<>();
        contenders.forEach(
                contender -> heats.computeIfAbsent(contender.handicap(), handicap -> heat(track, workload, handicap)));
        List<Result> results = new Heats(track, name(), "rows/s")
                .run(contenders, contender -> heats.get(contender.handicap()).run(contender));
        heats.values().forEach(heat -> track.bed().drop(heat.topic()));
        return results;
    }

    private static TableHeat heat(Track track, Workload workload, int handicap) {
        long rows = workload.wholeCandles(track.plan().rows() / handicap);
        Map<String, String> topic = track.bed().newTopic();
        TopicFill.write(workload, rows, topic);
        TableDigest expected = ExpectedRows.digest(workload, rows);
        track.report()
                .text("\nA contender of `sink` " + (handicap == 1 ? "" : "that is slow ") + "has to store " + expected
                        + ".");
        return new TableHeat(track.bed(), topic, rows, Optional.of(expected));
    }

    private static List<Contender> contenders(Track track, Workload workload) {
        Path csv = track.bed().folder().resolve("csv");
        List<Contender> loaders = Stream.<Contender>of(DsBulk.defaults(csv), DsBulk.tuned(csv))
                .filter(loader -> track.plan().wants(loader.name()))
                .toList();
        if (!loaders.isEmpty()) {
            CsvFiles.write(workload, workload.wholeCandles(track.plan().rows()), csv);
        }
        List<Contender> streams = Stream.of(
                        OwnConsumer.toTable(),
                        JvmContender.bareLoop(),
                        JvmContender.onSpark("connector defaults", "connector-defaults"),
                        JvmContender.onSpark("connector tuned", "connector-tuned"),
                        PySpark.withFastavro(),
                        PySpark.withAvro())
                .filter(contender -> track.plan().wants(contender.name()))
                .toList();
        return Stream.concat(streams.stream(), loaders.stream()).toList();
    }
}
