package io.candlestream.checks.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.candlestream.checks.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command of the README, run as it is printed, by a shell in a folder that has the launcher: all on one demo, the first
 * that it prints. What would run for minutes runs for seconds; what starts servers of its own, or needs servers that are not here, has
 * its arguments checked by the program itself.
 */
@Tag("nightly")
class ReadmeIT {
    private static final String FIRST = "./candlestream demo";
    /** It is the same demo, under the name by which the README calls it later. */
    private static final String NAMED = FIRST + " --name blue";
    /** With trades, PostgreSQL and a lake, which the README reads later; slow, since it runs beside all the other commands. */
    private static final String STARTED = NAMED
            + " --streams klines,trades,agg_trades,ticker_1h --sinks cassandra,postgres,lake --speed 10"
            + " --symbols BTCUSDT,ETHUSDT";

    /** What waits by the clock waits less; and a batch costs the same with few rows as with many, so that there are fewer. */
    private static final Map<String, String> SOONER =
            Map.of("CANDLESTREAM_TOOLS_REST_CONFIRM", "1 s", "CANDLESTREAM_PRODUCER_BACKFILL_CONFIRM", "1 s");

    private static final String SELDOM = " -Dcandlestream.consumer.queries.live.trigger=2s";

    private static final Duration START = Duration.ofMinutes(2);
    private static final long LONGEST_SECONDS = 120;

    /**
     * Their tests are DemoIT, DrillIT, ClusterIT, the benchmark's own and PrepareIT; a second demo takes too long here. History comes from
     * the exchange's archive (HistoryIT), and certificates are of a day that no demo has (EveryStoreIT), as is
     * what the exchange plays (StoredExchangeIT); a demo makes no features and metrics (FeaturesIT, MetricsIT).
     */
    private static final Pattern CHECKED = Pattern.compile(
            "\\./candlestream (demo .+|cluster.*|drill.*|bench.*|prepare.*|producer|consumer.*|history.*|certify.*|reproduce.*|exchange.*|recompute.*|verify --what.*)");

    /** This is a test of the one, and the build has been done; notebooks needs its Python, and NotebooksIT runs them. */
    private static final Pattern LEFT_OUT = Pattern.compile("\\./candlestream (test|build|notebooks)");

    /** They end when they are asked to, once they have said this. */
    private static final Map<String, String> SERVING =
            Map.of("dashboard", "Page at http://127.0.0.1:", "tail", "sent", "lake nightly", "Next at ");

    /** What each of the others says when it has worked. */
    private static final Map<String, String> SAYING = Map.ofEntries(
            Map.entry("cql", "rows)"),
            Map.entry("sql", "rows)"),
            Map.entry("list", " in assets."),
            Map.entry("status", "consumer     http://127.0.0.1:"),
            Map.entry("export", "exported "),
            Map.entry("verify", "equal"),
            Map.entry("doctor", "ok    broker"),
            Map.entry("load", "delivered "),
            Map.entry("backfill", "published "),
            Map.entry("revisions", "revision"),
            Map.entry("refill", "refilled: ticker_1h"),
            Map.entry("lake", "assets."),
            Map.entry("dead-letters", ""));

    @TempDir
    private Path folder;

