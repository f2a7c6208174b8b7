package io.candlestream.sandbox.cluster;

import com.datastax.oss.driver.api.core.CqlSession;
import io.candlestream.sandbox.server.EmbeddedServers;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.ProjectFolder;
import io.candlestream.sandbox.server.TableSetup;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Measures what a cluster costs: the same topic is read by one and by two executors of one core, and by one process with as
 * many cores, by turns, each time into a fresh table of the same Cassandra.
 */
public final class ClusterRace {
    /** Fewer are over before the JVMs are warm. */
    public static final int LEAST_ROWS = 100_000;

    private static final int ROUNDS = 3;
    private static final String TABLE = "race";

    private final int rows;
    private final List<Lane> lanes;
    private final PrintStream out;
    private final Path folder = ProjectFolder.find().sandbox("races");

    /**
     * One way to run the consumer.
     *
     * @param cluster empty for a process of its own with {@code cores} cores
     */
    private record Lane(int cores, Optional<ClusterSize> cluster) {
        @Override
        public String toString() {
            return cluster.map(size -> size.workers() + " x 1 core, " + size.memory())
                    .orElse("local[" + cores + "]");
        }
    }

    /** @param memory of each executor */
    public ClusterRace(int rows, String memory, PrintStream out) {
        this.rows = rows;
        this.out = out;
        this.lanes = List.of(
                new Lane(1, Optional.empty()),
                new Lane(1, Optional.of(new ClusterSize(1, 1, memory))),
                new Lane(2, Optional.empty()),
                new Lane(2, Optional.of(new ClusterSize(2, 1, memory))));
    }

    /** Runs all heats and prints what came out; 0 if every heat read every record. */
    public int run() {
        Map<Lane, List<ClusterTrial.Result>> results = new LinkedHashMap<>();
        lanes.forEach(lane -> results.put(lane, new ArrayList<>()));
        try (EmbeddedServers servers = EmbeddedServers.start(folder.resolve("servers"));
                CqlSession session = servers.superuser().connect()) {
            new TableSetup(session).tables(TABLE);
            out.println("Filling the topic ...");
            Pipeline pipeline =
                    Pipeline.between(servers, servers.superuser(), folder).with("ASSET_CASSANDRA_TABLE", TABLE);
            long records = new RaceTopic(pipeline).fill(rows);
            for (int heat = 0; heat < ROUNDS * lanes.size(); heat++) {
                // Each round begins with another one, so that nobody always comes first.
                Lane lane = lanes.get((heat + heat / lanes.size()) % lanes.size());
                session.execute("TRUNCATE assets." + TABLE);
                ClusterTrial.Result result = run(lane, pipeline, records, folder.resolve("heat-" + heat));
                results.get(lane).add(result);
                out.printf(Locale.ROOT, "  %-20s %s%n", lane, result);
            }
        } catch (IllegalStateException e) {
            out.println("The race cannot be finished: " + e.getMessage());
            return 1;
        }
        print(results);
        return 0;
    }

    private static ClusterTrial.Result run(Lane lane, Pipeline pipeline, long records, Path place) {
        try (ConsumerPlace stage = ConsumerPlace.of(lane.cluster(), place)) {
            Pipeline here = pipeline.in(place).with("SPARK_MASTER", "local[" + lane.cores() + "]");
            return new ClusterTrial(stage, records).run(stage.attach(here));
        }
    }

    private void print(Map<Lane, List<ClusterTrial.Result>> results) {
        out.println();
        out.println("| consumer | rows/s, median of " + ROUNDS + " | CPU s per million rows | against one process |");
        out.println("|:---|---:|---:|---:|");
        double local = 0;
        for (Lane lane : lanes) {
            double rate = ClusterTrial.median(results.get(lane), ClusterTrial.Result::rowsPerSecond);
            local = lane.cluster().isPresent() ? local : rate;
            out.printf(
                    Locale.ROOT,
                    "| %s | %,.0f | %.1f | %s |%n",
                    lane,
                    rate,
                    ClusterTrial.median(results.get(lane), ClusterTrial.Result::cpuSecondsPerMillion),
                    lane.cluster().isPresent() ? String.format(Locale.ROOT, "%+.1f %%", 100 * (rate / local - 1)) : "");
        }
    }
}
