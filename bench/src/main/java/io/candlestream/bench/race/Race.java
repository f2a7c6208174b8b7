package io.candlestream.bench.race;

import io.candlestream.bench.result.RaceResult;
import io.candlestream.bench.trial.BenchContext;
import java.util.List;
import java.util.function.Function;

/**
 * A question that figures answer.
 *
 * @param name as the results carry it
 * @param title the question, in a line
 * @param writes whether its figures depend on how warm Cassandra's write path is
 * @param course runs all rounds; what cannot run is reported to the context's report and left out
 */
record Race(String name, String title, boolean writes, Function<BenchContext, List<RaceResult>> course) {}
