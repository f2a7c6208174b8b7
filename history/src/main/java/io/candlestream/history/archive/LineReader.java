package io.candlestream.history.archive;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * The lines of a plain or {@code .gz} file, or of a file in a {@code .zip}, that are not blank, read as they are asked for;
 * closes itself after the last. A byte-order mark of UTF-8 is skipped.
 *
 * <p>Every method that reads throws {@link IllegalArgumentException} when the file cannot be read or is no text; the message
 * is one line that names the file and why.
 */
public final class LineReader implements Iterator<String>, AutoCloseable {
    /** In characters; a kline has 150, a trade 200. */
    private static final int LONGEST = 1 << 16;

    private static final int CHUNK = 1 << 14;

    private final String origin;
    private final Reader reader;
    private final char[] chunk = new char[CHUNK];
    private int at;
    private int filled;
    private boolean afterReturn;
    private String ahead;
    private long aheadNumber;
    private long number;

    private LineReader(String origin, Reader reader) {
        this.origin = origin;
        this.reader = reader;
        this.ahead = read();
    }

    /** The lines of {@code file}. */
    public static LineReader of(Path file) {
        return new LineReader(file.toString(), text(file.toString(), () -> unpacked(file)));
    }

    /** The lines of the file that is called {@code entry} in {@code zip}. */
    static LineReader of(Path zip, String entry) {
        String origin = zip + " (" + entry + ")";
        return new LineReader(origin, text(origin, () -> ArchiveZip.open(zip, entry)));
    }

    private static InputStream unpacked(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("it is a folder");
        }
        InputStream raw = Files.newInputStream(file);
        try {
            boolean packed =
                    file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".gz");
            return packed ? new GZIPInputStream(raw, 1 << 16) : raw;
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    private static Reader text(String origin, Source source) {
        try {
            InputStream bytes = new BufferedInputStream(source.open());
            bytes.mark(3);
            byte[] mark = bytes.readNBytes(3);
            if (startsWith(mark, 0xFF, 0xFE) || startsWith(mark, 0xFE, 0xFF)) {
                bytes.close();
                throw new IOException("it is text in UTF-16, and UTF-8 is needed (save it so)");
            }
            if (!startsWith(mark, 0xEF, 0xBB, 0xBF)) {
                bytes.reset();
            }
            return new InputStreamReader(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw unreadable(origin, e);
        }
    }

    private static boolean startsWith(byte[] bytes, int... wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    /** The error for a file that cannot be read. */
    static IllegalArgumentException unreadable(Object file, IOException e) {
        return new IllegalArgumentException("Cannot read " + file + ": " + why(e), e);
    }

    private static String why(IOException e) {
        if (e instanceof EOFException) {
            return "it ends too early (download it again)";
        }
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "access is denied";
        }
        return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName())
                .lines()
                .findFirst()
                .orElse("");
    }

    @Override
    public boolean hasNext() {
        return ahead != null;
    }

    @Override
    public String next() {
        if (ahead == null) {
            throw new NoSuchElementException();
        }
        String line = ahead;
        number = aheadNumber;
        ahead = read();
        return line;
    }

    /** The number of the line read last; blank ones count. */
    long number() {
        return number;
    }

    /** The error for the line read last: names file, line and {@code why}. */
    public IllegalArgumentException refused(String why) {
        return refused(number, ": " + why);
    }

    /** The error for a column of the line read last. */
    IllegalArgumentException refused(String column, String why) {
        return refused(number, " " + column + ": " + why);
    }

    private IllegalArgumentException refused(long line, String why) {
        return new IllegalArgumentException("Cannot read " + origin + " line " + line + why);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close " + origin + ": " + e, e);
        }
    }

    /** The next line that is not blank, null after the last. */
    private String read() {
        try {
            String line = line();
            while (line != null && line.isBlank()) {
                line = line();
            }
            if (line == null) {
                reader.close();
            }
            return line;
        } catch (IOException e) {
            close();
            throw unreadable(origin, e);
        }
    }

    private String line() throws IOException {
        StringBuilder begun = new StringBuilder(0);
        boolean any = false;
        while (more()) {
            boolean secondOfTwo = afterReturn && chunk[at] == '\n';
            afterReturn = false;
            if (secondOfTwo) {
                at++;
                continue;
            }
            any = true;
            int start = at;
            at = end(start);
            if (begun.length() + at - start > LONGEST) {
                close();
                throw refused(aheadNumber + 1, ": it has more than " + LONGEST + " characters");
            }
            if (at < filled) {
                return ended(begun, start);
            }
            begun.append(chunk, start, at - start);
        }
        aheadNumber += any ? 1 : 0;
        return any ? begun.toString() : null;
    }

    /** The place of the next character in the chunk that ends a line, or belongs in no text; its end where there is none. */
    private int end(int start) {
        int end = start;
        while (end < filled && chunk[end] != '\n' && chunk[end] != '\r' && chunk[end] != 0) {
            end++;
        }
        return end;
    }

    /** The line that has {@code begun} and ends at the place where the chunk stands. */
    private String ended(StringBuilder begun, int start) {
        char c = chunk[at];
        if (c == 0) {
            close();
            throw refused(aheadNumber + 1, ": it is no text");
        }
        String line = begun.isEmpty()
                ? new String(chunk, start, at - start)
                : begun.append(chunk, start, at - start).toString();
        afterReturn = c == '\r';
        at++;
        aheadNumber++;
        return line;
    }

    private boolean more() throws IOException {
        while (at == filled) {
            filled = reader.read(chunk, 0, CHUNK);
            at = 0;
            if (filled < 0) {
                filled = 0;
                return false;
            }
        }
        return true;
    }

    @FunctionalInterface
    private interface Source {
        InputStream open() throws IOException;
    }
}
