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
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Others write beside a demo, and it is proved all the same; afterwards it can be verified, and its page waits for nobody. */
@Tag("nightly")
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
                "45s",
                "--symbols",
                "BTCUSDT,ETHUSDT",
                "--streams",
                "klines,trades,agg_trades,ticker,ticker_1h",
                "--keep",
                "--name",
                "blue"));
        await().atMost(DEADLINE).until(this::isReady);

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
        SandboxRun backfill = run(
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
                data.toString());
        assertThat(backfill.code()).as(backfill.output()).isZero();
        if (NotebookRun.isAvailable()) {
            SandboxRun lab = SandboxRun.upTo("http://127.0.0.1:", folder, "notebooks", "--no-browser", "--port=0");
            assertListensToThisMachineAlone(lab);
        }

        SandboxRun demo = running.join();
        assertThat(demo.code()).as(demo.output()).isZero();
        assertThat(demo.output())
                .contains("lost 0  extra 0  mixed 0")
                .containsPattern("verify says: equal: stored [1-9]\\d*  missing 0  extra 0  differing 0  candles [1-9]")
                .containsPattern("verify says: equal: aggregate trades [1-9]\\d*  missing 0  extra 0  differing 0"
                        + "  by trades [1-9]\\d*  differing from trades 0  breaks 0")
                .containsPattern("verify says: equal: tickers of 24h  proved [1-9]\\d*  without their trades 0")
                .containsPattern("verify says: equal: tickers of 1h  proved [1-9]\\d*  without their trades 0")
                .contains("2 rows of BTCUSDT from 2025-01-01T00:00:00Z to 2025-01-01T00:01:00Z stand beside")
                .contains("2 rows of LTCUSDT from 2025-01-01T00:00:00Z to 2025-01-01T00:01:00Z stand beside");

        SandboxRun verify = run("verify", "--symbols", "ETHUSDT");
        assertThat(verify.code()).as(verify.output()).isZero();
        assertThat(verify.output()).contains("equal: expected ");

        SandboxRun trades = run("verify", "--stream", "trades", "--demo", "kept");
        assertThat(trades.code()).as(trades.output()).isZero();
        assertThat(trades.output()).containsPattern("equal: stored [1-9]\\d*  missing 0  extra 0  differing 0");

        SandboxRun aggTrades = run("verify", "--stream", "agg_trades", "--demo", "kept");
        assertThat(aggTrades.code()).as(aggTrades.output()).isZero();
        assertThat(aggTrades.output())
                .containsPattern("equal: aggregate trades [1-9]\\d*  missing 0  extra 0  differing 0  by trades [1-9]");

        SandboxRun list = run("list", "--stream", "agg_trades", "--demo", "kept");
        assertThat(list.code()).as(list.output()).isZero();
        assertThat(list.output()).containsPattern("\\(2 pairs, [\\d,]+ aggregate trades in assets\\.agg_trades\\)");

        SandboxRun tickers = run("verify", "--stream", "ticker_1h", "--demo", "kept");
        assertThat(tickers.code()).as(tickers.output()).isZero();
        assertThat(tickers.output())
                .containsPattern("equal: tickers of 1h  proved [1-9]\\d*  without .* 0  differing 0");

        SandboxRun page = SandboxRun.upTo("http://", folder, "dashboard", "--demo", "kept");
        assertThat(page.output()).contains("http://127.0.0.1:").contains("market-note = \"made-up market, 60");
        assertListensToThisMachineAlone(page);
    }

    private static void assertListensToThisMachineAlone(SandboxRun run) {
        assertThat(run.listeners().loopback()).as(run.output()).isNotEmpty();
        assertThat(run.listeners().beyond()).isEmpty();
    }

    private SandboxRun run(String... arguments) {
        try {
            return SandboxRun.of(folder, arguments);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
