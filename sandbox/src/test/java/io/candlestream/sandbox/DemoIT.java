package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.sandbox.server.Home;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher's commands as a person types them, on what the build has just made. */
class DemoIT {
    private static final Pattern VERDICT =
            Pattern.compile("closed (\\d+)  stored (\\d+)  lost 0  extra 0  mixed 0  dead letters 0");

    @TempDir
    private Path folder;

    private record Result(int code, String output) {}

    private Result candlestream(String... arguments) throws IOException, InterruptedException {
        Home home = Home.find();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dcandlestream.home=" + home.root(),
                "-Dcandlestream.sandbox=" + folder,
                "-jar",
                home.root().resolve("sandbox/target/sandbox.jar").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    @Test
    void theDemoProvesItsTableAndLeavesItToBeLookedAt() throws IOException, InterruptedException {
        Result demo = candlestream("demo", "--for", "15s", "--speed", "60", "--symbols", "BTCUSDT,ETHUSDT", "--keep");

        assertThat(demo.code()).as(demo.output()).isZero();
        Matcher verdict = VERDICT.matcher(demo.output());
        assertThat(verdict.find()).as(demo.output()).isTrue();
        assertThat(Integer.parseInt(verdict.group(1))).isGreaterThanOrEqualTo(20);
        assertThat(demo.output()).doesNotContain("\u001b[").contains("bitcoin", "first candle in the table");

        Result rows = candlestream("cql", "SELECT asset_name, close FROM assets PER PARTITION LIMIT 1");
        assertThat(rows.code()).as(rows.output()).isZero();
        assertThat(rows.output()).contains("bitcoin", "ethereum", "(2 rows)");

        Result mistake = candlestream("cql", "SELEKT");
        assertThat(mistake.code()).isEqualTo(1);
        assertThat(mistake.output()).contains("Cannot run the query").doesNotContain("\tat ");
    }

    @Test
    void aMisuseIsRefusedInOneLine() throws IOException, InterruptedException {
        Result interval = candlestream("demo", "--interval", "7m");
        assertThat(interval.code()).isEqualTo(2);
        assertThat(interval.output()).contains("'7m' is no interval");

        Result data = candlestream("demo", "--data", "nowhere");
        assertThat(data.code()).isEqualTo(2);
        assertThat(data.output()).contains("nowhere: no such folder");

        Result symbol = candlestream("demo", "--symbols", "FOOBAR", "--for", "5s");
        assertThat(symbol.code()).as(symbol.output()).isEqualTo(1);
        assertThat(symbol.output()).contains("FOOBAR").doesNotContain("\tat ");
    }
}
