package io.candlestream.bench.race;

import io.candlestream.bench.result.RaceResult;
import io.candlestream.bench.trial.BenchContext;
import java.util.List;

/** A question that figures answer. */
interface Race {
    /** One of the names that the results carry. */
    String name();

    /** The question, in a line. */
    String title();

    /** Whether its figures depend on how warm Cassandra's write path is. */
    default boolean writes() {
        return true;
    }

    /** Runs all rounds; what cannot run is reported to the context's report and left out. */
    List<RaceResult> run(BenchContext context);
}
