package io.candlestream.consumer.sink.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.spark.connector.cql.CassandraConnectionFactory;
import com.datastax.spark.connector.cql.DefaultConnectionFactory$;
import io.candlestream.runtime.settings.KeyFile;
import io.candlestream.runtime.settings.Tls;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class CassandraAccessTest {
    private static final Optional<KeyFile> TRUSTED = Optional.of(new KeyFile(Path.of("trusted.p12"), "one"));
    private static final Optional<KeyFile> OWN = Optional.of(new KeyFile(Path.of("own.p12"), "two"));

    @Test
    void filesGetTheConnectorsNames() {
        assertThat(CassandraAccess.conf(new Tls(TRUSTED, OWN, Tls.HostCheck.REQUIRED)))
                .containsAllEntriesOf(Map.of(
                        "spark.cassandra.connection.ssl.enabled", "true",
                        "spark.cassandra.connection.ssl.trustStore.path", "trusted.p12",
                        "spark.cassandra.connection.ssl.trustStore.password", "one",
                        "spark.cassandra.connection.ssl.clientAuth.enabled", "true",
                        "spark.cassandra.connection.ssl.keyStore.path", "own.p12",
                        "spark.cassandra.connection.ssl.keyStore.password", "two"));
    }

    @Test
    void hostsAreCheckedWhereverTlsIsSpoken() {
        SparkConf connectorsOwn = new SparkConf(false).set("spark.cassandra.connection.ssl.enabled", "true");

        assertThat(sessions(connectorsOwn)).isSameAs(TlsSessions.TO_NAMED_HOSTS);
        assertThat(sessions(conf(Tls.HostCheck.REQUIRED))).isSameAs(TlsSessions.TO_NAMED_HOSTS);
    }

    @Test
    void theCheckCanBeLeftOutAndWithoutTlsAllIsTheConnectors() {
        assertThat(sessions(conf(Tls.HostCheck.NONE))).isSameAs(TlsSessions.TO_ANY_HOST);
        assertThat(sessions(new SparkConf(false))).isSameAs(DefaultConnectionFactory$.MODULE$);
    }

    private static SparkConf conf(Tls.HostCheck check) {
        SparkConf conf = new SparkConf(false);
        CassandraAccess.conf(new Tls(TRUSTED, OWN, check)).forEach(conf::set);
        return conf;
    }

    private static CassandraConnectionFactory sessions(SparkConf conf) {
        return CassandraAccess.connector(conf).conf().connectionFactory();
    }
}
