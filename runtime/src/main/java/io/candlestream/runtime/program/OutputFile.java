package io.candlestream.runtime.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A file that is written when long work is done, and has to be one that can be written before the work begins. */
public final class OutputFile {
    private OutputFile() {}

    /** Why the file that {@code option} names cannot be written, and what to do; empty when it can, or is not named. */
    public static Optional<String> obstacle(String option, Optional<Path> file) {
        return file.flatMap(path -> obstacle(path).map(why -> option + " " + path + ": " + why));
    }

    /** A file that is there keeps its text. */
    static Optional<String> obstacle(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null) {
            return Optional.of("it is a folder; name a file in it");
        }
        if (!Files.isDirectory(folder)) {
            return Optional.of("there is no folder " + folder + "; make it, or name a file elsewhere");
        }
        boolean there = Files.exists(file);
        try (FileChannel opened = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            return opened.isOpen() ? Optional.empty() : Optional.of("it was closed");
        } catch (IOException e) {
            return Optional.of(reason(e) + "; name a file where you may write");
        } finally {
            if (!there) {
                remove(file);
            }
        }
    }

    /** Writes {@code text}, when the work is done. */
    public static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    private static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "access is denied";
        }
        boolean hasReason = failure instanceof FileSystemException known && known.getReason() != null;
        return hasReason ? ((FileSystemException) failure).getReason() : "it cannot be opened";
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit(); // empty, and in nobody's way
        }
    }
}
