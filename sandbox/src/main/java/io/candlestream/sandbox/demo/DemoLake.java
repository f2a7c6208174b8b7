package io.candlestream.sandbox.demo;

import com.datastax.oss.driver.api.core.CqlSession;
import io.candlestream.sandbox.lake.LakeFolder;
import io.candlestream.sandbox.postgres.SinkComparison;
import io.candlestream.sandbox.screen.DemoScreen;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Wait;
import io.candlestream.simulator.exchange.Exchange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The lake of a demo whose rows go there too; nothing where they do not. */
record DemoLake(Optional<LakeFolder> lake, List<String> tables) {
    private static final String FOLDER = "lake";
    private static final List<String> ALWAYS = List.of("raw", "candles", "gaps");

    static DemoLake of(DemoOptions options, Path folder) {
        return new DemoLake(
                options.sinks.contains(DemoOptions.LAKE)
                        ? Optional.of(new LakeFolder(folder.resolve(FOLDER)))
                        : Optional.empty(),
                Stream.concat(ALWAYS.stream(), options.streams.stream().filter(stream -> !Exchange.Options.defaults()
                                .streams()
                                .contains(stream)))
                        .toList());
    }

    /** {@code pipeline}, with its consumer's lake here. */
    Pipeline attach(Pipeline pipeline) {
        return lake.map(LakeFolder::environment).map(pipeline::with).orElse(pipeline);
    }

    /** Says where it is. */
    void describe(DemoScreen screen) {
        lake.ifPresent(there -> screen.place("lake", there.folder() + "   ./candlestream lake rows candles"));
    }

    /** How its rows compare with those in Cassandra, once they are equal or after {@code patience}; empty without it. */
    Optional<SinkComparison.Outcome> settled(CqlSession session, Duration patience) {
        return lake.map(there -> {
            SinkComparison comparison = new SinkComparison(session, "The lake", there::read);
            return Wait.settled(patience, SinkComparison.Outcome::equal, () -> comparison.run(tables));
        });
    }
}
