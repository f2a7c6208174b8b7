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
        long rows = workload.wholeCandles(track.plan().rows());
        Map<String, String> topic = track.bed().newTopic();
        TopicFill.write(workload, rows, topic);
        TableDigest expected = ExpectedRows.digest(workload, rows);
        track.report().text("\nEach contender of `sink` has to store " + expected + ".");
        TableHeat heat = new TableHeat(track.bed(), topic, rows, Optional.of(expected));
        List<Result> results = new Heats(track, name(), "rows/s").run(contenders(track, workload, rows), heat::run);
        track.bed().drop(topic);
        return results;
    }

    private static List<Contender> contenders(Track track, Workload workload, long rows) {
        Path csv = track.bed().folder().resolve("csv");
        DsBulk dsbulk = new DsBulk(csv);
        if (track.plan().wants(dsbulk.name())) {
            CsvFiles.write(workload, rows, csv);
        }
        return List.of(
                OwnConsumer.toTable(),
                JvmContender.bareLoop(),
                dsbulk,
                JvmContender.onSpark("connector defaults", "connector-defaults"),
                JvmContender.onSpark("connector tuned", "connector-tuned"),
                new PySpark());
    }
}
