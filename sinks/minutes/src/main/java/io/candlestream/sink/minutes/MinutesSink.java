package io.candlestream.sink.minutes;

import io.candlestream.consumer.sink.Sink;
import io.candlestream.consumer.sink.SinkResult;
import io.candlestream.consumer.sink.SinkWriter;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.minutes.MinuteCandle;
import io.candlestream.minutes.MinuteFeatures;
import io.candlestream.minutes.MinuteFiles;
import io.candlestream.minutes.MinuteFolder;
import io.candlestream.minutes.MinutePlace;
import io.candlestream.minutes.S3Address;
import io.candlestream.runtime.retry.Backoff;
import io.candlestream.runtime.retry.Retry;
import io.candlestream.runtime.retry.UnavailableException;
import io.candlestream.runtime.settings.FatalException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;

/** Stores closed candles as Parquet files, one a minute. Rows of gaps pass by: the files have no place for them. */
final class MinutesSink implements Sink {
    private static final long serialVersionUID = 1;
    private static final Backoff BACKOFF = Backoff.ofStores();
    private static final String CANDLES = "assets";
    private static final String GAPS = "gaps";
    static final String FEATURES = "features";

    private final String name;
    private final String place;
    private final int atOnce;
    private final Duration writeDeadline;
    /** The driver's alone; opened once. */
    private transient volatile MinuteFiles files;

    MinutesSink(String name, String place, int atOnce, Duration writeDeadline) {
        this.name = name;
        this.place = place;
        this.atOnce = atOnce;
        this.writeDeadline = writeDeadline;
    }

    /** Where Spark's configuration has the login of the sink {@code name}. */
    static String prefix(String name) {
        return "spark.candlestream.sinks." + name + ".s3.";
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String target(RowLayout<?> layout) {
        return "minute files in " + place;
    }

    @Override
    public boolean mixesTables() {
        return true;
    }

    @Override
    public void validate(RowLayout<?> layout, SparkConf conf, Duration deadline) {
        if (!List.of(CANDLES, GAPS, FEATURES).contains(layout.definition())) {
            throw new FatalException("Cannot write rows of " + layout.definition() + " to sink " + name
                    + ": it stores candles and their features; give their stream other sinks (streams.….sinks)");
        }
        new Retry(deadline, BACKOFF).until("write to " + place, () -> {
            try {
                files(conf).check();
                return true;
            } catch (IOException e) {
                throw new UnavailableException(String.valueOf(e.getMessage()), e);
            }
        });
    }

    synchronized MinuteFiles files(SparkConf conf) {
        if (files == null) {
            MinutePlace wanted = new MinutePlace(place);
            MinuteFolder folder =
                    wanted.open(() -> address(name, conf)).orElseGet(() -> HadoopFolder.open(place, conf));
            files = new MinuteFiles(folder, atOnce);
        }
        return files;
    }

    static S3Address address(String name, SparkConf conf) {
        Map<String, String> values = new TreeMap<>();
        for (var value : conf.getAllWithPrefix(prefix(name))) {
            values.put(value._1(), value._2());
        }
        return new S3Address(values);
    }

    @Override
    public <R extends Row> SinkWriter<R> open(RowLayout<R> layout, Runnable retried) {
        return new MinutesWriter<>(layout);
    }

    /** A batch that is repeated finds its candles, or newer ones, in the files and leaves them as they are. */
    @Override
    public void commit(long batchId, List<SinkResult> results) {
        List<ClosedCandles> tasks =
                results.stream().map(ClosedCandles.class::cast).toList();
        if (!tasks.isEmpty()) {
            write(files(SparkEnv.get().conf()), tasks, writeDeadline);
        }
    }

    static void write(MinuteFiles files, List<ClosedCandles> tasks, Duration deadline) {
        List<MinuteCandle> candles =
                tasks.stream().flatMap(task -> task.candles().stream()).toList();
        List<MinuteFeatures> features =
                tasks.stream().flatMap(task -> task.features().stream()).toList();
        new Retry(deadline, BACKOFF).until("write minute files", () -> {
            try {
                return files.write(candles, features);
            } catch (IOException e) {
                throw new UnavailableException(String.valueOf(e.getMessage()), e);
            }
        });
    }
}
