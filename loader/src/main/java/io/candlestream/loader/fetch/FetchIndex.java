package io.candlestream.loader.fetch;

import io.candlestream.runtime.settings.FatalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * {@code index.csv} in a folder of archive files: each with its size, its SHA-256 and when it was fetched, which is when it was last modified. So
 * a file that was touched since is known without reading it. Several threads may use it.
 */
final class FetchIndex {
    static final String NAME = "index.csv";
    private static final String HEADER = "file,size,sha256,fetched_at";

    /** One line. */
    record Entry(long size, String sha256, String fetchedAt) {}

    private final Path path;
    private final Map<String, Entry> entries = new TreeMap<>();

    private FetchIndex(Path path) {
        this.path = path;
    }

    /** That of {@code folder}; lines that are none, as of a fetch that was killed, are dropped. */
    static FetchIndex of(Path folder) {
        FetchIndex index = new FetchIndex(folder.resolve(NAME));
        if (Files.exists(index.path)) {
            try {
                new String(Files.readAllBytes(index.path), StandardCharsets.UTF_8)
                        .lines()
                        .forEach(index::take);
            } catch (IOException e) {
                throw new FatalException("Cannot read " + index.path + ": " + e.getMessage(), e);
            }
        }
        index.write();
        return index;
    }

    private void take(String line) {
        String[] cells = line.split(",", -1);
        if (cells.length == 4 && cells[1].matches("\\d{1,18}") && cells[2].matches("[0-9a-f]{64}")) {
            entries.put(cells[0], new Entry(Long.parseLong(cells[1]), cells[2], cells[3]));
        }
    }

    synchronized Optional<Entry> of(String file) {
        return Optional.ofNullable(entries.get(file));
    }

    /** What the index says of {@code file}, if it is still as it was then by its size and time; empty when it has to be read. */
    Optional<String> sha256(Path file) throws IOException {
        Entry now = entry(file, "");
        return of(file.getFileName().toString())
                .filter(entry -> entry.size == now.size && entry.fetchedAt.equals(now.fetchedAt))
                .map(Entry::sha256);
    }

    private static Entry entry(Path file, String sha256) throws IOException {
        return new Entry(
                Files.size(file), sha256, Files.getLastModifiedTime(file).toString());
    }

    /** Adds a line about {@code file}, which holds from now on. */
    synchronized void add(Path file, String sha256) {
        String name = file.getFileName().toString();
        try {
            Entry entry = entry(file, sha256);
            entries.put(name, entry);
            Files.writeString(path, line(name, entry), StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new FatalException("Cannot write " + path + ": " + e.getMessage(), e);
        }
    }

    /** Writes each file's newest line, in the order of their names. */
    synchronized void write() {
        String text = HEADER + "\n"
                + entries.entrySet().stream()
                        .map(entry -> line(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining());
        try {
            Files.writeString(PartFile.of(path), text);
            PartFile.publish(path);
        } catch (IOException e) {
            throw new FatalException("Cannot write " + path + ": " + e.getMessage(), e);
        }
    }

    private static String line(String file, Entry entry) {
        return String.join(",", List.of(file, String.valueOf(entry.size), entry.sha256, entry.fetchedAt)) + "\n";
    }
}
