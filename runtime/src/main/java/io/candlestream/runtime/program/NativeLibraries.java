package io.candlestream.runtime.program;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/**
 * The native parts of lz4, zstd and snappy, which each program unpacks into the temporary folder and removes when it ends: what
 * a killed program has left there is removed by the next one. A library that a running program has loaded stays in its memory.
 */
final class NativeLibraries {
    /** With the file by which lz4 marks a library as used, which a killed program leaves as well. */
    private static final String LEFTOVERS =
            "{liblz4-java-*.so,liblz4-java-*.so.lck,libzstd-jni-*.so,snappy-*-libsnappyjava.so}";
    /** Between unpacking and loading pass milliseconds. */
    private static final Duration IN_USE = Duration.ofMinutes(1);

    private NativeLibraries() {}

    /** Removes what is older than a minute; what cannot be removed is another user's. */
    static void removeLeftovers(Path folder, Instant now) {
        FileTime oldEnough = FileTime.from(now.minus(IN_USE));
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, LEFTOVERS)) {
            for (Path file : leftovers) {
                if (Files.getLastModifiedTime(file).compareTo(oldEnough) < 0) {
                    Files.delete(file);
                }
            }
        } catch (IOException | SecurityException e) {
            return; // Tidiness is no reason to stop, and the next start tries again.
        }
    }
}
