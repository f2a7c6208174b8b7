package io.candlestream.sandbox.chaos;

import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Programs;
import io.candlestream.sandbox.server.Wait;
import io.candlestream.tools.verify.TableComparison.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What the command {@code verify --what} says of rows that are made of streams, in one store.
 *
 * @param what as the command names them: features, correlations, metrics or trade_metrics
 * @param sink as the command names the store
 */
record DerivedProof(Pipeline pipeline, String what, String sink) {
    /** A name of the drill, {@code metrics in postgres}. */
    String name() {
        return what + " in " + sink;
    }

    /** The outcome once the stored rows are those that all input makes, or after {@code patience}. */
    Outcome settled(Duration patience) {
        return Wait.settled(patience, Outcome::equal, this::now);
    }

    private Outcome now() {
        List<String> command = Programs.java("tools", "verify", "--what", what, "--sink", sink);
        Programs.Answer said = Programs.answer(
                "verify --what " + what, new ProcessBuilder(command).redirectErrorStream(true), pipeline.environment());
        List<String> lines = said.lines().isEmpty() ? List.of("verify --what " + what + " said nothing") : said.lines();
        return new Outcome(said.code() == 0, lines);
    }

    /** The setting that has the consumer make them. */
    static String enabled(String what) {
        return "CANDLESTREAM_CONSUMER_" + what.toUpperCase(Locale.ROOT);
    }
}
