package io.candlestream.tools.doctor.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.tools.doctor.check.CheckResult;
import io.candlestream.tools.doctor.check.CheckResult.Mark;
import io.candlestream.tools.doctor.table.Rights.Grant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RightsTest {
    private static final List<String> TABLES = List.of("t", "gaps");

    @ParameterizedTest
    @ValueSource(strings = {"<all keyspaces>", "<keyspace k>", "<all tables in k>"})
    void knowsEveryLevelAtWhichARightIsGiven(String resource) {
        assertThat(judge(new Grant(resource, "SELECT"), new Grant(resource, "MODIFY")))
                .isEqualTo(CheckResult.ok("role", "me may read and write"));
        assertThat(judge(new Grant(resource, "SELECT")))
                .isEqualTo(CheckResult.ok(
                        "role", "me may read, not write: enough for tools and notebooks, not for a consumer"));
    }

    @Test
    void failsWhereATableCannotBeRead() {
        assertThat(judge(new Grant("<table k.t>", "SELECT"), new Grant("<keyspace other>", "SELECT")))
                .isEqualTo(new CheckResult(
                        "role", Mark.FAIL, "me may not read k.gaps", "GRANT SELECT as cassandra/roles.cql does"));
    }

    @Test
    void warnsWhereOnlyOneTableCanBeWritten() {
        CheckResult finding = judge(new Grant("<keyspace k>", "SELECT"), new Grant("<table k.t>", "MODIFY"));

        assertThat(finding.mark()).isEqualTo(Mark.WARN);
        assertThat(finding.found()).isEqualTo("me may write, but not k.gaps");
    }

    @Test
    void failsWhenReadingFailsThoughItIsAllowed() {
        CheckResult finding = Rights.unlimited("me", "k", TABLES)
                .refusing("2 replicas needed, 1 alive")
                .judge();

        assertThat(finding.mark()).isEqualTo(Mark.FAIL);
        assertThat(finding.found()).contains("2 replicas needed, 1 alive");
    }

    private static CheckResult judge(Grant... grants) {
        return Rights.of("me", Stream.of(grants).toList(), "k", TABLES).judge();
    }
}
