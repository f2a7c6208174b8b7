package io.candlestream.sandbox;

import io.candlestream.sandbox.server.CassandraLogin;
import io.candlestream.sandbox.server.Servers;
import java.net.InetSocketAddress;
import org.testcontainers.cassandra.CassandraContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.redpanda.RedpandaContainer;

/** Broker and Cassandra from their official images, for anyone who has Docker: {@code ./candlestream test -Pcontainers}. */
final class ContainerServers implements Servers {
    private static final String REDPANDA = "docker.redpanda.com/redpandadata/redpanda:v26.1.14";
    private static final String CASSANDRA = "cassandra:5.0.9";

    /** The image knows no variables for a login: its settings file is changed before it starts. */
    private static final String WITH_LOGIN =
            "sed -i 's/AllowAllAuthenticator/PasswordAuthenticator/; s/AllowAllAuthorizer/CassandraAuthorizer/'"
                    + " /etc/cassandra/cassandra.yaml && exec docker-entrypoint.sh cassandra -f";

    private final RedpandaContainer broker = new RedpandaContainer(REDPANDA);
    private final CassandraContainer cassandra = new CassandraContainer(CASSANDRA)
            .withCreateContainerCmdModifier(command -> command.withEntrypoint("sh", "-c", WITH_LOGIN))
            .waitingFor(Wait.forLogMessage(".*Created default superuser role.*", 1));

    ContainerServers() {
        broker.start();
        cassandra.start();
    }

    @Override
    public String brokers() {
        return broker.getBootstrapServers().replace("PLAINTEXT://", "");
    }

    @Override
    public CassandraLogin superuser() {
        InetSocketAddress address = cassandra.getContactPoint();
        return new CassandraLogin(address.getHostString(), address.getPort(), "cassandra", "cassandra");
    }

    @Override
    public void close() {
        cassandra.stop();
        broker.stop();
    }
}
