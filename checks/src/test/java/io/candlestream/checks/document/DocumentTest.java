package io.candlestream.checks.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.checks.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every file, heading, command, option and variable that a document names exists. */
class DocumentTest {
    private static final List<String> EVERYWHERE = List.of(
            "sandbox",
            "tools",
            "certify",
            "loader",
            "dashboard",
            "bench",
            "binance-producer",
            "binance-consumer",
            "sinks");
    /** Calls of other programs, with the lines on which they go on, and those within a sentence. */
    private static final String OF_OTHERS =
            "(?m)^(spark-(submit|shell)|keytool|nodetool|docker compose) (.*\\\\\n)*.*$|`docker compose[^`]*`";

    private static final String JAVA = "src/main/java/io/candlestream/";

    /** Where the options of a command are; one that is not here may have any that there is. */
    private static final String MARKET = "simulator/" + JAVA + "simulator/MarketOptions.java";

    private static final Map<String, List<String>> SOURCES = Map.ofEntries(
            Map.entry("demo", List.of("sandbox/" + JAVA + "sandbox/demo/DemoOptions.java", MARKET)),
            Map.entry(
                    "cluster",
                    List.of("sandbox/" + JAVA + "sandbox/demo", "sandbox/" + JAVA + "sandbox/cluster", MARKET)),
            Map.entry("drill", List.of("sandbox/" + JAVA + "sandbox/chaos")),
            Map.entry("exchange", List.of("simulator/" + JAVA + "simulator")),
            Map.entry("verify", List.of("tools/" + JAVA + "tools/verify")),
            Map.entry("doctor", List.of("tools/" + JAVA + "tools/doctor")),
            Map.entry("dead-letters", List.of("tools/" + JAVA + "tools/deadletters")),
            Map.entry(
                    "backfill",
                    List.of(
                            "binance-producer/" + JAVA + "producer/BackfillCommand.java",
                            "binance-producer/" + JAVA + "producer/Begin.java")),
            Map.entry("consumer", List.of("binance-consumer/" + JAVA)),
            Map.entry("load", List.of("bench/" + JAVA + "bench/load")));

    /** The text of all files in some places, read once and not for every option that is looked for. */
    private static final Map<List<String>, String> READ = new ConcurrentHashMap<>();

    private static Stream<String> documents() {
        return Document.all().stream().map(Document::file);
    }

    @Test
    void thereAreSuch() {
        assertThat(documents()).contains("README.md", "docs/operations.md", "docs/settings.md", "cassandra/README.md");
        assertThat(Document.of("README.md").links()).hasSizeGreaterThan(10);
        assertThat(Document.of("README.md").calls()).hasSizeGreaterThan(20);
        assertThat(Document.of("README.md").variables()).hasSizeGreaterThan(12);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkLeadsToAFileAndItsHeading(String file) {
        Document document = Document.of(file);

        assertThat(document.links())
                .filteredOn(link -> !document.leadsSomewhere(link))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyCommandIsOneOfTheLaunchers(String file) {
        assertThat(Launcher.commands())
                .containsAll(Document.of(file).calls().stream()
                        .map(call -> Document.words(call).get(0))
                        .toList());
    }

    @Test
    void theLauncherExplainsEachOfItsCommands() {
        assertThat(Launcher.commands())
                .filteredOn(command -> !command.equals("help"))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(Launcher.explained());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyOptionIsOneOfItsCommand(String file) {
        for (String call : Document.of(file).calls()) {
            String command = Document.words(call).get(0);
            assertThat(Document.words(call))
                    .filteredOn(word -> word.startsWith("--"))
                    .filteredOn(word -> !sources(command).contains("\"" + word.replaceFirst("[=,.].*", "") + "\""))
                    .as("options of ./candlestream %s", call)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/operations.md"})
    void everyOptionAnywhereIsOneOfOurs(String file) {
        String ours = Document.of(file).text().replaceAll(OF_OTHERS, "");

        assertThat(Project.found("(--[a-z]+(?:-[a-z]+)*)", ours))
                .isNotEmpty()
                .allSatisfy(option -> assertThat(sources(EVERYWHERE)).contains("\"" + option + "\""));
    }

    @Test
    void theConnectorIsThatOfTheBuild() {
        String version = Project.found("<spark-cassandra-connector.version>(.+)</", Project.text("pom.xml"))
                .get(0);

        assertThat(Project.found("spark-cassandra-connector_2\\.12:(\\S+)", Project.text("README.md")))
                .isEqualTo(List.of(version));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyToolOfTheContainersIsOne(String file) {
        List<String> tools = Project.found("binance-tools ([a-z-]+)", Project.text(file));

        assertThat(tools)
                .allSatisfy(tool -> assertThat(sources(List.of("tools"))).contains("name = \"" + tool + "\""));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyVariableSetsSomething(String file) {
        List<String> known = Stream.concat(
                        Settings.all().stream().flatMap(program -> program.variables().stream()),
                        Stream.of("docs/secure.conf", "docker-compose.yml", ".env.example", "docker/Dockerfile")
                                .flatMap(place -> new Document(place, Project.text(place)).variables().stream()))
                .collect(Collectors.toList());
        known.add("CANDLESTREAM_CONFIG");

        assertThat(known).containsAll(Document.of(file).variables());
    }

    private static String sources(String command) {
        return sources(SOURCES.getOrDefault(command, EVERYWHERE));
    }

    private static String sources(List<String> places) {
        return READ.computeIfAbsent(
                places, these -> these.stream().map(DocumentTest::source).collect(Collectors.joining()));
    }

    private static String source(String place) {
        try (Stream<Path> files = Files.walk(Project.ROOT.resolve(place))) {
            return files.filter(file -> file.toString().endsWith(".java")
                            && !file.toString().contains("/test/"))
                    .map(file -> Project.text(Project.ROOT.relativize(file).toString()))
                    .collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
