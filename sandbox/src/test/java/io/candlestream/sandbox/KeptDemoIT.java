package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Others write beside a demo, and it is proved all the same; afterwards it can be verified, and its page waits for nobody. */
@Execution(ExecutionMode.SAME_THREAD)
class KeptDemoIT {
    private static final Duration DEADLINE = Duration.ofMinutes(3);
    private static final String ROWS = """
            1735689600000,1.0,2.0,0.5,1.5,10.5,1735689659999,15.0,3,4.0,6.0,0
            1735689660000,1.5,2.0,0.5,1.5,10.5,1735689719999,15.0,3,4.0,6.0,0
            """;

    @TempDir
    private Path folder;

    @Test
    void aBackfillBesideItSpoilsNoProofAndWhatIsKeptCanBeVerified() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.writeString(data.resolve("BTCUSDT-1m-2025-01.csv"), ROWS);
        Files.writeString(data.resolve("LTCUSDT-1m-2025-01.csv"), ROWS);
        CompletableFuture<SandboxRun> running = CompletableFuture.supplyAsync(() -> run(
                "demo",
                "--for",
                "30s",
                "--symbols",
                "BTCUSDT,ETHUSDT",
                "--streams",
                "klines,trades,agg_trades,ticker,ticker_1h",
                "--keep",
                "--name",
                "blue"));
        await().atMost(DEADLINE).until(this::isReady);

        CompletableFuture<SandboxRun> beside = CompletableFuture.supplyAsync(() -> run(
                "backfill",
                "--demo",
                "blue",
                "--symbols",
                "BTCUSDT,LTCUSDT",
                "--from",
                "2025-01-01",
                "--to",
                "2025-01-02",
                "--data",
                data.toString()));
        SandboxRun status = run("status");
        assertThat(status.output())
                .contains("demo blue (")
                .containsPattern("\n    trades       [\\d,]+ published")
                .containsPattern("\n    ticker_1h    [\\d,]+ published");
        SandboxRun mistake = run("cql", "SELEKT");
        assertThat(mistake.code()).isEqualTo(2);
        assertThat(mistake.output()).contains("Cannot run the query").doesNotContain("\tat ");
        SandboxRun refused = run("backfill", "--demo", "red", "--from", "2025-01-01", "--data", data.toString());
        assertThat(refused.code()).as(refused.output()).isEqualTo(2);
        assertThat(refused.output()).contains("No demo is called red", "1 = blue (", "made-up market, 60");
        SandboxRun backfill = beside.join();
        assertThat(backfill.code()).as(backfill.output()).isZero();

        SandboxRun demo = running.join();
        assertThat(demo.code()).as(demo.output()).isZero();
        Matcher verdict = DemoIT.VERDICT.matcher(demo.output());
        assertThat(verdict.find()).as(demo.output()).isTrue();
        assertThat(Integer.parseInt(verdict.group(1))).isGreaterThanOrEqualTo(20);
        assertThat(demo.output())
                .doesNotContain("\u001b[")
                .contains("bitcoin", "first candle in the table", "Page at http://127.0.0.1:")
                .containsPattern("verify says: equal: stored [1-9]\\d*  missing 0  extra 0  differing 0  candles [1-9]")
                .containsPattern("verify says: equal: aggregate trades [1-9]\\d*  missing 0  extra 0  differing 0"
                        + "  by trades [1-9]\\d*  differing from trades 0  breaks 0")
                .containsPattern("verify says: equal: tickers of 24h  proved [1-9]\\d*  without their trades 0")
                .containsPattern("verify says: equal: tickers of 1h  proved [1-9]\\d*  without their trades 0")
                .contains("2 rows of BTCUSDT from 2025-01-01T00:00:00Z to 2025-01-01T00:01:00Z stand beside")
                .contains("2 rows of LTCUSDT from 2025-01-01T00:00:00Z to 2025-01-01T00:01:00Z stand beside");
        // Broker, Cassandra (clients and JMX), exchange (two), page, metrics of two, Spark's driver and block manager.
        assertThat(demo.listeners().loopback()).hasSizeGreaterThanOrEqualTo(9);
        assertThat(demo.listeners().beyond()).isEmpty();

