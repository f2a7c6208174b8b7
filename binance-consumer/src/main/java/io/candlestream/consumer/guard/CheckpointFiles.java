package io.candlestream.consumer.guard;

import io.candlestream.settings.StopException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Reads and writes single files of the checkpoint, whole or not at all. */
final class CheckpointFiles {
    private CheckpointFiles() {}

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new StopException("Cannot read checkpoint file " + file + ": " + words(e), e);
        }
    }

    /** The file is there with all of {@code text}, or as it was before. */
    static void write(Path file, String text) {
        Path draft = file.resolveSibling("." + file.getFileName() + ".draft");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(
                    draft,
                    text,
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.SYNC);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unwritable(file.getParent(), e);
        }
    }

    static StopException unwritable(Path folder, IOException e) {
        return new StopException(
                "Cannot write to checkpoint " + folder + ": " + words(e)
                        + " (make it writable with space left, or set CANDLESTREAM_CONSUMER_CHECKPOINT)",
                e);
    }

    private static String words(IOException e) {
        return e.getClass().getSimpleName() + ": "
                + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
