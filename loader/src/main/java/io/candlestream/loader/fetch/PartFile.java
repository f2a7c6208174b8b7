package io.candlestream.loader.fetch;

import io.candlestream.runtime.settings.FatalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The name of a file on its way, with the id of the process, so that two fetches into one folder never write the same one. */
final class PartFile {
    private static final Pattern NAME = Pattern.compile("\\..+\\.(?:zip|CHECKSUM|csv)(?:\\.(\\d{1,9}))?\\.part");

    private PartFile() {}

    /** Beside {@code file}. */
    static Path of(Path file) {
        return file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    }

    /** From now on it is {@code file}. */
    static void publish(Path file) throws IOException {
        Files.move(of(file), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Deletes what fetches that were killed have left. */
    static void removeLeftovers(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(PartFile::isLeftOver).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new FatalException("Cannot empty " + folder + ": " + e.getMessage(), e);
        }
    }

    private static boolean isLeftOver(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        return name.matches()
                && (name.group(1) == null
                        || ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty());
    }
}