        SandboxRun verify = run("verify", "--symbols", "ETHUSDT");
        assertThat(verify.code()).as(verify.output()).isZero();
        assertThat(verify.output()).contains("equal: expected ");

        SandboxRun page = SandboxRun.serving(
                Map.of(), "http://", this::worksWhereThePageDoes, folder, "dashboard", "--demo", "kept");
        assertThat(page.output()).contains("http://127.0.0.1:").contains("market-note = \"made-up market, 60");
        assertListensToThisMachineAlone(page);
    }

    /** The servers and the exchange of the kept demo run as long as its page does: others need not start them again. */
    private void worksWhereThePageDoes(ProcessHandle page) {
        Map<String, String> there = environment(page);

        SandboxRun aggTrades = run(there, "verify", "--stream", "agg_trades");
        assertThat(aggTrades.code()).as(aggTrades.output()).isZero();
        assertThat(aggTrades.output())
                .containsPattern("equal: aggregate trades [1-9]\\d*  missing 0  extra 0  differing 0  by trades [1-9]");

        SandboxRun list = run(there, "list", "--stream", "agg_trades");
        assertThat(list.code()).as(list.output()).isZero();
        assertThat(list.output()).containsPattern("\\(2 pairs, [\\d,]+ aggregate trades in assets\\.agg_trades\\)");

        SandboxRun tickers = run(there, "verify", "--stream", "ticker_1h");
        assertThat(tickers.code()).as(tickers.output()).isZero();
        assertThat(tickers.output())
                .containsPattern("equal: tickers of 1h  proved [1-9]\\d*  without .* 0  differing 0");

        SandboxRun rows = run(there, "cql", "SELECT asset_name, close FROM assets PER PARTITION LIMIT 1");
        assertThat(rows.code()).as(rows.output()).isZero();
        assertThat(rows.output()).contains("bitcoin", "ethereum", "litecoin", "(3 rows)");

        SandboxRun doctor = run(there, "doctor");
        assertThat(doctor.code()).as(doctor.output()).isZero();
        assertThat(doctor.output()).contains(" 0 fail, ").containsPattern("checkpoint +no consumer runs on .*kept");

        notebooksListenToThisMachineAlone(there);
    }

    private void notebooksListenToThisMachineAlone(Map<String, String> there) {
        unchecked(() -> {
            if (NotebookRun.isAvailable()) {
                assertListensToThisMachineAlone(SandboxRun.serving(
                        there, "http://127.0.0.1:", lab -> {}, folder, "notebooks", "--no-browser", "--port=0"));
            }
            return true;
        });
    }

    /** The variables by which the program that the command has started finds all. */
    private static Map<String, String> environment(ProcessHandle command) {
        return command.descendants()
                .map(KeptDemoIT::variables)
                .filter(variables -> variables.containsKey("ASSET_CASSANDRA_HOST"))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> variables(ProcessHandle process) {
        try {
            String all = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "environ"));
            return Stream.of(all.split("\0"))
                    .map(variable -> variable.split("=", 2))
                    .filter(variable -> variable.length == 2)
                    .collect(Collectors.toMap(variable -> variable[0], variable -> variable[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertListensToThisMachineAlone(SandboxRun run) {
        assertThat(run.listeners().loopback()).as(run.output()).isNotEmpty();
        assertThat(run.listeners().beyond()).isEmpty();
    }

    private SandboxRun run(String... arguments) {
        return unchecked(() -> SandboxRun.of(folder, arguments));
    }

    private SandboxRun run(Map<String, String> environment, String... arguments) {
        return unchecked(() -> SandboxRun.with(environment, folder, arguments));
    }

    private static <T> T unchecked(Callable<T> work) {
        try {
            return work.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isReady() throws IOException {
        PathMatcher ready = FileSystems.getDefault().getPathMatcher("glob:**/demos/*/environment.properties");
        try (Stream<Path> files = Files.find(folder, 3, (path, attributes) -> ready.matches(path))) {
            return files.findFirst().isPresent();
        }
    }
}
