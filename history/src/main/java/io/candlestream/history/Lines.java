package io.candlestream.history;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;

/** The lines of a plain, {@code .gz} or {@code .zip} file, read as they are asked for; closes itself after the last. A line
 * that is longer than {@link LineLimit} allows is refused. */
public final class Lines implements Iterator<String>, AutoCloseable {
    private final Path file;
    private final BufferedReader reader;
    private String ahead;
    private long read;
    private long number;

    private Lines(Path file, BufferedReader reader) {
        this.file = file;
        this.reader = reader;
        this.ahead = read();
    }

    /** The lines of {@code file}. */
    public static Lines of(Path file) {
        try {
            return new Lines(
                    file,
                    new BufferedReader(new LineLimit(new InputStreamReader(unpacked(file), StandardCharsets.UTF_8))));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + ": " + e, e);
        }
    }

    private static InputStream unpacked(Path file) throws IOException {
        InputStream raw = Files.newInputStream(file);
        try {
            String name = file.getFileName().toString();
            if (name.endsWith(".zip")) {
                ZipInputStream zip = new ZipInputStream(raw);
                if (zip.getNextEntry() == null) {
                    throw new IOException("no file in the zip");
                }
                return zip;
            }
            return name.endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw;
        } catch (IOException e) {
            raw.close();
            throw e;
        }
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
        number = read;
        ahead = read();
        return line;
    }

    /** The error for the line read last: names file, line and {@code why}. */
    public IllegalArgumentException refused(String why) {
        return new IllegalArgumentException("Cannot read " + file + " line " + number + ": " + why);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close " + file + ": " + e, e);
        }
    }

    /** The next line that is not blank, null after the last. */
    private String read() {
        try {
            String line = readLine();
            while (line != null && line.isBlank()) {
                line = readLine();
            }
            if (line == null) {
                reader.close();
            }
            return line;
        } catch (LineLimit.TooLongException e) {
            number = read + 1;
            close();
            throw refused(e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + " after line " + read + ": " + e, e);
        }
    }

    private String readLine() throws IOException {
        String line = reader.readLine();
        if (line != null) {
            read++;
        }
        return line;
    }
}
