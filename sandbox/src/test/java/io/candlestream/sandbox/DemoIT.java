package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The launcher's commands as a person types them, on what the build has just made. */
@Execution(ExecutionMode.SAME_THREAD)
class DemoIT {
    private static final Pattern VERDICT =
            Pattern.compile("closed (\\d+)  stored (\\d+)  lost 0  extra 0  mixed 0  dead letters 0");

    @TempDir
    private Path folder;

    @Test
    void theDemoProvesItsTableAndLeavesItToBeLookedAt() throws IOException, InterruptedException {
        SandboxRun demo = SandboxRun.of(
                folder, "demo", "--for", "12s", "--speed", "120", "--symbols", "BTCUSDT,ETHUSDT", "--keep");

        assertThat(demo.code()).as(demo.output()).isZero();
        Matcher verdict = VERDICT.matcher(demo.output());
        assertThat(verdict.find()).as(demo.output()).isTrue();
        assertThat(Integer.parseInt(verdict.group(1))).isGreaterThanOrEqualTo(20);
        assertThat(demo.output())
                .doesNotContain("\u001b[")
                .contains("bitcoin", "first candle in the table", "Page at http://127.0.0.1:");
        // Broker, Cassandra (clients and JMX), exchange (two), page, metrics of two, Spark's driver and block manager.
        assertThat(demo.listeners().loopback()).hasSizeGreaterThanOrEqualTo(9);
        assertThat(demo.listeners().beyond()).isEmpty();

        SandboxRun rows = SandboxRun.of(folder, "cql", "SELECT asset_name, close FROM assets PER PARTITION LIMIT 1");
        assertThat(rows.code()).as(rows.output()).isZero();
        assertThat(rows.output()).contains("bitcoin", "ethereum", "(2 rows)");

        SandboxRun verify = SandboxRun.of(folder, "verify");
        assertThat(verify.code()).as(verify.output()).isZero();
        assertThat(verify.output()).contains("equal: expected ");

        SandboxRun doctor = SandboxRun.of(folder, "doctor");
        assertThat(doctor.code()).as(doctor.output()).isZero();
        assertThat(doctor.output()).contains(" 0 fail, ").containsPattern("checkpoint +no consumer runs on .*kept");
    }

    @Test
    void theDemoProvesItsTableOnACluster() throws IOException, InterruptedException {
        SandboxRun demo = SandboxRun.of(
                folder,
                "cluster",
                "--workers",
                "2",
                "--memory",
                "512m",
                "--for",
                "10s",
                "--symbols",
                "BTCUSDT,ETHUSDT");

        assertThat(demo.code()).as(demo.output()).isZero();
        assertThat(demo.output()).contains("spark://127.0.0.1:", "2 workers with 1 core and 512m each");
        assertThat(VERDICT.matcher(demo.output()).find()).as(demo.output()).isTrue();
        assertThat(demo.listeners().loopback())
                .as("where Spark's parts listen")
                .anyMatch(where -> where.contains("deploy.master.Master"))
                .anyMatch(where -> where.contains("deploy.worker.Worker"))
                .anyMatch(where -> where.contains("CoarseGrainedExecutorBackend"));
        assertThat(demo.listeners().beyond()).isEmpty();
    }

    @Test
    void theExchangeListensToThisMachineAlone() throws IOException, InterruptedException {
        SandboxRun exchange =
                SandboxRun.upTo("Exchange: ", folder, "exchange", "--stream-port", "0", "--rest-port", "0");

        assertThat(exchange.listeners().loopback()).as(exchange.output()).hasSize(2);
        assertThat(exchange.listeners().beyond()).isEmpty();
    }

    @Test
    void aMisuseIsRefusedInOneLine() throws IOException, InterruptedException {
        SandboxRun interval = SandboxRun.of(folder, "demo", "--interval", "7m");
        assertThat(interval.code()).isEqualTo(2);
        assertThat(interval.output()).contains("'7m' is no interval");

        SandboxRun data = SandboxRun.of(folder, "demo", "--data", "nowhere");
        assertThat(data.code()).isEqualTo(2);
        assertThat(data.output()).contains("nowhere: no such folder");

        SandboxRun workers = SandboxRun.of(folder, "cluster", "--workers", "0");
        assertThat(workers.code()).isEqualTo(2);
        assertThat(workers.output()).contains("Cannot start the cluster: --workers 0");

        SandboxRun memory = SandboxRun.of(folder, "cluster", "--memory", "511m");
        assertThat(memory.code()).isEqualTo(2);
        assertThat(memory.output()).contains("Cannot start the cluster: --memory 511m: 512m is the least");

        SandboxRun symbol = SandboxRun.of(folder, "demo", "--symbols", "FOOBAR", "--for", "5s");
        assertThat(symbol.code()).as(symbol.output()).isEqualTo(2);
        assertThat(symbol.output())
                .contains("FOOBAR", "has no such pair", "--list-symbols")
                .doesNotContain("Starting", "\tat ");
    }
}
