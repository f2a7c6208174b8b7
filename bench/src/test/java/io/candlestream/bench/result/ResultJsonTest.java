package io.candlestream.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candlestream.bench.measure.MeasuredWindow;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultJsonTest {
    private static final List<Run> OURS = List.of(
            Run.ofRows(2_000_000, new MeasuredWindow(20, 8, 24), 900),
            Run.ofRows(2_000_000, new MeasuredWindow(25, 10, 26), 950));
    private static final List<Run> THEIRS = List.of(Run.ofRows(2_000_000, new MeasuredWindow(60, 80, 30), 1100));

    private static JsonNode json(RaceResult... results) throws JsonProcessingException {
        return new ObjectMapper().readTree(ResultJson.of(List.of(results)));
    }

    @Test
    void carriesEveryKeyOfTheContract() throws JsonProcessingException {
        JsonNode result = json(RaceResult.compared("sink", "dsbulk", "rows/s", THEIRS, OURS))
                .get(0);

        assertThat(result.fieldNames())
                .toIterable()
                .containsExactly(
                        "race",
                        "contender",
                        "unit",
                        "median",
                        "min",
                        "max",
                        "client_cpu_s_per_million",
                        "server_cpu_s_per_million",
                        "ratio");
        assertThat(result.get("median").asDouble()).isEqualTo(33_330);
        assertThat(result.get("client_cpu_s_per_million").asDouble()).isEqualTo(40);
        assertThat(result.get("server_cpu_s_per_million").asDouble()).isEqualTo(15);
        assertThat(result.get("ratio").asDouble()).isEqualTo(2.7);
    }

    @Test
    void saysNullWhereThereIsNoFigure() throws JsonProcessingException {
        JsonNode result = json(RaceResult.alone("latency", "ours", "ms", List.of(Run.of(250), Run.of(251))))
                .get(0);

        assertThat(result.get("median").asDouble()).isEqualTo(250.5);
        assertThat(result.get("client_cpu_s_per_million").isNull()).isTrue();
        assertThat(result.get("ratio").isNull()).isTrue();
    }

    @Test
    void writesTablesWithTheSameFigures() {
        String table = ResultTable.of(List.of(
                RaceResult.alone("sink", "ours", "rows/s", OURS),
                RaceResult.compared("sink", "dsbulk", "rows/s", THEIRS, OURS)));

        assertThat(table.lines())
                .anyMatch(line ->
                        line.matches("\\| ours +\\| +90,000 \\| +80,000 \\| +100,000 \\| rows/s .*925 MB.*- \\|"))
                .anyMatch(line -> line.matches("\\| dsbulk .*40\\.0 s/M.*15\\.0 s/M.*2\\.70 \\|"));
    }
}
