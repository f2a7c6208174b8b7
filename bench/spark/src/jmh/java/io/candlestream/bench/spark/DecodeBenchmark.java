package io.candlestream.bench.spark;

import io.candlestream.consumer.kline.KlineRow;
import io.candlestream.consumer.kline.KlineStream;
import io.candlestream.consumer.stream.Decoded;
import io.candlestream.consumer.stream.RowDecoder;
import io.candlestream.schema.Interval;
import java.util.List;
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

/** What it costs the consumer to make a checked row of a record's bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class DecodeBenchmark {
    private static final int RECORDS = 8192;

    private final List<byte[]> records = KlineRecords.seeded(1, RECORDS);
    private final RowDecoder<KlineRow> decoder =
            new KlineStream(KlineRecords.SCHEMA, Interval.MINUTE_1, 65_535, "assets").decoder();
    private int next;

    @Benchmark
    public Decoded<KlineRow> decode() {
        return decoder.decode(records.get(next++ & (RECORDS - 1)), 0);
    }
}
