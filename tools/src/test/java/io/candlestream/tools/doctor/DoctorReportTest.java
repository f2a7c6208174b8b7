package io.candlestream.tools.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candlestream.tools.doctor.check.CheckBuilder;
import io.candlestream.tools.doctor.check.CheckResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class DoctorReportTest {
    private static final DoctorReport REPORT = new DoctorReport(List.of(
            CheckResult.ok("broker", "http://user:hunter2@host:9092 answers"),
            new CheckBuilder("topic")
                    .warnIf(true, "t has one copy", "give it 3")
                    .orElse(""),
            CheckResult.fail("cassandra", "Cannot reach it: login refused (check ASSET_CASSANDRA_PASSWORD)"),
            CheckResult.skip("table", "Cassandra does not answer")));

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void printsAlignedLinesAndTheCounts() {
        REPORT.print(out, Ansi.OFF, OptionalInt.empty());

        assertThat(printed())
                .isEqualTo(String.join(
                        System.lineSeparator(),
                        "ok    broker     http://host:9092 answers",
                        "warn  topic      t has one copy (give it 3)",
                        "fail  cassandra  Cannot reach it: login refused (check ASSET_CASSANDRA_PASSWORD)",
                        "skip  table      Cassandra does not answer",
                        "1 ok, 1 warn, 1 fail, 1 skip",
                        ""));
    }

    @Test
    void coloursTheMarksOnATerminalAlone() {
        REPORT.print(out, Ansi.ON, OptionalInt.of(80));

        assertThat(printed())
                .contains("\u001b[31mfail\u001b[39m\u001b[0m  cassandra")
                .contains("\u001b[32mok  \u001b[39m\u001b[0m  broker");
    }

    @Test
    void endsTheLinesOfATerminalBetweenWords() {
        REPORT.print(out, Ansi.OFF, OptionalInt.of(52));

        assertThat(printed())
                .contains(String.join(
                        System.lineSeparator(),
                        "fail  cassandra  Cannot reach it: login refused",
                        "                   (check ASSET_CASSANDRA_PASSWORD)",
                        "skip  table      Cassandra does not answer"));
    }

    @Test
    void tellsAProgramTheSame() throws IOException {
        REPORT.printJson(out);
        JsonNode report = new ObjectMapper().readTree(printed());

        assertThat(report.get("well").asBoolean()).isFalse();
        assertThat(report.get("checks")).hasSize(4);
        JsonNode cassandra = report.get("checks").get(2);
        assertThat(cassandra.get("name").asText()).isEqualTo("cassandra");
        assertThat(cassandra.get("mark").asText()).isEqualTo("fail");
        assertThat(cassandra.get("wayOut").asText()).isEqualTo("check ASSET_CASSANDRA_PASSWORD");
    }

    @Test
    void isWellWithWarnings() {
        assertThat(REPORT.well()).isFalse();
        assertThat(new DoctorReport(REPORT.findings().subList(0, 2)).well()).isTrue();
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
