package io.candlestream.checks.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.checks.Project;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The compose file obeys every rule, keeps the contract's names, and agrees with what it starts. */
class ComposeFileTest {
    private static final String TEXT = Project.text("docker-compose.yml");
    private static final ComposeFile FILE = ComposeFile.of(TEXT);

    /** What Spark itself may take to end, as the consumer's Shutdown has it. */
    private static final Duration SPARK_STOPS_WITHIN = Duration.ofSeconds(20);

    /** The file of all passwords is its owner's alone from the start. */
    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docker-compose.yml", ".env.example"})
    void nobodyElseReadsThePasswords(String file) {
        assertThat(Project.text(file))
                .contains("install -m 600 .env.example .env")
                .doesNotContain("cp .env.example");
    }

    @ParameterizedTest
    @EnumSource
    void obeys(Rule rule) {
        assertThat(FILE.breaking(rule)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NO_SECRET_OF_ITS_OWN | \\$\\{CASSANDRA_WRITER_PASSWORD:[^}]+} | adminadmin",
                "NO_SECRET_OF_ITS_OWN | \\$\\{CASSANDRA_WRITER_PASSWORD:[^}]+} | ${CASSANDRA_WRITER_PASSWORD:-adminadmin}",
                "PORTS_ON_THE_LOOPBACK_ONLY | 127.0.0.1:9042:9042 | 9042:9042",
                "PORTS_ON_THE_LOOPBACK_ONLY | 127.0.0.1:9092:9092 | 0.0.0.0:9092:9092",
                "NOT_ROOT | '\"10001:10001\"' | root",
                "NOT_ROOT | '    user: \"999:999\"' | ''",
                "EXACT_VERSION | cassandra:5.0.9 | cassandra:latest",
                "EXACT_VERSION | cassandra:5.0.9 | cassandra:5.0",
                "EXACT_VERSION | cassandra:5.0.9 | cassandra",
                "NO_NAME_THAT_HINDERS_SCALING | '    init: true' | '    container_name: worker'",
                "WORKERS_WITHOUT_HOST_PORT | '    init: true' | '    ports: [\"127.0.0.1:8041:8081\"]'",
                "MEMORY_LIMIT | '    mem_limit: 1536m' | ''",
                "HEALTH_CHECK | test: \\[CMD-SHELL.* | disable: true",
                "RESTART_POLICY | '  restart: unless-stopped' | ''",
                "STOP_TIME | '    stop_grace_period: 60s' | ''",
                "WAITS_FOR_HEALTH | service_healthy | service_started",
                "NETWORKS_OF_ITS_OWN | '    networks: \\[ingest]' | '    network_mode: host'",
                "NO_NEW_PRIVILEGES | no-new-privileges:true | seccomp:unconfined",
                "NO_NEW_PRIVILEGES | '    init: true' | '    privileged: true'",
                "NO_CAPABILITIES | '  cap_drop: \\[ALL]' | ''",
                "NO_CAPABILITIES | '  cap_drop: \\[ALL]' | '  cap_drop: [NET_RAW]'",
                "NO_CAPABILITIES | '    user: \"101:101\"' | '    cap_drop: []'",
                "READ_ONLY_ROOT | '  read_only: true' | ''",
                "READ_ONLY_ROOT | '    user: \"999:999\"' | '    read_only: false'",
                "WRITES_TO_TMP_IN_MEMORY | '    tmpfs: .*/var/log/cassandra.*' | ''",
                "WRITES_TO_TMP_IN_MEMORY | ',size=16m\"' | '\"'",
                "MASTER_NOT_PUBLISHED | 127.0.0.1:9090:8080 | 127.0.0.1:7014:7077",
                "BROKER_FOR_THOSE_WHO_SPEAK_WITH_IT | '\\[figures, table]' | '[compute, ingest]'",
                "BROKER_FOR_THOSE_WHO_SPEAK_WITH_IT | '    networks: \\[table, watch]' | '    networks: [ingest, watch]'",
                "NAMED_VOLUMES_ONLY | checkpoint:/var | /var/run/docker.sock:/var",
                "NAMED_VOLUMES_ONLY | docker.sock:ro | docker.sock",
                "NAMED_VOLUMES_ONLY | monitoring:/etc/monitoring:ro | ./monitoring:/etc/monitoring:ro",
                "NOT_ROOT | '\"65534:65534\"' | '\"0:0\"'",
                "EXACT_VERSION | prometheus:v3.5.0 | prometheus:latest",
                "MEMORY_LIMIT | '    mem_limit: 256m' | ''",
                "LOGS_THAT_END | '    options:.*' | ''"
            })
    void noticesWhatBreaks(Rule rule, String sound, String spoilt) {
        String broken = TEXT.replaceAll(sound, Matcher.quoteReplacement(spoilt == null ? "" : spoilt));

        assertThat(broken).as("%s is there to be spoilt", sound).isNotEqualTo(TEXT);
        assertThat(ComposeFile.of(broken).breaking(rule)).isNotEmpty();
    }

    @Test
    void keepsTheNamesAndPortsOfTheContract() {
        assertThat(FILE.services())
                .extracting(Service::name)
                .contains("binance-consumer", "binance-consumer-worker", "binance-cassandra", "binance-redpanda");
        assertThat(TEXT).contains("9090:8080", "4010:4040", "9042:9042", "binance-redpanda:29092");
        assertThat(FILE.service("binance-consumer").map("environment"))
                .containsKeys("SPARK_MASTER", "REDPANDA_BROKERS", "ASSET_CASSANDRA_HOST", "ASSET_CASSANDRA_USERNAME");
        assertThat(FILE.service("binance-consumer-worker").map("environment"))
                .containsKeys("SPARK_WORKER_CORES", "SPARK_WORKER_MEMORY");
    }

    @Test
    void runsTheVersionsThatTheBuildTests() {
        String pom = Project.text("pom.xml");

        assertThat(FILE.service("binance-cassandra").text("image"))
                .isEqualTo("cassandra:" + found("<cassandra.version>(.+)</cassandra.version>", pom));
        assertThat(FILE.service("binance-consumer").text("image"))
                .isEqualTo("candlestream:" + found("<version>([0-9.]+)(?:-SNAPSHOT)?</version>", pom));
    }

    @Test
    void theBrokerWritesBeforeItAcknowledges() {
        assertThat(FILE.service("binance-redpanda").list("command"))
                .contains("--unsafe-bypass-fsync=false", "--set=redpanda.write_caching_default=disabled")
                .noneMatch(flag -> flag.contains("dev-container"));
    }

    @Test
    void nobodyIsKilledBeforeItsOwnDeadline() {
        assertThat(grace("binance-consumer"))
                .isGreaterThan(deadline("binance-consumer", "stop-deadline").plus(SPARK_STOPS_WITHIN));
        assertThat(grace("binance-producer")).isGreaterThan(deadline("binance-producer", "stop-timeout"));
    }

    @Test
    void theFirstNetworkOfSparksDriverIsThatOfItsExecutors() {
        List<String> networks = FILE.service("binance-consumer").list("networks");

        assertThat(networks).startsWith("compute").isSorted();
        assertThat(FILE.service("binance-consumer-worker").list("networks")).containsExactly("compute");
    }

    @Test
    void networksKeepApartWhatHasNothingToSay() {
        Map<String, List<String>> networks = Map.of(
                "binance-producer", List.of("ingest", "figures"),
                "binance-dashboard", List.of("figures", "table"),
                "binance-redpanda-console", List.of("ingest"),
                "binance-cassandra-init", List.of("table"),
                "binance-cassandra", List.of("compute", "table"),
                "loki", List.of("watch"),
                "alloy", List.of("watch"));

        assertThat(networks)
                .allSatisfy((service, its) ->
                        assertThat(FILE.service(service).list("networks")).isEqualTo(its));
    }

    @Test
    void theExampleOfTheEnvironmentHoldsNoSecretButNamesEachThatIsDemanded() {
        String example = Project.text(".env.example");
        List<String> demanded = Pattern.compile("\\$\\{([A-Z_]+):\\?")
                .matcher(TEXT)
                .results()
                .map(match -> match.group(1))
                .distinct()
                .toList();

        assertThat(demanded).isNotEmpty();
        assertThat(example.lines())
                .containsAll(demanded.stream().map(name -> name + "=").toList());
        assertThat(example.lines().filter(line -> Secrets.named(line.split("=", 2)[0]) && !line.startsWith("#")))
                .allMatch(line -> line.endsWith("="));
    }

    /** A program of ours refuses a placeholder where it is given the secret; servers of other people take any. */
    @Test
    void theDocumentNamesTheSecretsThatNobodyChecks() {
        String files =
                TEXT + Project.text("docker-compose.postgres.yml") + Project.text("docker-compose.redpanda-login.yml");
        String document = Project.text("docs/operations.md");
        List<String> checked = Project.found("(?:TOOLS_PREPARE_\\w+|CONSUMER_SPARK_SECRET): \\$\\{([A-Z_]+):", files);

        assertThat(Project.found("(?s)Nobody checks (.+?)\\.", document))
                .singleElement()
                .satisfies(names -> assertThat(Project.found("`([A-Z_]+)`", names))
                        .containsExactlyInAnyOrderElementsOf(
                                Project.found("\\$\\{([A-Z_]+(?:PASSWORD|SECRET)):", files).stream()
                                        .filter(name -> !checked.contains(name))
                                        .toList()));
    }

    @Test
    void theExampleOfTheEnvironmentExplainsEveryVariable() {
        List<String> used = Pattern.compile("\\$\\{([A-Z_]+)")
                .matcher(TEXT)
                .results()
                .map(match -> match.group(1))
                .distinct()
                .toList();

        assertThat(Project.text(".env.example").lines().map(line -> line.replaceAll("^#?([A-Z_]+)=.*", "$1")))
                .containsAll(used);
    }

    private static Duration grace(String service) {
        return Duration.parse(
                "PT" + FILE.service(service).text("stop_grace_period").toUpperCase(java.util.Locale.ROOT));
    }

    private static Duration deadline(String module, String setting) {
        String conf = Project.text(module + "/src/main/resources/reference.conf");
        return Duration.ofSeconds(Long.parseLong(found("(?m)^ +" + setting + " = (\\d+) s$", conf)));
    }

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }

    @Test
    void sparkEncryptsAndItsPagesEndNothing() {
        assertThat(List.of("master", "worker")).allSatisfy(role -> assertThat(
                        Project.text("docker/roles/" + role).lines())
                .contains(
                        "-Dspark.authenticate=true",
                        "-Dspark.network.crypto.enabled=true",
                        "-Dspark.network.crypto.authEngineVersion=2",
                        "-Dspark.network.crypto.cipher=AES/CTR/NoPadding",
                        "-Dspark.network.crypto.saslFallback=false",
                        "-Dspark.ui.killEnabled=false"));
        assertThat(Project.text("docker/roles/master")).contains("-Dspark.master.rest.enabled=false");
    }
}
