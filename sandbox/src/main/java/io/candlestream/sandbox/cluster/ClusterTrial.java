package io.candlestream.sandbox.cluster;

import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Pipeline;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One consumer that reads the whole topic once; the clock runs from the end of the first third of it, when it is warm. */
final class ClusterTrial {
    private static final Pattern BATCH = Pattern.compile("batch \\d+: read (\\d+) rows");
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration STOP = Duration.ofSeconds(60);

    private final ConsumerPlace stage;
    private final long records;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile Optional<ChildJvm> consumer = Optional.empty();
    private volatile Optional<Mark> warm = Optional.empty();
    private volatile Optional<Mark> end = Optional.empty();
    private long read;

    /** @param records how many the topic holds */
    ClusterTrial(ConsumerPlace stage, long records) {
        this.stage = stage;
        this.records = records;
    }

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
        try (ChildJvm started = pipeline.consumer(this::line)) {
            consumer = Optional.of(started);
            if (!done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the consumer is not done; it says:\n" + started.tail());
            }
            started.stop(STOP);
            return result(warm.orElseThrow(), end.orElseThrow());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted amid a heat", e);
        }
    }

    private static Result result(Mark from, Mark to) {
        double rows = to.read() - from.read();
        double seconds = (to.nanoTime() - from.nanoTime()) / 1e9;
        double cpu = to.cpu().minus(from.cpu()).toMillis() / 1e3;
        return new Result(rows / seconds, cpu / rows * 1e6);
    }

    private void line(String line) {
        Matcher batch = BATCH.matcher(line);
        if (!batch.find()) {
            return;
        }
        read += Long.parseLong(batch.group(1));
        if (warm.isEmpty() && read >= records / 3) {
            warm = Optional.of(mark());
        }
        if (read >= records) {
            end = Optional.of(mark());
            done.countDown();
        }
    }

    private Mark mark() {
        Stream<ProcessHandle> driver = consumer.stream().flatMap(jvm -> ProcessHandle.of(jvm.pid()).stream());
        Stream<ProcessHandle> executors = stage.cluster().stream()
                .flatMap(cluster -> cluster.workers().stream())
                .flatMap(SparkDaemon::executors);
        Duration cpu = Stream.concat(driver, executors)
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
        return new Mark(read, System.nanoTime(), cpu);
    }

    /** The middle one of what {@code measure} finds. */
    static double median(List<Result> results, ToDoubleFunction<Result> measure) {
        double[] sorted = results.stream().mapToDouble(measure).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
