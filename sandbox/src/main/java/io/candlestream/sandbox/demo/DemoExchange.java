package io.candlestream.sandbox.demo;

import io.candlestream.sandbox.proof.CandleTable;
import io.candlestream.sandbox.proof.Verdict;
import io.candlestream.sandbox.run.PipelineRun;
import io.candlestream.sandbox.run.StopSignal;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.tools.verify.TableComparison;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** The exchange of a demo, simulated or real; by default one that nobody here starts, paces or ends. */
sealed interface DemoExchange extends AutoCloseable permits SimulatedExchange, LiveExchange {
    /** The exchange that the options ask for, ready to be connected to. */
    static DemoExchange of(DemoOptions options) {
        return options.live ? new LiveExchange(options) : new SimulatedExchange(options);
    }

    /** What is going to run, in short. */
    String description();

    /** The same shorter still, for the picture: above all, whether the market is made up, and its speed. */
    String market();

    /** What a person has to know of the data that is played. */
    default List<String> notes() {
        return List.of();
    }

    /** Where it is. */
    String address();

    /** {@code pipeline}, with its producer set to this exchange. */
    Pipeline attach(Pipeline pipeline);

    /** Waits until the producer listens, then lets the market run. */
    default void open(PipelineRun run, StopSignal stop) {}

    /** The market's time. */
    default Instant now() {
        return Instant.now();
    }

    /** How many times as fast as the clock the market runs. */
    default double speed() {
        return 1;
    }

    /** Whether the market has come to its end. */
    default boolean finished() {
        return false;
    }

    /** Ends the market, and returns when all that it said has been sent. */
    default void stop() {}

    /** How the table compares with what the exchange said. */
    Verdict verdict(CandleTable table);

    /** The comparisons that {@code verify} makes of the candles, within what the exchange said, and of its other streams. */
    List<TableComparison.Outcome> verified(CandleTable table);

    /** What else stands in the table, as text: rows that others brought, of which the exchange said nothing. */
    default List<String> beside(CandleTable table) {
        return List.of();
    }

    /** Writes down, into {@code folder}, what is not known without this process. */
    default void keep(Path folder) {}

    @Override
    default void close() {}
}
