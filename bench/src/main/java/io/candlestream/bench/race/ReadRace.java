package io.candlestream.bench.race;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.candlestream.bench.contender.OwnConsumer;
import io.candlestream.bench.contender.Work;
import io.candlestream.bench.load.BenchStream;
import io.candlestream.bench.load.KlineWorkload;
import io.candlestream.bench.load.Load;
import io.candlestream.bench.result.RaceResult;
import io.candlestream.bench.result.Run;
import io.candlestream.bench.server.BenchServers;
import io.candlestream.bench.trial.BenchContext;
import io.candlestream.bench.trial.Plan;
import io.candlestream.sandbox.server.Pipeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** What a notebook asks: the month of an asset, and the newest candle of every asset. */
final class ReadRace {
    private static final KlineWorkload ONE = KlineWorkload.closedCandles(1);
    private static final int MONTH = 31 * 24 * 60;
    private static final int PAGE_ROWS = 5_000;
    private static final int LEAST_QUERIES = 5;
    private static final int OTHERS = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private ReadRace() {}

    static List<RaceResult> run(BenchContext context) {
        BenchServers servers = context.servers();
        return context.onTopic(ONE, MONTH, topic -> run(context, servers, topic));
    }

    private static List<RaceResult> run(BenchContext context, BenchServers servers, Map<String, String> topic) {
        Pipeline pipeline = servers.newTables(topic);
        fill(topic, pipeline);
        servers.settle();
        String table = BenchServers.nameOf(pipeline, BenchStream.KLINES);
        String month = "SELECT * FROM " + table + " WHERE asset_name = '" + assetOf(ONE) + "'";
        String newest = "SELECT * FROM " + table + " PER PARTITION LIMIT 1";
        List<RaceResult> results = List.of(
                result(context, "one month of one asset", month, MONTH),
                result(context, "newest of " + Plan.ASSETS + " assets", newest, Plan.ASSETS));
        servers.drop(pipeline);
        return results;
    }

    /** The first asset's candles are written twice over the first hours, which changes nothing. */
    private static void fill(Map<String, String> topic, Pipeline pipeline) {
        KlineWorkload all = KlineWorkload.closedCandles(Plan.ASSETS);
        long others = all.whole((long) OTHERS * Plan.ASSETS);
        Load.fill(all, others, topic);
        try (Work work = OwnConsumer.toTable().start(pipeline, MONTH + others)) {
            work.await(BenchContext.deadline(MONTH + others));
        }
    }

    private static String assetOf(KlineWorkload workload) {
        return workload.walks().get(0).symbol().toLowerCase(Locale.ROOT);
    }

    private static RaceResult result(BenchContext context, String name, String query, int rows) {
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < Math.max(LEAST_QUERIES, context.plan().rounds()); i++) {
            runs.add(Run.of(seconds(context.servers().session(), query, PATIENCE, rows, ReadRace::readAll)));
        }
        return context.alone(name, "s", runs);
    }

    private static void readAll(Row row) {
        for (int column = 0; column < row.size(); column++) {
            row.getObject(column);
        }
    }

    /** How long {@code query} takes, which has to give {@code rows}, a page of them within {@code patience}. */
    static double seconds(CqlSession session, String query, Duration patience, int rows, Consumer<Row> reading) {
        long start = System.nanoTime();
        int read = 0;
        for (Row row : session.execute(
                SimpleStatement.newInstance(query).setPageSize(PAGE_ROWS).setTimeout(patience))) {
            reading.accept(row);
            read++;
        }
        if (read != rows) {
            throw new IllegalStateException("'" + query + "' gave " + read + " rows, not " + rows);
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
