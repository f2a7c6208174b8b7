package io.candlestream.tools.doctor.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.tools.doctor.check.CheckResult;
import io.candlestream.tools.doctor.check.CheckResult.Mark;
import io.candlestream.tools.doctor.check.ProbeResult;
import io.candlestream.tools.doctor.table.CassandraSnapshot.Node;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterCheckTest {
    private static final Node ONE = new Node("dc1", "5.0.9", true);
    private static final Node DOWN = new Node("dc1", "5.0.9", false);
    private static final Node FAR = new Node("dc2", "5.0.9", true);
    private static final String NETWORK = "org.apache.cassandra.locator.NetworkTopologyStrategy";
    private static final String SIMPLE = "org.apache.cassandra.locator.SimpleStrategy";

    @Test
    void saysWhoAnswers() {
        assertThat(server(ONE)).isEqualTo(CheckResult.ok("cassandra", "host:9042 answers: Cassandra 5.0.9, 1 node"));
        assertThat(server(ONE, DOWN, ONE))
                .matches(finding -> finding.mark() == Mark.WARN)
                .extracting(CheckResult::found)
                .isEqualTo("1 of 3 nodes cannot be reached from here");
    }

    @ParameterizedTest
    @CsvSource({"5.0.9,OK", "4.1.0,OK", "5.1-beta1,OK", "4.0.11,WARN", "3.11.4,WARN", "null,OK", "unknown.x,OK"})
    void warnsOfAVersionThatIsTooOld(String version, Mark mark) {
        assertThat(server(new Node("dc1", version, true)).mark()).isEqualTo(mark);
    }

    @Test
    void saysHowManyCopiesThereAre() {
        assertThat(copies(Map.of("class", NETWORK, "dc1", "3"), ONE, ONE, ONE))
                .isEqualTo(CheckResult.ok("data centre", "dc1 has 3 nodes, k 3 copies (NetworkTopologyStrategy)"));
        assertThat(copies(Map.of("class", SIMPLE, "replication_factor", "1"), ONE)
                        .mark())
                .isEqualTo(Mark.OK);
        assertThat(copies(Map.of("class", NETWORK, "dc1", "3/1"), ONE, ONE, ONE).mark())
                .isEqualTo(Mark.OK);
    }

    @Test
    void failsWhereNoQuorumCanBeHad() {
        assertThat(copies(Map.of("class", NETWORK, "dc2", "1"), ONE, FAR))
                .matches(finding -> finding.mark() == Mark.FAIL)
                .extracting(CheckResult::found)
                .isEqualTo("k has no copy in dc1");
        assertThat(copies(Map.of("class", SIMPLE, "replication_factor", "3"), ONE))
                .matches(finding -> finding.mark() == Mark.FAIL)
                .extracting(CheckResult::found)
                .isEqualTo("k wants 3 copies, but dc1 has 1 node: each write and read needs 2 and fails");
        assertThat(copies(Map.of("class", SIMPLE, "replication_factor", "3"), ONE, ONE))
                .matches(finding -> finding.mark() == Mark.WARN)
                .extracting(CheckResult::found)
                .isEqualTo("k wants 3 copies, but dc1 has 2 nodes: without one of them all writes wait");
    }

    @Test
    void warnsOfOneCopyOnSeveralNodesAndOfAStrategyThatIsBlind() {
        assertThat(copies(Map.of("class", NETWORK, "dc1", "1"), ONE, ONE, ONE))
                .matches(finding -> finding.mark() == Mark.WARN)
                .extracting(CheckResult::wayOut)
                .asString()
                .contains("ALTER KEYSPACE k", "'dc1': 3}");
        assertThat(copies(Map.of("class", SIMPLE, "replication_factor", "2"), ONE, ONE, FAR))
                .matches(finding -> finding.mark() == Mark.WARN)
                .extracting(CheckResult::found)
                .asString()
                .contains("does not know data centres");
    }

    @Test
    void failsWithoutTheDataCentreOrTheKeyspace() {
        assertThat(new ClusterCheck(facts(Map.of(), ONE, FAR)).dataCentre("dc3", "k"))
                .isEqualTo(new CheckResult(
                        "data centre", Mark.FAIL, "there is no dc3, only dc1, dc2", "CANDLESTREAM_TOOLS_DATA_CENTRE"));
        assertThat(copies(Map.of(), ONE).found()).isEqualTo("there is no keyspace k");
    }

    private static CheckResult server(Node... nodes) {
        return new ClusterCheck(facts(Map.of(), nodes)).server("host:9042");
    }

    private static CheckResult copies(Map<String, String> replication, Node... nodes) {
        return new ClusterCheck(facts(replication, nodes)).dataCentre("dc1", "k");
    }

    private static CassandraSnapshot facts(Map<String, String> replication, Node... nodes) {
        return new CassandraSnapshot(
                List.of(nodes),
                replication,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Rights.unlimited("me", "k", Set.of()),
                ProbeResult.of(List.of()),
                Optional.empty(),
                Duration.ZERO,
                OptionalLong.empty());
    }
}
