package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.candlestream.sandbox.server.Ports;
import io.candlestream.sandbox.server.ProjectFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher itself, from wherever it is called, and what it leaves behind. */
@Execution(ExecutionMode.SAME_THREAD)
class LauncherIT {
    private static final Path LAUNCHER = ProjectFolder.find().root().resolve("candlestream");
    private static final String NOBODY = "127.0.0.1:1";
    private static final String ROW = "1735689600000,1.0,2.0,0.5,1.5,10.5,1735689659999,15.0,3,4.0,6.0,0\n";

    @TempDir
    private Path folder;

    /** The jars are those that this build has just made; the launcher would make them again. */
    @BeforeAll
    static void theJarsAreFresh() throws IOException {
        Path stamp = ProjectFolder.find().root().resolve("target/built");
        Files.createDirectories(stamp.getParent());
        Files.writeString(stamp, "");
        Files.setLastModifiedTime(stamp, FileTime.from(Instant.now()));
    }

    @Test
    void findsTheProjectBehindALinkAndDataWhereTheCallerIs() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("candles"), LAUNCHER);
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.writeString(data.resolve("币安人生USDT-1m-2025-01.csv"), ROW + "garbage\n");

        for (String option : List.of("--data=data", "--data data")) {
            Ended demo = run(link, List.of(("demo --for 1s " + option).split(" ")));

            assertThat(demo.code()).as(demo.output()).isEqualTo(2);
            assertThat(demo.output())
                    .contains("Cannot read " + data.toRealPath() + "/币安人生USDT-1m-2025-01.csv line 2: ")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void aMisuseOrWhatCannotBeDoneEndsSoonWithTwoAndOneLine() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        for (String arguments : List.of(
                "nonsense",
                "build --nonsense",
                "dashboard --port 1234",
                "producer --nonsense",
                "consumer --nonsense",
                "status --nonsense",
                "list --nonsense",
                "tail -n few",
                "export",
                "backfill --symbols BTCUSDT",
                "demo --nonsense",
                "demo --for soon",
                "demo --speed fast",
                "demo --data " + file,
                "drill --faults X9",
                "drill --report " + folder.resolve("none/report.md"),
                "drill --report=" + folder,
                "exchange --interval 7m",
                "backfill --from soon",
                "backfill --symbols BTCUSDT --from 2025-01-01 --data nowhere",
                "verify --data nowhere",
                "verify --from soon",
                "verify --no-rest",
                "verify --from 2026-01-02 --to 2026-01-01",
                "list --days --from 2026-02-31",
                "demo --live --speed 10",
                "lake expire --hours -1",
                "help verify nope",
                "history",
                "lake",
                "dead-letters",
                "dead-letters show nonsense")) {
            Ended ended = run(LAUNCHER, List.of(arguments.split(" ")));

            assertThat(ended.code()).as(arguments + ": " + ended.output()).isEqualTo(2);
            assertThat(ended.output())
                    .as(arguments)
                    .isNotBlank()
                    .hasLineCount(1)
                    .doesNotContain("\tat ", "Usage:");
        }
    }

    @Test
    void anExchangeOnAPortThatIsTakenNamesThePortAndEndsWithTwo() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (String option : List.of("--stream-port", "--rest-port")) {
                String other = option.equals("--rest-port") ? "--stream-port" : "--rest-port";
                Ended ended =
                        run(LAUNCHER, List.of("exchange", option, String.valueOf(taken.getLocalPort()), other, "0"));

                assertThat(ended.code()).as(ended.output()).isEqualTo(2);
                assertThat(ended.output())
                        .hasLineCount(1)
                        .startsWith("Cannot listen on port " + taken.getLocalPort() + ": ")
                        .contains(option);
            }
        }
    }

    @Test
    void theToolsOfADemoNameTheOptionThatChoosesIt() throws Exception {
        for (String tool : List.of(
                "cql",
                "list",
                "export",
                "tail",
                "verify",
                "doctor",
                "prepare",
                "dead-letters list",
                "backfill",
                "dashboard",
                "notebooks")) {
            List<String> arguments = new ArrayList<>(List.of("help"));
            arguments.addAll(List.of(tool.split(" ")));
            assertThat(run(LAUNCHER, arguments).output()).as(tool).contains("--demo");
        }
    }

    @Test
    void offersWhatWasMeant() throws Exception {
        for (Map.Entry<String, String> meant : Map.of(
                        "vrify", "did you mean verify?",
                        "verify --symbol BTCUSDT",
                                "./candlestream verify: unknown option --symbol; did you mean --symbols?",
                        "consumer --acceptloss", "did you mean --accept-loss?",
                        "export bitcoin --times epok", "did you mean epoch?",
                        "help dashbord", "did you mean dashboard?")
                .entrySet()) {
            Ended ended = run(LAUNCHER, List.of(meant.getKey().split(" ")));

            assertThat(ended.code()).as(meant.getKey()).isEqualTo(2);
            assertThat(ended.output()).contains(meant.getValue());
        }
    }

    @Test
    @Tag("nightly")
    void explainsEveryCommandUnderItsOwnNameWithoutAServer() throws Exception {
        Ended usage = run(LAUNCHER, List.of("help", "all"));
        assertThat(usage.code()).isZero();
        assertThat(usage.output().lines()).allMatch(line -> line.length() <= 80);
        List<String> commands = Pattern.compile("(?m)^  \\./candlestream ([a-z-]+)")
                .matcher(usage.output())
                .results()
                .map(found -> found.group(1))
                .filter(command -> !command.matches("bench|load")) // built after this test
                .toList();
        assertThat(commands)
                .contains("list", "export", "tail", "status", "completion")
                .hasSizeGreaterThan(20);
        Ended overview = run(LAUNCHER, List.of("help"));
        assertThat(overview.output().lines()).hasSizeLessThan(24).allMatch(line -> line.length() <= 80);
        assertThat(overview.output()).doesNotContain("*");
        assertThat(overview.output().split("\\s+")).containsAll(commands);
        for (String command : commands) {
            Ended help = run(LAUNCHER, List.of("help", command));

            assertThat(help.code()).as(command + ": " + help.output()).isZero();
            assertThat(help.output())
                    .startsWith(command.equals("version") ? "Candlestream:" : "Usage: ./candlestream " + command);
            assertThat(help.output().lines()).as(command).allMatch(line -> line.length() <= 80);
        }
        for (List<String> version : List.of(List.of("-V"), List.of("version"), List.of("demo", "--version"))) {
            assertThat(run(LAUNCHER, version).output()).matches("candlestream \\d\\S+\\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify --json --help", "history fetch -h", "help history build", "lake check --help"})
    void explainsWhatStandsBeforeTheOptionThatAsksForHelp(String asked) throws Exception {
        assertThat(run(LAUNCHER, List.of(asked.split(" "))).output())
                .startsWith("Usage: ./candlestream " + asked.replaceAll("^help | -.*", "") + " [-hV]");
    }

    @Test
    void completesInBashAndZsh() throws Exception {
        for (String shell : List.of("bash", "zsh")) {
            Ended script = run(LAUNCHER, List.of("completion", shell));

            assertThat(script.code()).isZero();
            assertThat(script.output()).contains("complete -F _complete_candlestream");
        }
        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        "source <('" + LAUNCHER + "' completion bash); COMP_WORDS=(candlestream ver); COMP_CWORD=1;"
                                + " _complete_candlestream; echo \"${COMPREPLY[@]}\"")
                .redirectErrorStream(true)
                .start();
        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
                .isEqualTo("verify version");
        assertThat(run(LAUNCHER, List.of("completion", "fish")).code()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "KILL"})
    void whatItStartedEndsWithIt(String signal) throws Exception {
        Files.writeString(folder.resolve("BTCUSDT-1m-2025-01.csv"), ROW);
        for (String arguments : List.of(
                "backfill --symbols BTCUSDT --from 2025-01-01 --data " + folder, "dashboard", "producer", "consumer")) {
            Process process = start(LAUNCHER, List.of(arguments.split(" ")));
            List<ProcessHandle> started = new ArrayList<>();
            boolean isTool = arguments.startsWith("backfill") || arguments.equals("dashboard");
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                started.clear();
                process.descendants().forEach(started::add);
                return isTool ? !started.isEmpty() : log().contains("starting");
            });

            Listeners listeners = Listeners.of(process.pid());
            signal(process, signal);

            assertThat(listeners.beyond()).as(arguments).isEmpty();
            started.add(process.toHandle());
            await(arguments).atMost(Duration.ofSeconds(5)).until(() -> started.stream()
                    .noneMatch(ProcessHandle::isAlive));
            Files.delete(folder.resolve("log"));
        }
    }

    @Test
    void aSignalEndsACommandSoonWithOneLine() throws Exception {
        Files.writeString(folder.resolve("BTCUSDT-1m-2025-01.csv"), ROW);
        for (List<String> expected : List.of(
                List.of("exchange --stream-port 0 --rest-port 0", "Exchange: ", "0", "Exchange stopped."),
                List.of(
                        "backfill --symbols BTCUSDT --from 2025-01-01 --data " + folder,
                        "Cannot find topic",
                        "143",
                        "Stopped: the same backfill goes on where it stopped"),
                List.of("drill --faults P1", "Drill, seed", "143", "Stopped before the end of the drill"))) {
            Process process = start(LAUNCHER, List.of(expected.get(0).split(" ")));
            await().atMost(Duration.ofSeconds(30)).until(() -> log().contains(expected.get(1)));
            List<ProcessHandle> started = process.descendants().toList();
            String before = log();

            signal(process, "TERM");

            assertThat(process.waitFor(5, TimeUnit.SECONDS)).as(log()).isTrue();
            assertThat(process.exitValue()).as(log()).isEqualTo(Integer.parseInt(expected.get(2)));
            assertThat(log().substring(before.length()))
                    .startsWith(expected.get(3))
                    .hasLineCount(1);
            await().atMost(Duration.ofSeconds(5)).until(() -> started.stream().noneMatch(ProcessHandle::isAlive));
            Files.delete(folder.resolve("log"));
        }
    }

    private static void signal(Process process, String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    private Ended run(Path launcher, List<String> arguments) throws IOException, InterruptedException {
        Process process = start(launcher, arguments);
        assertThat(process.waitFor(30, TimeUnit.SECONDS))
                .as(arguments + ": " + log())
                .isTrue();
        Ended ended = new Ended(process.exitValue(), log());
        Files.delete(folder.resolve("log"));
        return ended;
    }

    /** Nothing that it is asked to use is there. */
    private Process start(Path launcher, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "LC_ALL",
                        "C",
                        "REDPANDA_BROKERS",
                        NOBODY,
                        "ASSET_CASSANDRA_HOST",
                        "127.0.0.1",
                        "ASSET_CASSANDRA_PORT",
                        "1",
                        "ASSET_SYMBOLS",
                        "BTCUSDT",
                        "CANDLESTREAM_PRODUCER_REST_URL",
                        "http://" + NOBODY,
                        "CANDLESTREAM_PRODUCER_BACKFILL_FOLDER",
                        folder.resolve("bookmarks").toString(),
                        "CANDLESTREAM_CONSUMER_CHECKPOINT",
                        folder.resolve("checkpoint").toString(),
                        "CANDLESTREAM_DASHBOARD_PORT",
                        String.valueOf(Ports.free())));
        return builder.start();
    }

    private String log() throws IOException {
        Path log = folder.resolve("log");
        return Files.exists(log) ? Files.readString(log, StandardCharsets.UTF_8) : "";
    }

    private record Ended(int code, String output) {}
}
