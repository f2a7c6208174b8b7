package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The launcher's commands as a person types them, on what the build has just made; {@link KeptDemoIT} has the demo itself. */
@Tag("nightly")
@Execution(ExecutionMode.SAME_THREAD)
class DemoIT {
    static final Pattern VERDICT =
            Pattern.compile("closed (\\d+)  stored (\\d+)  lost 0  extra 0  mixed 0  dead letters 0");

    @TempDir
    private Path folder;

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
        SandboxRun data = SandboxRun.of(folder, "demo", "--data", "nowhere");
        assertThat(data.code()).isEqualTo(2);
        assertThat(data.output()).contains("nowhere: no such folder");

        SandboxRun workers = SandboxRun.of(folder, "cluster", "--workers", "0");
        assertThat(workers.code()).isEqualTo(2);
        assertThat(workers.output()).contains("Cannot start the cluster: --workers 0");

        SandboxRun memory = SandboxRun.of(folder, "cluster", "--memory", "511m");
        assertThat(memory.code()).isEqualTo(2);
        assertThat(memory.output()).contains("Cannot start the cluster: --memory 511m: 512m is the least");
    }
}
