package io.candlestream.loader.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.loader.node.ClusterNode;
import io.candlestream.loader.sstable.CassandraFiles;
import io.candlestream.loader.sstable.CassandraFiles.Way;
import java.net.InetSocketAddress;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CassandraMonthsTest {
    private static final String OWN = "5.0.9";

    @Test
    void theDirectWriterTakesItsOwnVersionAlone() {
        assertThat(CassandraFiles.version()).isEqualTo(OWN);
        assertThatCode(() -> CassandraMonths.requireVersion(Way.DIRECT, node(OWN), OWN))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> CassandraMonths.requireVersion(Way.DIRECT, node("5.0.8"), OWN))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Cannot load into Cassandra 5.0.8 at 10.0.0.7:7000: this writer is made for 5.0.9"
                        + " (--writer public for another 5.0)");
    }

    @Test
    void thePublicWriterTakesEachOfItsLine() {
        assertThatCode(() -> CassandraMonths.requireVersion(Way.PUBLIC, node("5.0.8"), OWN))
                .doesNotThrowAnyException();
        for (String other : new String[] {"4.1.7", "5.1.0", "50.0.1"}) {
            assertThatThrownBy(() -> CassandraMonths.requireVersion(Way.PUBLIC, node(other), OWN))
                    .hasMessageStartingWith("Cannot load into Cassandra " + other
                            + " at 10.0.0.7:7000: these files are those of 5.0.9");
        }
    }

    private static ClusterNode node(String version) {
        return new ClusterNode(new UUID(1, 2), new InetSocketAddress("10.0.0.7", 7000), version);
    }
}
