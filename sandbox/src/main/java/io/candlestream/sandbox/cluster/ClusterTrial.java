package io.candlestream.sandbox.cluster;

import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.ConsumerReading;
import io.candlestream.sandbox.server.ConsumerWatch;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Wait;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * One consumer that reads the whole topic once; the clock runs from the end of the first third of it, when it is warm.
 *
 * @param records how many the topic holds
 */
record ClusterTrial(ConsumerPlace stage, long records) {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration STOP = Duration.ofSeconds(60);

    /** A moment: how much was read by then, and the CPU time of driver and executors. */
    private record Mark(long read, long nanoTime, Duration cpu) {}

    /** What a heat came to. */
    record Result(double rowsPerSecond, double cpuSecondsPerMillion) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%,8.0f rows/s   %5.1f CPU s per million rows", rowsPerSecond, cpuSecondsPerMillion);
        }
    }

    Result run(Pipeline pipeline) {
        Pipeline watched = pipeline.watchable();
        ConsumerWatch watch = new ConsumerWatch(watched);
        try (ChildJvm consumer = watched.consumer(line -> {})) {
            Mark from = mark(consumer, watch, records / 3);
            Mark to = mark(consumer, watch, records);
            consumer.stop(STOP);
            double rows = to.read() - from.read();
            double seconds = (to.nanoTime() - from.nanoTime()) / 1e9;
            double cpu = to.cpu().minus(from.cpu()).toMillis() / 1e3;
            return new Result(rows / seconds, cpu / rows * 1e6);
        }
    }

    /** The moment at which {@code read} records have been read. */
    private Mark mark(ChildJvm consumer, ConsumerWatch watch, long read) {
        if (!Wait.until(PATIENCE, POLL, () -> watch.look().records() >= read)) {
            throw new IllegalStateException("the consumer is not done; it says:\n" + consumer.tail());
        }
        Stream<ProcessHandle> executors = stage.cluster().stream()
                .flatMap(cluster -> cluster.workers().stream())
                .flatMap(SparkDaemon::executors);
        Duration cpu = Stream.concat(ProcessHandle.of(consumer.pid()).stream(), executors)
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
        ConsumerReading now = watch.look();
        return new Mark(now.records(), now.nanos(), cpu);
    }

    /** The middle one of what {@code measure} finds. */
    static double median(List<Result> results, ToDoubleFunction<Result> measure) {
        double[] sorted = results.stream().mapToDouble(measure).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
