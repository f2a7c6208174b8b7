package io.candlestream.sandbox.lake;

import com.datastax.oss.driver.api.core.CqlSession;
import io.candlestream.sandbox.postgres.SinkComparison;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Programs;
import io.candlestream.sandbox.server.ProjectFolder;
import io.candlestream.sandbox.server.Wait;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.tools.verify.TableComparison.Outcome;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A lake in a folder of this machine, with its catalog beside its files. */
public record LakeFolder(Path folder) {
    private static final String MAIN = "io.candlestream.sink.lake.command.Lake";
    private static final List<String> ALWAYS = List.of("raw", "candles", "gaps");
    private static final List<String> OURS_ALONE = List.of("consumed_at", "version");

    /** For programs that end before the second compiler pays. */
    private static final String SHORT_RUN = "-XX:TieredStopAtLevel=1";

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
                SHORT_RUN,
                "-cp",
                ProjectFolder.find().jar("binance-consumer").toString(),
                MAIN);
    }

    /** What starts {@code ./candlestream certify}: a lake is read by the program that has its library. */
    public static List<String> certifier(List<String> arguments) {
        int sink = arguments.indexOf("--sink");
        boolean lake = arguments.contains("--sink=lake")
                || (sink >= 0
                        && sink + 1 < arguments.size()
                        && arguments.get(sink + 1).equalsIgnoreCase("lake"));
        if (!lake) {
            return Programs.java("tools", "certify");
        }
        List<String> command = new ArrayList<>(program());
        command.remove(SHORT_RUN); // a year takes a minute
        command.add("certify");
        return command;
    }

    /** Gives the newest version of each row of {@code table} to {@code reader}, without what the lake alone has. */
    public void read(String table, Consumer<Map<String, String>> reader) {
        List<String> lines = answer("rows", table);
        String[] columns = lines.get(0).split("\t", -1);
        lines.stream().skip(1).map(line -> row(columns, line)).forEach(reader);
    }

    /** How the rows of these streams compare with those in Cassandra, once they are equal or after {@code patience}. */
    public Outcome settled(CqlSession session, List<String> streams, Duration patience) {
        List<String> tables = Stream.concat(
                        ALWAYS.stream(), streams.stream().filter(stream -> !Exchange.Options.defaults()
                                .streams()
                                .contains(stream)))
                .toList();
        SinkComparison comparison = new SinkComparison(session, "The lake", this::read);
        return Wait.settled(patience, Outcome::equal, () -> comparison.run(tables));
    }

    /**
     * What {@code ./candlestream lake} says.
     *
     * @throws IllegalStateException when it ends otherwise than well
     */
    public List<String> answer(String... arguments) {
        List<String> command = new ArrayList<>(program());
        command.addAll(List.of(arguments));
        File errors = folder.resolveSibling("lake.log").toFile();
        Programs.Answer said = Programs.answer(
                "the reader of the lake", new ProcessBuilder(command).redirectError(errors), environment());
        if (said.code() != 0) {
            throw new IllegalStateException("Cannot " + String.join(" ", arguments) + " the lake in " + folder
                    + ", see " + errors + "\n" + String.join("\n", said.lines()));
        }
        return said.lines();
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
