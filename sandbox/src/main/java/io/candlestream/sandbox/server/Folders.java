package io.candlestream.sandbox.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Removes folders. */
public final class Folders {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int TRIES = 10;

    private Folders() {}

    /** Removes {@code folder} with all that is in it, if it is there. What a program writes that is just ending is removed with it. */
    public static void delete(Path folder) {
        for (int tries = TRIES; Files.exists(folder); tries--) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            } catch (IOException | UncheckedIOException e) {
                if (tries == 0) {
                    throw new UncheckedIOException("Cannot remove " + folder, new IOException(e));
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }
}
