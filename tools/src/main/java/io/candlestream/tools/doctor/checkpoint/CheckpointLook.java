package io.candlestream.tools.doctor.checkpoint;

import io.candlestream.tools.doctor.finding.Answer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What lies where the checkpoint should, at one moment. A consumer that runs goes on meanwhile: look here before the brokers are
 * asked how far the topic reaches, or it seems to end before what was read of it.
 */
public final class CheckpointLook {
    private final String folder;
    private final Optional<Answer<CheckpointFacts>> found;

    private CheckpointLook(String folder, Optional<Answer<CheckpointFacts>> found) {
        this.folder = folder;
        this.found = found;
    }

    /** @param folder of this machine, or a URI of Hadoop's */
    public static CheckpointLook at(String folder) {
        if (elsewhere(folder)) {
            return new CheckpointLook(folder, Optional.empty());
        }
        CheckpointFolder there = new CheckpointFolder(Path.of(folder.replaceFirst("^file:(//)?", "")));
        return new CheckpointLook(folder, there.there() ? Optional.of(there.look()) : Optional.empty());
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
    Optional<Answer<CheckpointFacts>> found() {
        return found;
    }
}
