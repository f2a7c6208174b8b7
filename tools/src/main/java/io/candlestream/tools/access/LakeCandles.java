package io.candlestream.tools.access;

import io.candlestream.runtime.settings.FatalException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;

/** The candles of a lake, told by the program that has its library: the consumer's, which is asked for one pair after the other. */
public final class LakeCandles implements CandlePlace {
    private static final String MAIN = "io.candlestream.sink.lake.command.Lake";
    private static final String JAR = "binance-consumer.jar";
    private static final int CELLS = 5;

    private final List<String> program;
    private final Map<Asset, AssetTable.Span> known = new HashMap<>();
    private Optional<Map<List<String>, List<AssetTable.Span>>> gaps = Optional.empty();
    private Optional<Answer> candles = Optional.empty();

    /** The lake that the environment and the consumer's settings name. */
    public LakeCandles() {
        this.program = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                jar().toString(),
                MAIN);
    }

    /** Beside our own, in a project that was built and in the image. */
    private static Path jar() {
        try {
            Path own = Path.of(LakeCandles.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Stream.of("../../../binance-consumer/target/", "../../binance-consumer/")
                    .map(folder -> own.resolve(folder + JAR))
                    .map(Path::normalize)
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow(() -> new FatalException(
                            "Cannot read the lake: there is no " + JAR + " for " + own + " (./candlestream build)"));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public List<Asset> assets(List<String> names) {
        if (known.isEmpty()) {
            try (Answer answer = new Answer("candles")) {
                answer.lines().forEachRemaining(this::know);
            }
        }
        List<Asset> all = new ArrayList<>(known.keySet());
        all.sort(Comparator.comparing(Asset::name));
        return AssetTable.called(names, all, "the lake");
    }

    private void know(String line) {
        String[] cells = line.split("\t", -1);
        if (cells.length != CELLS) {
            throw new FatalException("Cannot read the lake: '" + line + "' names no pair");
        }
        known.put(
                new Asset(cells[0], cells[1], cells[2]),
                new AssetTable.Span(
                        Instant.ofEpochMilli(Long.parseLong(cells[3])),
                        Instant.ofEpochMilli(Long.parseLong(cells[4]))));
    }

    @Override
    public Optional<AssetTable.Span> closed(Asset asset) {
        return Optional.ofNullable(known.get(asset));
    }

    @Override
    public Iterable<StoredRow> candles(Asset asset, List<String> columns, Instant first, Instant last) {
        if (closed(asset).filter(span -> !first.isAfter(span.last())).isEmpty()) {
            return List.of();
        }
        return () -> rows(asset, first, last);
    }

    private static long milli(Instant time) {
        return time.toEpochMilli();
    }

    private Iterator<StoredRow> rows(Asset asset, Instant first, Instant last) {
        Iterator<String> lines =
                asked(String.join("\t", asset.symbol(), String.valueOf(milli(first)), String.valueOf(milli(last))));
        String[] header = lines.hasNext() ? lines.next().split("\t", -1) : new String[0];
        return new Iterator<>() {
            private Optional<StoredRow> ahead = read();

            /** Those that another asset has of the same symbol are not meant. */
            private Optional<StoredRow> read() {
                while (lines.hasNext()) {
                    StoredRow row = row(header, lines.next());
                    if (asset.name().equals(row.text("asset_name"))
                            && asset.interval().equals(row.text("interval"))) {
                        return Optional.of(row);
                    }
                }
                return Optional.empty();
            }

            @Override
            public boolean hasNext() {
                return ahead.isPresent();
            }

            @Override
            public StoredRow next() {
                StoredRow row = ahead.orElseThrow(NoSuchElementException::new);
                ahead = read();
                return row;
            }
        };
    }

    /** The lines of one answer, up to an empty one. What is left of the answer before is skipped. */
    private Iterator<String> asked(String question) {
        Answer program = candles.orElseGet(() -> new Answer("candles", "--asked"));
        candles = Optional.of(program);
        return program.asked(question);
    }

    private static StoredRow row(String[] header, String line) {
        String[] cells = line.split("\t", -1);
        if (cells.length != header.length) {
            throw new FatalException(
                    "Cannot read the lake: a row has " + cells.length + " cells, not " + header.length);
        }
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < header.length; i++) {
            row.put(header[i], cells[i]);
        }
        return new LakeCandle(row);
    }

    @Override
    public List<AssetTable.Span> empty(String symbol, String interval) {
        if (gaps.isEmpty()) {
            gaps = Optional.of(empty());
        }
        return gaps.get().getOrDefault(List.of(symbol, interval), List.of());
    }

    /** By symbol and interval. */
    private Map<List<String>, List<AssetTable.Span>> empty() {
        Map<List<String>, List<AssetTable.Span>> spans = new HashMap<>();
        try (Answer answer = new Answer("rows", "gaps")) {
            Iterator<String> lines = answer.lines();
            String[] header = lines.hasNext() ? lines.next().split("\t", -1) : new String[0];
            lines.forEachRemaining(line -> {
                StoredRow row = row(header, line);
                if ("empty".equals(row.text("state")) && row.text("to_time") != null) {
                    spans.computeIfAbsent(List.of(row.text("symbol"), row.text("interval")), pair -> new ArrayList<>())
                            .add(new AssetTable.Span(row.time("from_time"), row.time("to_time")));
                }
            });
        } catch (FatalException e) { // a lake without gaps has no table of them
            return Map.of();
        }
        spans.values().forEach(all -> all.sort(Comparator.comparing(AssetTable.Span::first)));
        return spans;
    }

    /** What the lake's program says; it has ended well when the last line is read, or there is an error. */
    private final class Answer implements AutoCloseable {
        private final Process process;
        private final BufferedReader reader;
        private final BufferedWriter asking;
        private final Path errors;
        private boolean answering;

        Answer(String... arguments) {
            List<String> command = new ArrayList<>(program);
            command.addAll(List.of(arguments));
            errors = log();
            try {
                process = new ProcessBuilder(command)
                        .redirectError(errors.toFile())
                        .start();
                reader = process.inputReader(StandardCharsets.UTF_8);
                asking = process.outputWriter(StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new FatalException("Cannot read the lake: " + e.getMessage(), e);
            }
        }

        /** What it says when it fails. */
        private static Path log() {
            try {
                return Files.createTempFile("candlestream-lake", ".log");
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot write a temporary file: " + e.getMessage(), e);
            }
        }

        /** The lines that it says to a question, up to an empty one. What is left of the answer before is skipped. */
        Iterator<String> asked(String question) {
            while (line().isPresent()) {
                // An answer that nobody has read to its end.
            }
            try {
                asking.write(question);
                asking.newLine();
                asking.flush();
            } catch (IOException e) {
                requireEnd();
                throw new FatalException("Cannot read the lake: " + e.getMessage(), e);
            }
            answering = true;
            return new Iterator<>() {
                private Optional<String> ahead = line();

                @Override
                public boolean hasNext() {
                    return ahead.isPresent();
                }

                @Override
                public String next() {
                    String line = ahead.orElseThrow(NoSuchElementException::new);
                    ahead = line();
                    return line;
                }
            };
        }

        /** The next one of an answer; empty at its end. */
        private Optional<String> line() {
            if (!answering) {
                return Optional.empty();
            }
            try {
                String line = reader.readLine();
                if (line == null) {
                    requireEnd();
                    throw new FatalException("Cannot read the lake: its program ended amid an answer");
                }
                answering = !line.isEmpty();
                return Optional.of(line).filter(text -> answering);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Iterator<String> lines() {
            Iterator<String> lines = reader.lines().iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    boolean more = lines.hasNext();
                    if (!more) {
                        requireEnd();
                    }
                    return more;
                }

                @Override
                public String next() {
                    return lines.next();
                }
            };
        }

        private void requireEnd() {
            try {
                int code = process.waitFor();
                if (code != 0) {
                    List<String> said = Files.readAllLines(errors);
                    close();
                    throw new FatalException("Cannot read the lake: "
                            + (said.isEmpty()
                                    ? "its program ended with exit code " + code
                                    : said.get(said.size() - 1)));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while the lake was read", e);
            }
        }

        @Override
        public void close() {
            process.destroy();
            try {
                reader.close();
                Files.deleteIfExists(errors);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