    private final Queue<String> done = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void theJarsAreFresh() throws IOException {
        for (String stamp : List.of("target/built", "target/built-bench")) {
            Path file = Project.ROOT.resolve(stamp);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "");
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        }
        // The demo's PostgreSQL does not run as root.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(folder.resolve("candlestream"), Project.ROOT.resolve("candlestream"));
        Files.createDirectories(folder.resolve("DIR"));
        Files.writeString(
                folder.resolve("DIR/BTCUSDT-1m-2024-12.csv"),
                "1735603200000,1.0,2.0,0.5,1.5,10.5,1735603259999,15.0,3,4.0,6.0,0\n");
        Files.writeString(
                folder.resolve("DIR/BTCUSDT-trades-2026-11-01.csv"),
                "7,61837.63,0.02,1236.7526,1793491200000000,true,true\n");
    }

    @Test
    void everyCommandWorksAsPrinted() throws Exception {
        List<String> all = commands();
        assertThat(all).hasSizeGreaterThan(25).contains(FIRST);
        Map<Boolean, List<String>> commands = all.stream()
                .filter(command -> !List.of(FIRST, NAMED).contains(command))
                .filter(command -> !LEFT_OUT.matcher(plain(command)).matches())
                .collect(Collectors.partitioningBy(ReadmeIT::isChecked));
        Process demo = start(STARTED, folder.resolve("demo.txt"), false);
        try {
            // What is only checked needs no demo: it is done while that one starts.
            CompletableFuture<Void> checks = CompletableFuture.runAsync(() -> runAll(commands.get(true)));
            await().atMost(START)
                    .until(() -> text("demo.txt").contains("first candle in the table") || !demo.isAlive());
            assertThat(demo.isAlive()).as(text("demo.txt")).isTrue();
            // That candle may be of another pair than the README asks for.
            await().atMost(START).until(this::hasBitcoin);
            runAll(commands.get(false));
            checks.join();
        } finally {
            List<ProcessHandle> started = Stream.concat(Stream.of(demo.toHandle()), demo.descendants())
                    .toList();
            demo.destroyForcibly(); // DemoIT looks at its end
            await().atMost(START).until(() -> started.stream().noneMatch(ProcessHandle::isAlive));
        }
        assertThat(text("demo.txt")).doesNotContain("\tat ");
        assertThat(done).hasSizeGreaterThan(20);
    }

    private boolean hasBitcoin() throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "bitcoin", ".txt");
        Process tail = start("./candlestream tail BTCUSDT -n 1000 --no-follow --json", output, false);
        return tail.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)
                && Files.readString(output).contains("sent");
    }

    private static boolean isChecked(String command) {
        return CHECKED.matcher(plain(command)).matches();
    }

    private void runAll(List<String> commands) {
        try {
            for (String command : commands) {
                runs(command);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a command ran", e);
        }
    }

    private void runs(String command) throws IOException, InterruptedException {
        boolean checked = isChecked(command);
        String name = plain(command).replaceFirst("^\\./candlestream ([a-z-]+).*", "$1");
        Path output = Files.createTempFile(folder, name, ".txt");
        Process process = start(shortened(command), output, checked);
        String awaited = checked
                ? null
                : SERVING.entrySet().stream()
                        .filter(serving -> plain(command).startsWith("./candlestream " + serving.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(null);
        if (awaited != null) {
            await(command)
                    .atMost(Duration.ofSeconds(LONGEST_SECONDS))
                    .until(() -> Files.readString(output).contains(awaited) || !process.isAlive());
            process.destroy();
        }
        assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS))
                .as(command)
                .isTrue();

        String said = Files.readString(output);
        assertThat(said).as(command).doesNotContain("\tat ", "Exception");
        if (!checked) {
            assertThat(said).as(command).contains(awaited != null ? awaited : SAYING.getOrDefault(name, ""));
        }
        // Amid a demo, and beside what is loaded here, not everything is equal and ready at every moment.
        assertThat(process.exitValue())
                .as("%s: %s", command, said)
                .isBetween(0, List.of("verify", "doctor", "status").contains(name) ? 1 : 0);
        done.add(command);
    }

    /** Without the variables before it. */
    private static String plain(String command) {
        return command.replaceFirst("^.*(?=\\./candlestream)", "");
    }

    private static String shortened(String command) {
        return command.replace("--for 60s", "--for 2s");
    }

    /** The lines of the README's code that call the launcher, without their comments. */
    private static List<String> commands() throws IOException {
        String readme = Files.readString(Project.ROOT.resolve("README.md"));
        return Pattern.compile("(?ms)^```\\w*\\n(.*?)^```$")
                .matcher(readme)
                .results()
                .flatMap((MatchResult block) -> block.group(1).lines())
                .filter(line -> line.matches("([A-Z_]+=\\S+ )*\\./candlestream .*|source <\\(\\./candlestream .*"))
                .map(line -> line.replaceFirst("\\s+(#|&&).*", "").strip())
                .distinct()
                .sorted(Comparator.comparing(
                        line -> line.contains(" load "))) // it fills the table with what no exchange has
                .toList();
    }

    private Process start(String command, Path output, boolean checked) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        "bash", "-c", command.startsWith("source") ? command : "exec env " + command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(variable -> variable.matches("(ASSET|REDPANDA|CANDLESTREAM|SPARK)_.*"));
        builder.environment()
                .put(
                        "JDK_JAVA_OPTIONS",
                        "-XX:TieredStopAtLevel=1 -Dcandlestream.sandbox=" + folder.resolve("sandbox") + SELDOM
                                + (checked ? " -Dcandlestream.only-check=true" : ""));
        builder.environment().putAll(SOONER);
        // The demo's page has the usual one.
        builder.environment().put("CANDLESTREAM_DASHBOARD_PORT", String.valueOf(freePort()));
        return builder.start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private String text(String file) throws IOException {
        return Files.readString(folder.resolve(file), StandardCharsets.UTF_8);
    }
}
