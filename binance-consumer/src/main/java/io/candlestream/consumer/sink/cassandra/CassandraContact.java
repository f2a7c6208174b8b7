package io.candlestream.consumer.sink.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.spark.connector.cql.CassandraConnector;
import com.datastax.spark.connector.cql.CassandraConnectorConf;
import com.datastax.spark.connector.cql.IpBasedContactInfo;
import java.io.Serializable;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import scala.collection.immutable.HashSet;
import scala.collection.immutable.Set;

/**
 * Where Cassandra is, as a task carries it to its executor. The login is left out, because Spark broadcasts what a task carries;
 * the executor takes it from Spark's configuration, which it got from the driver when it joined.
 *
 * @param sink the name of the sink, by which its settings are found in Spark's configuration
 * @param hosts as the driver resolved them
 */
record CassandraContact(String sink, Set<InetSocketAddress> hosts) implements Serializable {
    private static final Map<CassandraContact, CassandraConnector> CONNECTORS = new ConcurrentHashMap<>();

    /** Before anything was resolved. */
    static CassandraContact unresolved(String sink) {
        return new CassandraContact(sink, new HashSet<>());
    }

    /** On the driver. */
    static CassandraContact of(String sink, SparkConf conf) {
        return CassandraConnectorConf.fromSparkConf(ConnectorConf.of(sink, conf))
                                .contactInfo()
                        instanceof IpBasedContactInfo nodes
                ? new CassandraContact(sink, nodes.hosts())
                : unresolved(sink);
    }

    /** The session that all tasks of this executor share; the one that closes it gives it back. */
    CqlSession session() {
        return CONNECTORS
                .computeIfAbsent(
                        this,
                        contact -> CassandraAccess.connector(
                                ConnectorConf.of(sink, SparkEnv.get().conf()), Optional.of(hosts)))
                .openSession();
    }
}
