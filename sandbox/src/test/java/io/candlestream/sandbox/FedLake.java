package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.ProjectFolder;
import java.io.File;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A lake into which {@code LakeFeeder} puts a topic, which is a file of random rows, and the commands that look after it. */
final class FedLake {
    static final int ROWS_A_BATCH = 40;
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final Instant START = Instant.parse("2026-08-31T20:00:00Z");

    private final LakePlace place;
    private final List<String> symbols;
    private final Path folder;
    private final Path topic;
    private final Random random;
    private final List<String> sent = new ArrayList<>();
    private final Queue<String> said = new ConcurrentLinkedQueue<>();
    private Path checkpoint;
    private UUID query = UUID.randomUUID();
    private int copies;

    /** @param symbols two, which no other one has that feeds the same lake */
    FedLake(LakePlace place, Path folder, long seed, List<String> symbols) {
        this.place = place;
        this.folder = folder;
        this.symbols = List.copyOf(symbols);
        this.topic = folder.resolve("topic");
        this.checkpoint = folder.resolve("checkpoint");
        this.random = new Random(seed);
    }

    /** Batches to come: candles of two symbols, each once open and once closed. */
    void send(int batches) throws IOException {
        List<String> lines = new ArrayList<>();
        while (lines.size() < batches * ROWS_A_BATCH) {
            int minute = (sent.size() + lines.size()) / 4;
            for (String symbol : symbols) {
                lines.add(row(symbol, minute, false));
                lines.add(row(symbol, minute, true));
            }
        }
        sent.addAll(lines);
        Files.write(topic, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private String row(String symbol, int minute, boolean closed) {
        return String.join(
                " ",
                symbol,
                String.valueOf(START.plus(Duration.ofMinutes(minute)).toEpochMilli()),
                text(BigDecimal.valueOf(1 + random.nextInt(10_000_000), 2)),
                text(BigDecimal.valueOf(1 + random.nextInt(1_000_000), 3)),
                String.valueOf(closed),
                String.valueOf(2 * minute + (closed ? 1 : 0)));
    }

    private static String text(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    /** All rows so far. */
    List<String> sent() {
        return List.copyOf(sent);
    }

    /** Starts what reads on from the checkpoint; {@code stop} says where it waits to be killed. */
    ChildJvm feeder(String... stop) {
        List<String> arguments = program("io.candlestream.sink.lake.LakeFeeder");
        arguments.addAll(
                List.of(topic.toString(), String.valueOf(ROWS_A_BATCH), checkpoint.toString(), query.toString()));
        arguments.addAll(List.of(stop));
        said.clear();
        return ChildJvm.start("feeder", arguments, place.environment(), folder.resolve("feeder.log"), said::add);
    }

    /** In a JVM for a run that ends before the second compiler pays. */
    private List<String> program(String mainClass) {
        ProjectFolder project = ProjectFolder.find();
        String classPath = Stream.concat(
                        Stream.of(
                                project.jar("binance-consumer"),
                                project.root().resolve("sinks/lake/target/test-classes")),
                        place.jars().stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        return new ArrayList<>(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", classPath, mainClass));
    }

    /** What the newest feeder has said so far. */
    Queue<String> said() {
        return said;
    }

    /** Feeds the rest. */
    void feed() {
        try (ChildJvm feeder = feeder()) {
            assertThat(feeder.await(LONGEST)).as("%s", feeder.tail()).isZero();
        }
    }

    /** The checkpoint as it was before the newest batch, which is then repeated. */
    void forgetNewestBatch() throws IOException {
        int newest = Integer.parseInt(Files.readString(checkpoint));
        Files.writeString(checkpoint, String.valueOf(newest - 1));
    }

    /** A checkpoint that knows nothing: the whole topic comes again. */
    void forgetAll() {
        checkpoint = folder.resolve("checkpoint-" + UUID.randomUUID());
        query = UUID.randomUUID();
    }

    /** What {@code ./candlestream lake} says, which has to end well. */
    List<String> answer(String... arguments) {
        List<String> all = program("io.candlestream.sink.lake.command.Lake");
        all.addAll(List.of(arguments));
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        Path log = folder.resolve("commands.log");
        try (ChildJvm command = ChildJvm.start("lake", all, place.environment(), log, lines::add)) {
            assertThat(command.await(LONGEST))
                    .as("%s: %s", List.of(arguments), lines)
                    .isZero();
        }
        return List.copyOf(lines);
    }

    /** Deletes what killed programs have left, and returns how many files that were. */
    int cleaned() {
        return answer("check", "--minutes", "0", "--delete").stream()
                .filter(line -> line.contains(" faults, "))
                .mapToInt(line -> Integer.parseInt(line.replaceFirst(".* faults, (\\d+) files that.*", "$1")))
                .sum();
    }

    /** Fails unless the files of both tables are those that the tables name, and hold each row that was sent once. */
    void proveEqual() throws IOException, InterruptedException, SQLException {
        proveEqual(sent);
    }

    /** The same of all rows that came by whomever. */
    void proveEqual(List<String> all) throws IOException, InterruptedException, SQLException {
        List<String> check = answer("check", "--minutes", "0");
        assertThat(check.stream().filter(line -> line.contains(" faults, ")))
                .hasSize(2)
                .allMatch(line -> line.endsWith(", 0 faults, 0 files that belong to nothing"));
        Path files = place.files(folder.resolve("copy-" + copies++));
        assertThat(rows(files, "raw")).containsExactlyInAnyOrderElementsOf(all);
        assertThat(rows(files, "candles"))
                .containsExactlyInAnyOrderElementsOf(
                        all.stream().filter(row -> row.contains(" true ")).toList());
    }

    private static List<String> rows(Path files, String table) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery("SELECT symbol, epoch_ms(timestamp), price, volume, is_closed,"
                                + " version FROM read_parquet('"
                                + files.resolve("assets").resolve(table)
                                + "/data/**/*.parquet', hive_partitioning = false)")) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(String.join(
                        " ",
                        result.getString(1),
                        result.getString(2),
                        text(result.getBigDecimal(3)),
                        text(result.getBigDecimal(4)),
                        result.getString(5),
                        result.getString(6)));
            }
            return rows;
        }
    }
}
