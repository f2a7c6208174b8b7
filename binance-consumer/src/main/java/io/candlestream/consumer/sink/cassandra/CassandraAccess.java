package io.candlestream.consumer.sink.cassandra;

import com.datastax.spark.connector.cql.CassandraConnectionFactory;
import com.datastax.spark.connector.cql.CassandraConnector;
import com.datastax.spark.connector.cql.CassandraConnectorConf;
import com.datastax.spark.connector.cql.ContactInfo;
import com.datastax.spark.connector.cql.IpBasedContactInfo;
import io.candlestream.runtime.settings.Tls;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkConf;
import scala.collection.immutable.Set;

/** The connector for Cassandra, with TLS as the settings say; what its executors need travels in Spark's configuration. */
final class CassandraAccess {
    private static final String SSL = "spark.cassandra.connection.ssl.";

    /** Ours: the connector has no such setting, it never checks. */
    private static final String CHECK_HOST = "spark.candlestream.cassandra.checkHost";

    private CassandraAccess() {}

    /** TLS under the connector's names. */
    static Map<String, String> conf(Tls tls) {
        Map<String, String> conf = new LinkedHashMap<>();
        conf.put(SSL + "enabled", "true");
        conf.put(CHECK_HOST, String.valueOf(tls.hostCheck() == Tls.HostCheck.REQUIRED));
        tls.trusted().ifPresent(file -> {
            conf.put(SSL + "trustStore.path", file.path().toString());
            conf.put(SSL + "trustStore.password", file.password());
        });
        tls.own().ifPresent(file -> {
            conf.put(SSL + "clientAuth.enabled", "true");
            conf.put(SSL + "keyStore.path", file.path().toString());
            conf.put(SSL + "keyStore.password", file.password());
        });
        return conf;
    }

    /** The connector of {@code conf}; where it speaks TLS, hosts' names are checked unless a setting forbids it. */
    static CassandraConnector connector(SparkConf conf) {
        return connector(conf, Optional.empty());
    }

    /** @param hosts the nodes, where their addresses are known already */
    static CassandraConnector connector(SparkConf conf, Optional<Set<InetSocketAddress>> hosts) {
        CassandraConnectorConf given = CassandraConnectorConf.fromSparkConf(conf);
        if (!(given.contactInfo() instanceof IpBasedContactInfo nodes)) {
            return CassandraConnector.apply(given);
        }
        CassandraConnectionFactory checked =
                conf.getBoolean(CHECK_HOST, true) ? TlsSessions.TO_NAMED_HOSTS : TlsSessions.TO_ANY_HOST;
        return CassandraConnector.apply(with(
                nodes.copy(hosts.orElseGet(nodes::hosts), nodes.authConf(), nodes.cassandraSSLConf()),
                nodes.cassandraSSLConf().enabled() ? checked : given.connectionFactory(),
                given));
    }

    private static CassandraConnectorConf with(
            ContactInfo contact, CassandraConnectionFactory sessions, CassandraConnectorConf given) {
        return given.copy(
                contact,
                given.localDC(),
                given.keepAliveMillis(),
                given.minReconnectionDelayMillis(),
                given.maxReconnectionDelayMillis(),
                given.localConnectionsPerExecutor(),
                given.remoteConnectionsPerExecutor(),
                given.compression(),
                given.queryRetryCount(),
                given.connectTimeoutMillis(),
                given.readTimeoutMillis(),
                sessions,
                given.quietPeriodBeforeCloseMillis(),
                given.timeoutBeforeCloseMillis(),
                given.resolveContactPoints());
    }
}
