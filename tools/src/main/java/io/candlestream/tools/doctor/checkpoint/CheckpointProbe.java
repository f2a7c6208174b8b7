package io.candlestream.tools.doctor.checkpoint;

import io.candlestream.tools.doctor.check.ProbeResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What lies where the checkpoint should, at one moment. A consumer that runs goes on meanwhile: look here before the brokers are
 * asked how far the topic reaches, or it seems to end before what was read of it.
 *
 * @param folder of this machine, or a URI of Hadoop's
 * @param found empty when there is nothing, or when it is elsewhere
 */
public record CheckpointProbe(String folder, Optional<ProbeResult<CheckpointSnapshot>> found) {
    /** What lies at {@code folder} now. */
    public static CheckpointProbe at(String folder) {
        CheckpointProbe nothing = new CheckpointProbe(folder, Optional.empty());
        if (nothing.elsewhere()) {
            return nothing;
        }
        Path path = Path.of(folder.replaceFirst("^file:(//)?", ""));
        return Files.isDirectory(path)
                ? new CheckpointProbe(folder, Optional.of(new CheckpointFolder(path).look()))
                : nothing;
    }

    /** Whether it is not on this machine. */
    boolean elsewhere() {
        return folder.matches("[a-z0-9]{2,}:.*") && !folder.startsWith("file:");
    }
}
