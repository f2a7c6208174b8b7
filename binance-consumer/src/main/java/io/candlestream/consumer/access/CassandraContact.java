package io.candlestream.consumer.access;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.spark.connector.cql.CassandraConnector;
import com.datastax.spark.connector.cql.CassandraConnectorConf;
import com.datastax.spark.connector.cql.IpBasedContactInfo;
import java.io.Serializable;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import scala.collection.immutable.HashSet;
import scala.collection.immutable.Set;

/**
 * Where Cassandra is, as a task carries it to its executor. The login is left out, because Spark broadcasts what a task carries;
 * the executor takes it from Spark's configuration, which it got from the driver when it joined.
 *
 * @param hosts as the driver resolved them
 */
public record CassandraContact(Set<InetSocketAddress> hosts) implements Serializable {
    private static final long serialVersionUID = 1;
    private static final Map<CassandraContact, CassandraConnector> CONNECTORS = new ConcurrentHashMap<>();

    /** On the driver. */
    public static CassandraContact of(SparkConf conf) {
        return CassandraConnectorConf.fromSparkConf(conf).contactInfo() instanceof IpBasedContactInfo nodes
                ? new CassandraContact(nodes.hosts())
                : new CassandraContact(new HashSet<>());
    }

    /** The session that all tasks of this executor share; who closes it gives it back. */
    public CqlSession session() {
        return CONNECTORS
                .computeIfAbsent(
                        this,
                        contact -> CassandraAccess.connector(SparkEnv.get().conf(), hosts))
                .openSession();
    }
}
