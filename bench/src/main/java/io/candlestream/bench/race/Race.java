package io.candlestream.bench.race;

import io.candlestream.bench.result.Result;
import io.candlestream.bench.track.Track;
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

    /** Runs all rounds; what cannot run is told to the track's report and left out. */
    List<Result> run(Track track);
}
