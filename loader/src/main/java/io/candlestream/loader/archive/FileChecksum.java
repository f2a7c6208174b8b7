package io.candlestream.loader.archive;

import io.candlestream.history.archive.Checksum;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The SHA-256 of files, and the {@code .CHECKSUM} that the archive puts beside each: a line as {@code sha256sum} writes it. */
public final class FileChecksum {
    private static final Pattern LINE = Pattern.compile("([0-9a-fA-F]{64}) [ *](\\S+)\\s*");
    private static final int MOST_BYTES = 1024;

    private FileChecksum() {}

    /** Where the checksum of {@code file} stands. */
    public static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + ".CHECKSUM");
    }

    /** The SHA-256 that {@code line} says of the file {@code name}, in lower case; empty when it says none. */
    public static Optional<String> said(String line, String name) {
        Matcher matcher = LINE.matcher(line);
        return matcher.matches() && matcher.group(2).equals(name)
                ? Optional.of(matcher.group(1).toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    /** Returns when {@code file} is what the checksum beside it says, or has none. */
    static void check(Path file) throws IOException {
        Path beside = beside(file);
        if (!Files.exists(beside)) {
            return;
        }
        String name = file.getFileName().toString();
        String wanted = said(text(beside), name)
                .orElseThrow(() -> new IOException(beside.getFileName() + " holds no SHA-256 of it"));
        String found = of(file);
        if (!found.equals(wanted)) {
            throw new IOException("its SHA-256 is " + found + ", " + beside.getFileName() + " says " + wanted
                    + " (delete it and fetch it again)");
        }
    }

    /** What stands in the checksum {@code beside} a file; bytes that are no text are replaced. */
    public static String text(Path beside) throws IOException {
        try (InputStream in = Files.newInputStream(beside)) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        }
    }

    /** The SHA-256 of {@code file}, in lower case. */
    public static String of(Path file) throws IOException {
        return Checksum.sha256(file);
    }
}
