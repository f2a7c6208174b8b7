package io.candlestream.tools.doctor.checkpoint;

import io.candlestream.tools.doctor.check.ProbeResult;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What lies where the checkpoint should, at one moment. A consumer that runs goes on meanwhile: look here before the brokers are
 * asked how far the topic reaches, or it seems to end before what was read of it.
 */
public final class CheckpointProbe {
    private final String folder;
    private final Optional<ProbeResult<CheckpointSnapshot>> found;

    private CheckpointProbe(String folder, Optional<ProbeResult<CheckpointSnapshot>> found) {
        this.folder = folder;
        this.found = found;
    }

    /** @param folder of this machine, or a URI of Hadoop's */
    public static CheckpointProbe at(String folder) {
        if (elsewhere(folder)) {
            return new CheckpointProbe(folder, Optional.empty());
        }
        CheckpointFolder there = new CheckpointFolder(Path.of(folder.replaceFirst("^file:(//)?", "")));
        return new CheckpointProbe(folder, there.there() ? Optional.of(there.look()) : Optional.empty());
    }

    private static boolean elsewhere(String folder) {
        return folder.matches("[a-z0-9]{2,}:.*") && !folder.startsWith("file:");
    }

    String folder() {
        return folder;
    }

    /** Whether it is not on this machine. */
    boolean elsewhere() {
        return elsewhere(folder);
    }

    /** Empty when there is nothing, or when it is elsewhere. */
    Optional<ProbeResult<CheckpointSnapshot>> found() {
        return found;
    }
}
