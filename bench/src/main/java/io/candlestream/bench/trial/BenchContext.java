package io.candlestream.bench.trial;

import io.candlestream.bench.load.Load;
import io.candlestream.bench.load.Workload;
import io.candlestream.bench.result.BenchReport;
import io.candlestream.bench.result.RaceResult;
import io.candlestream.bench.result.Run;
import io.candlestream.bench.server.BenchServers;
import io.candlestream.ingest.channel.Event;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What a race needs: its name, servers, how much to do, and somebody to tell. */
public record BenchContext(String race, BenchServers servers, Plan plan, BenchReport report) {
    /** So slow nobody is: at a tenth of what the slowest contender reached. */
    private static final long SLOWEST_ROWS_PER_SECOND = 500;

    private static final Duration START_UP = Duration.ofMinutes(2);

    /** How long a contender may take for {@code rows}. */
    public static Duration deadline(long rows) {
        return START_UP.plusSeconds(rows / SLOWEST_ROWS_PER_SECOND);
    }

    /** What {@code work} comes to on a new topic with the first {@code events} of {@code workload}, which goes afterwards. */
    public <E extends Event, T> T onTopic(Workload<E> workload, long events, Function<Map<String, String>, T> work) {
        Map<String, String> topics = servers.newTopics(workload.stream());
        try {
            Load.fill(workload, events, topics);
            return work.apply(topics);
        } finally {
            servers.drop(topics);
        }
    }

    /** A trial on such a topic, which has to leave in a table what the workload asks for. */
    public <T> T onProvedTopic(Workload<?> workload, long events, Function<Trial, T> work) {
        return onTopic(
                workload,
                events,
                topics -> work.apply(
                        new Trial(servers, topics, events, workload, Optional.of(workload.expected(events)))));
    }

    /** A single figure with nothing to compare it with. */
    public RaceResult alone(String contender, String unit, double figure) {
        return alone(contender, unit, List.of(Run.of(figure)));
    }

    /** A result of {@code runs} with nothing to compare them with. */
    public RaceResult alone(String contender, String unit, List<Run> runs) {
        return RaceResult.alone(race, contender, unit, runs);
    }
}
