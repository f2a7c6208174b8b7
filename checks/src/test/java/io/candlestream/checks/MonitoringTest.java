package io.candlestream.checks;

import static io.candlestream.checks.Project.ROOT;
import static io.candlestream.checks.Project.found;
import static io.candlestream.checks.Project.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The alerts are sound, each is tested, and the guide for operators says of each what to do. */
class MonitoringTest {
    private static final String RULES = text("monitoring/rules/candlestream.yml");
    private static final String TESTS = text("monitoring/tests/candlestream.yml");
    private static final String PIPELINE = text("monitoring/grafana/dashboards/pipeline.json");
    private static final String MARKET = text("monitoring/grafana/dashboards/market.json");
    private static final String GUIDE = text("docs/operations.md");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check config monitoring/prometheus.yml",
                "check rules monitoring/rules/candlestream.yml",
                "test rules monitoring/tests/candlestream.yml"
            })
    void promtoolAccepts(String words) throws IOException, InterruptedException {
        assumeThat(promtool()).as("promtool, of Debian's package prometheus").isPresent();
        List<String> command = new ArrayList<>(List.of(promtool().orElseThrow().toString()));
        command.addAll(List.of(words.split(" ")));
        Process process = new ProcessBuilder(command)
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(answer).isZero();
    }

    /** Absent on a user's machine is allowed, in CI it is not. */
    private static Optional<Path> promtool() {
        Optional<Path> tool = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "promtool"))
                .filter(Files::isExecutable)
                .findFirst();
        assertThat(tool.isPresent() || !"true".equals(System.getenv("CI")))
                .as("promtool is there in CI")
                .isTrue();
        return tool;
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void everyAlertSaysWhatHappenedAndWhatToDo(Map<String, Object> alert) {
        assertThat(alert.get("labels").toString()).matches("\\{severity=(critical|warning)}");
        assertThat(alert.get("annotations"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsOnlyKeys("summary", "description");
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void everyAlertIsSeenToFire(Map<String, Object> alert) {
        assertThat(TESTS).contains("{alertname=\"" + alert.get("alert") + "\"}");
    }

    @Test
    void theGuideSaysOfEachAlertWhatToDoAndNamesNoOther() {
        List<String> names =
                alerts().stream().map(alert -> alert.get("alert").toString()).toList();

        assertThat(names).hasSizeGreaterThan(10).doesNotHaveDuplicates();
        assertThat(found("(?m)^\\| \\*\\*(\\w+)\\*\\* \\|", GUIDE)).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void everyMetricThatIsOursIsCountedInTheCode() throws IOException {
        List<String> names = found("candlestream_(?:producer|consumer)_(\\w+)", RULES + PIPELINE);
        String sources = sources();

        assertThat(names).hasSizeGreaterThan(15).allSatisfy(name -> assertThat(sources)
                .contains("\"" + name.replaceFirst("_(total|bucket|sum|count)$", "") + "\""));
    }

    @Test
    void theMarketsBoardAsksForColumnsThatTheTablesHave() {
        String columns = text("cassandra/assets.cql") + text("cassandra/gaps.cql");
        List<String> queries = found("SELECT (?:DISTINCT )?([a-z_, ]+) FROM assets\\.(?:assets|gaps)", MARKET);

        assertThat(queries).hasSizeGreaterThan(4).allSatisfy(list -> assertThat(columns)
                .contains(Stream.of(list.split(", "))
                        .map(column -> "    " + column + " ")
                        .toList()));
    }

    /**
     * A gap is kept by pair and interval: a person chooses the asset, and the board looks up the rest, which the plugin
     * can since 3.2.
     */
    @Test
    void theGapsOfTheMarketsBoardFollowTheChosenAsset() {
        assertThat(text("docker-compose.yml")).containsPattern("hadesarchitect-cassandra-datasource@3\\.[2-9]");
        assertThat(found("\"type\": \"(textbox)\"", MARKET)).isEmpty();
        for (String variable : found("FROM assets.gaps WHERE symbol = '\\$\\{(\\w+)}'", MARKET)) {
            assertThat(MARKET)
                    .contains("SELECT " + variable + " FROM assets.assets WHERE asset_name = '${asset}' LIMIT 1")
                    .contains("SELECT interval FROM assets.assets WHERE asset_name = '${asset}' LIMIT 1");
        }
    }

    @Test
    void whatShowsOneQuantileAloneSaysSoInItsTitle() {
        for (String panel : PIPELINE.split("\n    \\{\n? *\"type\": ", -1)) {
            if (panel.startsWith("\"stat\"") && panel.contains("histogram_quantile(0.99")) {
                assertThat(found("\"title\": \"([^\"]+)\"", panel).get(0)).contains("p99");
            }
        }
    }

    @Test
    void theBoardsReadSourcesThatAreProvisioned() {
        String sources = text("monitoring/grafana/provisioning/datasources/candlestream.yml");

        assertThat(found("\"uid\": \"([a-z]+)\"", PIPELINE + MARKET)).hasSize(3).allSatisfy(uid -> assertThat(sources)
                .contains("uid: " + uid + "\n"));
    }

    private static String sources() throws IOException {
        StringBuilder sources = new StringBuilder();
        for (String module : Project.productModules()) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    sources.append(Files.readString(file));
                }
            }
        }
        return sources.toString();
    }

    private static List<Map<String, Object>> alerts() {
        Map<String, List<Map<String, List<Map<String, Object>>>>> file =
                new Yaml(new SafeConstructor(new LoaderOptions())).load(RULES);
        return file.get("groups").stream()
                .flatMap(group -> group.get("rules").stream())
                .filter(rule -> rule.containsKey("alert"))
                .toList();
    }
}
