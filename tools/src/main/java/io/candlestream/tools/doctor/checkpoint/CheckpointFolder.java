package io.candlestream.tools.doctor.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candlestream.tools.doctor.check.ProbeResult;
import java.io.IOException;
import java.io.StringReader;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A consumer's checkpoint on this machine, read and never written: Spark's {@code offsets/N} is written before batch N and
 * {@code commits/N} after it, the consumer's own {@code candlestream.properties} and {@code candlestream.lock} lie beside.
 */
record CheckpointFolder(Path path) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OFFSETS_LINE = 2;

    /** What it holds, or why it cannot be read. */
    ProbeResult<CheckpointSnapshot> look() {
        try {
            OptionalLong batch = newest("commits");
            if (batch.isPresent() && !Files.exists(path.resolve("offsets/" + batch.getAsLong()))) {
                return ProbeResult.none(path + " lacks offsets/" + batch.getAsLong() + ", which says how far batch "
                        + batch.getAsLong() + " of commits has read"
                        + (newest("offsets").isPresent() ? "" : "; its whole folder offsets is missing or empty")
                        + " (bring the folder back from a backup; without one, move it away and start the consumer, which"
                        + " reads the topic again from its beginning)");
            }
            return ProbeResult.of(new CheckpointSnapshot(
                    owner(),
                    batch.isPresent() ? positions(batch.getAsLong()) : Map.of(),
                    process(),
                    batch.isPresent() ? Optional.of(committed(batch.getAsLong())) : Optional.empty()));
        } catch (JsonProcessingException e) {
            return ProbeResult.none(path + " is damaged: its newest file in offsets is cut short"
                    + " (start the consumer, which names the file and the way out)");
        } catch (IOException e) {
            return ProbeResult.none("cannot read " + path + ": " + e.getClass().getSimpleName() + " " + e.getMessage()
                    + " (CANDLESTREAM_CONSUMER_CHECKPOINT)");
        }
    }

    private Map<String, String> owner() throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text("candlestream.properties")));
        Map<String, String> lines = properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
        lines.putAll(klines(lines));
        return lines;
    }

    /**
     * What is said of the stream of klines, under the names that it had before streams had names; of several that of the
     * default name.
     */
    private static Map<String, String> klines(Map<String, String> lines) {
        Map<String, String> klines = new TreeMap<>();
        String name = lines.keySet().stream()
                .filter(key -> key.matches("stream\\.[^.]+\\.interval"))
                .map(key -> key.replaceFirst("stream\\.([^.]+)\\.interval", "$1"))
                .min(Comparator.comparing((String stream) -> !stream.equals("klines")))
                .orElse("klines");
        String prefix = "stream." + name + ".";
        for (String fact : List.of("topic", "interval", "schema")) {
            Optional.ofNullable(lines.get(prefix + fact)).ifPresent(value -> klines.put(fact, value));
        }
        Optional.ofNullable(lines.get(prefix + "sink.cassandra"))
                .ifPresent(target -> klines.put("table", target.replaceFirst("^table ", "")));
        return klines;
    }

    private String text(String file) throws IOException {
        try {
            return Files.readString(path.resolve(file));
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private OptionalLong newest(String log) throws IOException {
        Path folder = path.resolve(log);
        if (!Files.isDirectory(folder)) {
            return OptionalLong.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d{1,18}"))
                    .mapToLong(Long::parseLong)
                    .max();
        }
    }

    /** Spark's {@code {"topic":{"0":23}}}, behind the lines of version and metadata. */
    private Map<String, Map<Integer, Long>> positions(long batch) throws IOException {
        List<String> lines = text("offsets/" + batch).lines().toList();
        String topics = lines.size() > OFFSETS_LINE ? lines.get(OFFSETS_LINE) : "{";
        return JSON.readValue(topics, new TypeReference<>() {});
    }

    private Instant committed(long batch) throws IOException {
        return Files.getLastModifiedTime(path.resolve("commits").resolve(String.valueOf(batch)))
                .toInstant();
    }

    /** The system gives a lock up when its holder ends, however it ends: only one that cannot be had tells of a process. */
    private Optional<String> process() throws IOException {
        Path file = path.resolve("candlestream.lock");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                // Shared, as one may have it with a file open for reading, and given up at once.
                FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return Optional.ofNullable(lock).isPresent() ? Optional.empty() : Optional.of(Files.readString(file));
        } catch (OverlappingFileLockException e) {
            return Optional.of(Files.readString(file)); // a consumer in this very process
        }
    }
}
