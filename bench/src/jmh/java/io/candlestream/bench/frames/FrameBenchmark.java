package io.candlestream.bench.frames;

import io.candlestream.ingest.publish.EncodedRecord;
import io.candlestream.producer.kline.Kline;
import io.candlestream.producer.kline.KlineEncoder;
import io.candlestream.runtime.settings.AssetNames;
import io.candlestream.schema.RecordSchema;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs the producer to read a message, and to make a record of it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class FrameBenchmark {
    private static final int FRAMES = 16_384;

    private final Frames frames = Frames.made(FRAMES);
    private final ReadKlines reader = new ReadKlines(frames.symbols());
    private final List<Kline> klines = frames.texts().stream().map(reader::read).toList();
    private final KlineEncoder encoder = new KlineEncoder(
            RecordSchema.KLINES.load(Path.of(System.getProperty("candlestream.home"), "schemas", "assets.avsc")),
            "binance",
            new AssetNames(Map.of(), frames.symbols()));
    private int next;

    @Benchmark
    public Kline parse() {
        return reader.read(frames.texts().get(next++ & (FRAMES - 1)));
    }

    @Benchmark
    public EncodedRecord encode() {
        Kline kline = klines.get(next++ & (FRAMES - 1));
        return encoder.encode(kline, kline.eventTime());
    }
}
