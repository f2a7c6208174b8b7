package io.candlestream.consumer.sink.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.auth.AuthProvider;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.ProgrammaticDriverConfigLoaderBuilder;
import com.datastax.spark.connector.cql.CassandraConnectionFactory;
import com.datastax.spark.connector.cql.CassandraConnectorConf;
import com.datastax.spark.connector.cql.DefaultConnectionFactory;
import com.datastax.spark.connector.cql.IpBasedContactInfo;
import com.datastax.spark.connector.cql.MultiplexingSchemaListener;
import scala.Option;
import scala.collection.immutable.Set;

/**
 * Opens TLS sessions as the connector does, with two differences: a node's certificate may have to name its host, which the
 * connector never asks for, and the JDK's cipher suites are offered in place of the connector's two, which are without
 * forward secrecy. An enum, because the connector finds a session again by the equality of its factory.
 */
enum TlsSessions implements CassandraConnectionFactory {
    TO_NAMED_HOSTS(true),
    TO_ANY_HOST(false);

    private static final Set<String> CONNECTORS_SUITES =
            CassandraConnectorConf.DefaultCassandraSSLConf().enabledAlgorithms();

    private final boolean checked;

    TlsSessions(boolean checked) {
        this.checked = checked;
    }

    @Override
    public CqlSession createSession(CassandraConnectorConf conf) {
        IpBasedContactInfo nodes = (IpBasedContactInfo) conf.contactInfo();
        CqlSessionBuilder builder = CqlSession.builder()
                .withConfigLoader(config(conf, nodes))
                .withSchemaChangeListener(new MultiplexingSchemaListener());
        Option<AuthProvider> login = nodes.authConf().authProvider();
        if (login.isDefined()) {
            builder.withAuthProvider(login.get());
        }
        return builder.build();
    }

    private DriverConfigLoader config(CassandraConnectorConf conf, IpBasedContactInfo nodes) {
        ProgrammaticDriverConfigLoaderBuilder config = DefaultConnectionFactory.connectorConfigBuilder(
                        conf, DriverConfigLoader.programmaticBuilder())
                .withBoolean(DefaultDriverOption.SSL_HOSTNAME_VALIDATION, checked);
        if (nodes.cassandraSSLConf().enabledAlgorithms().equals(CONNECTORS_SUITES)) {
            config.without(DefaultDriverOption.SSL_CIPHER_SUITES);
        }
        return config.build();
    }
}
