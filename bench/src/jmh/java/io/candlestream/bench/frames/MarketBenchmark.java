package io.candlestream.bench.frames;

import io.candlestream.simulator.market.SeededMarket;
import io.candlestream.simulator.market.Update;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs the simulated exchange to make up the next update of its market. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class MarketBenchmark {
    /** The pairs of known price, or those of one connection: most of them quiet. */
    @Param({"LISTED", "CONNECTION"})
    private Pairs pairs;

    private Iterator<Update> updates;

    /** Which pairs are traded. */
    public enum Pairs {
        LISTED,
        CONNECTION
    }

    @Setup
    public void open() {
        List<String> symbols = pairs == Pairs.LISTED ? SeededMarket.LISTED : Frames.symbolsOfAConnection();
        updates = Frames.market(symbols).updates();
    }

    @Benchmark
    public Update update() {
        return updates.next();
    }
}
