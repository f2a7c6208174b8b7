package io.candlestream.sandbox.demo;

import com.datastax.oss.driver.api.core.CqlSession;
import io.candlestream.sandbox.lake.LakeFolder;
import io.candlestream.sandbox.screen.DemoScreen;
import io.candlestream.sandbox.server.Folders;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.tools.verify.TableComparison.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The lake of a demo whose rows go there too; nothing where they do not. */
record DemoLake(Optional<LakeFolder> lake, List<String> streams) {
    private static final String FOLDER = "lake";

    static DemoLake of(DemoOptions options, Path folder) {
        return new DemoLake(
                options.sinks.contains(DemoOptions.LAKE)
                        ? Optional.of(new LakeFolder(folder.resolve(FOLDER)))
                        : Optional.empty(),
                List.copyOf(options.streams));
    }

    /** {@code pipeline}, with its consumer's lake here. */
    Pipeline attach(Pipeline pipeline) {
        return lake.map(LakeFolder::environment).map(pipeline::with).orElse(pipeline);
    }

    /** Says where it is. */
    void describe(DemoScreen screen) {
        lake.ifPresent(there -> screen.place("lake", there.folder() + "   ./candlestream lake rows candles"));
    }

    /** Deletes it where the demo is kept in another folder, and says so: the files of a lake name each other by their full paths. */
    Optional<String> leave() {
        lake.ifPresent(there -> Folders.delete(there.folder()));
        return lake.map(there -> "The lake is not kept: its files could not be moved");
    }

    /** How its rows compare with those in Cassandra, once they are equal or after {@code patience}; empty without it. */
    Optional<Outcome> settled(CqlSession session, Duration patience) {
        return lake.map(there -> there.settled(session, streams, patience));
    }
}
