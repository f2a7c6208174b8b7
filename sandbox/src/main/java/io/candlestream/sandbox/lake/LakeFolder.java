package io.candlestream.sandbox.lake;

import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.ProjectFolder;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A lake in a folder of this machine, with its catalog beside its files. */
public record LakeFolder(Path folder) {
    private static final String MAIN = "io.candlestream.sink.lake.command.Lake";
    private static final List<String> OURS_ALONE = List.of("consumed_at", "version");

    /** The variables of a consumer that writes into it, in batches that a person need not wait for. */
    public Map<String, String> environment() {
        return Map.of(
                "CANDLESTREAM_LAKE_WAREHOUSE",
                folder.toString(),
                "CANDLESTREAM_LAKE_CATALOG",
                "jdbc:sqlite:" + folder.resolve("catalog.db"),
                "CANDLESTREAM_CONSUMER_FILES_TRIGGER",
                "2 s");
    }

    /** What starts {@code ./candlestream lake}. */
    public static List<String> program() {
        return List.of(
                ChildJvm.java(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                ProjectFolder.find().jar("binance-consumer").toString(),
                MAIN);
    }

    /** Gives the newest version of each row of {@code table} to {@code reader}, without what the lake alone has. */
    public void read(String table, Consumer<Map<String, String>> reader) {
        List<String> command = new ArrayList<>(program());
        command.addAll(List.of("rows", table));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(ProjectFolder.find().root().toFile())
                .redirectError(new File(folder.resolveSibling("lake.log").toString()));
        builder.environment().putAll(environment());
        try {
            Process process = builder.start();
            try (BufferedReader lines = process.inputReader()) {
                String header = lines.readLine();
                if (header != null) {
                    String[] columns = header.split("\t", -1);
                    lines.lines().map(line -> row(columns, line)).forEach(reader);
                }
            }
            if (process.waitFor() != 0) {
                throw new IllegalStateException(
                        "Cannot read table " + table + " of the lake, see " + folder.resolveSibling("lake.log"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start the reader of the lake: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the lake was read", e);
        }
    }

    private static Map<String, String> row(String[] columns, String line) {
        String[] values = line.split("\t", -1);
        Map<String, String> row = new TreeMap<>();
        for (int i = 0; i < columns.length; i++) {
            if (!values[i].isEmpty() && !OURS_ALONE.contains(columns[i])) {
                row.put(columns[i], values[i]);
            }
        }
        return row;
    }
}
