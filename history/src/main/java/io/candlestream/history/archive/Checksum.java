package io.candlestream.history.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code .CHECKSUM} file that the archive puts beside a file, in the format of {@code sha256sum -c}. */
public final class Checksum {
    private static final Pattern LINE = Pattern.compile("([0-9a-fA-F]{64}) [ *](.+)");

    private static final int MOST_BYTES = 1 << 20;

    private Checksum() {}

    /**
     * Returns when {@code file} is what its checksum says, or has none.
     *
     * @throws IllegalArgumentException when it is not
     */
    static void check(Path file) {
        Path beside = file.resolveSibling(file.getFileName() + ".CHECKSUM");
        try {
            if (Files.exists(beside)) {
                String wanted = wanted(file, beside);
                String found = sha256(file);
                if (!found.equals(wanted)) {
                    throw new IllegalArgumentException("Cannot read " + file + ": its SHA-256 is " + found + ", "
                            + beside.getFileName() + " says " + wanted + " (download both again)");
                }
            }
        } catch (IOException e) {
            throw LineReader.unreadable(file, e);
        }
    }

    private static String wanted(Path file, Path beside) throws IOException {
        return text(beside)
                .lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .filter(line -> line.group(2).equals(file.getFileName().toString()))
                .findFirst()
                .map(line -> line.group(1).toLowerCase(Locale.ROOT))
                .orElseThrow(() -> new IllegalArgumentException(
                        "Cannot read " + file + ": " + beside.getFileName() + " holds no SHA-256 of it"));
    }

    /** As much of it as can be the checksums of all files of a folder. */
    private static String text(Path beside) throws IOException {
        try (InputStream in = Files.newInputStream(beside)) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        }
    }

    /** The SHA-256 of {@code file}, in lower case. */
    public static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] chunk = new byte[1 << 16];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                digest.update(chunk, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
