package io.candlestream.consumer.sink.cassandra;

import io.candlestream.bench.spark.KlineRecords;
import io.candlestream.consumer.kline.KlineRow;
import io.candlestream.consumer.kline.KlineStream;
import io.candlestream.consumer.stream.Decoded.Accepted;
import io.candlestream.consumer.stream.RowDecoder;
import io.candlestream.schema.Interval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs the consumer to make the statements of a request of its rows, up to the driver's session. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class BindBenchmark {
    private static final int ROWS = 32;
    private static final int REQUESTS = 256;

    private final List<List<KlineRow>> requests = new ArrayList<>();
    private final Insert<KlineRow> insert;
    private int next;

    public BindBenchmark() {
        KlineStream klines = new KlineStream(KlineRecords.SCHEMA, Interval.MINUTE_1, 65_535, "assets");
        TableSettings table = new TableSettings("assets", "assets", "LOCAL_QUORUM", ROWS, 64, Duration.ZERO);
        List<Column<KlineRow>> columns = Column.of(klines.layout().fields());
        this.insert = Insert.prepare(DeafSession.of(columns), table, columns);
        RowDecoder<KlineRow> decoder = klines.decoder();
        List<KlineRow> rows = KlineRecords.seeded(1, ROWS * REQUESTS).stream()
                .map(record -> ((Accepted<KlineRow>) decoder.decode(record, 0)).row())
                .toList();
        for (int start = 0; start < rows.size(); start += ROWS) {
            requests.add(rows.subList(start, start + ROWS));
        }
    }

    /** The time is that of one row. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public Object bind() {
        return insert.execute(requests.get(next++ & (REQUESTS - 1)));
    }
}
