package io.candlestream.sink.lake;

import io.candlestream.consumer.settings.ConsumerSettings;
import io.candlestream.consumer.sink.SinkResult;
import io.candlestream.consumer.stream.Decimal;
import io.candlestream.runtime.settings.Settings;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.jdbc.JdbcCatalog;

/**
 * A program that does with a lake what the consumer does, without Spark, so that a test can kill it where it likes: it reads a topic,
 * which is a file of rows, in batches, writes each by the sink's own writers, commits, and notes it in a checkpoint. It says what is
 * done in a line each: {@code files N}, {@code commit N}, {@code checkpoint N}.
 */
public final class LakeFeeder {
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    private final LakeLayout<Tick> layout = LakeLayout.of(Tick.LAYOUT, true);
    private final LakeAddress address;
    private final Namespace namespace;
    private final JdbcCatalog catalog;
    private final FileIO io;
    private final Map<String, LakeTable> tables;
    private final UUID query;
    private final String run = UUID.randomUUID().toString();

    private LakeFeeder(Settings block, UUID query) {
        Configuration hadoop = new Configuration();
        this.address = LakeAddress.of(block);
        this.namespace = Namespace.of(block.text("namespace"));
        this.catalog = address.catalog(hadoop);
        this.io = address.files(hadoop);
        this.query = query;
        LakeTables prepared = new LakeTables(catalog, namespace);
        this.tables = layout.tables().stream()
                .collect(Collectors.toMap(name -> name, name -> LakeTable.of(name, prepared.prepared(name, layout))));
    }

    /**
     * Feeds the rest of a topic.
     *
     * @param arguments the file of rows, how many of them are a batch, the file of the checkpoint, the id of the query; and where it
     *     stops and waits to be killed: {@code files} or {@code commit}, and after how many batches
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> lines = Files.readAllLines(Path.of(arguments[0]));
        int rows = Integer.parseInt(arguments[1]);
        Path checkpoint = Path.of(arguments[2]);
        LakeFeeder feeder = new LakeFeeder(
                ConsumerSettings.loader(LakeFeeder.class).load().block("sinks.lake", "sinks.lake"),
                UUID.fromString(arguments[3]));
        String stop = arguments.length > 4 ? arguments[4] + " " + arguments[5] : "";
        int first = Files.exists(checkpoint) ? Integer.parseInt(Files.readString(checkpoint)) + 1 : 0;
        for (int batch = first; batch * rows < lines.size(); batch++) {
            List<String> part = lines.subList(batch * rows, Math.min(lines.size(), (batch + 1) * rows));
            // Two tasks, as of a topic with two partitions.
            List<SinkResult> written = Stream.of(
                            part.subList(0, part.size() / 2), part.subList(part.size() / 2, part.size()))
                    .flatMap(new Writing(feeder, batch)::task)
                    .toList();
            done("files " + batch, stop, batch - first);
            new LakeCommits(feeder.address.toString(), feeder.namespace, () -> feeder.catalog, LakeSink.retry(DEADLINE))
                    .commit(batch, written, Map.of());
            done("commit " + batch, stop, batch - first);
            Path next = checkpoint.resolveSibling("next");
            Files.writeString(next, String.valueOf(batch));
            Files.move(next, checkpoint, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            done("checkpoint " + batch, stop, batch - first);
        }
        feeder.catalog.close();
    }

    private static void done(String what, String stop, int batches) throws InterruptedException {
        System.out.println(what);
        if (stop.equals(what.substring(0, what.indexOf(' ')) + " " + batches)) {
            System.out.println("waiting to be killed");
            Thread.sleep(Duration.ofHours(1).toMillis());
        }
    }

    private record Writing(LakeFeeder feeder, int batch) {
        Stream<SinkResult> task(List<String> lines) {
            String name = String.format("%08d-%d-%s", batch, lines.hashCode(), feeder.run);
            LakeTask task = new LakeTask(feeder.tables, feeder.io, feeder.query, name);
            List<Tick> ticks = lines.stream().map(LakeFeeder::tick).toList();
            try (LakeWriter<Tick> writer = new LakeWriter<>(task, feeder.layout)) {
                ticks.forEach(writer::received);
                writer.write(List.of(ticks));
                return writer.result().stream();
            }
        }
    }

    /** {@code symbol time price volume closed version}. */
    private static Tick tick(String line) {
        String[] cells = line.split(" ", -1);
        BigDecimal price = new BigDecimal(cells[2]);
        return new Tick(
                cells[0],
                Instant.ofEpochMilli(Long.parseLong(cells[1])),
                Decimal.of(price.unscaledValue().longValueExact(), price.scale()),
                Double.parseDouble(cells[3]),
                Boolean.parseBoolean(cells[4]),
                Long.parseLong(cells[5]));
    }
}
