package io.candlestream.sandbox;

import com.datastax.oss.driver.api.core.CqlSession;
import io.candlestream.sandbox.server.CassandraLogin;
import io.candlestream.sandbox.server.EmbeddedServers;
import io.candlestream.sandbox.server.EmbeddedServers.Protection;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.ProjectFolder;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.sandbox.server.TableSetup;
import io.candlestream.simulator.TestAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** A broker and a Cassandra that ask for TLS and logins, and the settings by which clients get in. */
final class SecureServers implements Servers {
    static final String PASSWORD = "s3cret-hunter2";

    /** Of the brokers' users. */
    static final String BROKER_PASSWORD = "s3cret\"hunter2\\new";

    /** May do all at the brokers. */
    private static final String USER = "candlestream";

    private static final String PRODUCER = "candlestream_producer";
    private static final String CONSUMER = "candlestream_consumer";

    /** Has a password, and no right. */
    static final String STRANGER = "stranger";

    private final TestAuthority authority;
    private final TestAuthority stranger;
    private final EmbeddedServers servers;

    SecureServers(Path folder) throws IOException {
        this.authority = new TestAuthority(Files.createDirectories(folder.resolve("authority")));
        this.stranger = new TestAuthority(Files.createDirectories(folder.resolve("stranger")));
        this.servers = EmbeddedServers.launch(
                folder,
                new Protection(
                        authority.keys("localhost"),
                        authority.trusted(),
                        TestAuthority.PASSWORD,
                        authority.context("localhost")));
        servers.await();
        makeUsers();
    }

    private void makeUsers() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers.brokers()));
                CqlSession session = superuser().connect()) {
            TableSetup cql = new TableSetup(session);
            cql.keyspace();
            cql.roles(PASSWORD);
            ScramCredentialInfo sha512 = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
            List<UserScramCredentialAlteration> users = Stream.of(USER, PRODUCER, CONSUMER, STRANGER)
                    .<UserScramCredentialAlteration>map(
                            user -> new UserScramCredentialUpsertion(user, sha512, BROKER_PASSWORD))
                    .toList();
            join(admin.alterUserScramCredentials(users).all());
        }
    }

    private static <T> T join(KafkaFuture<T> answer) {
        return answer.toCompletionStage().toCompletableFuture().join();
    }

    /** Gives the users of docker-compose.redpanda-login.yml the rights that it gives them, at another topic. */
    void grant(String topic) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers.brokers()))) {
            join(admin.createAcls(ComposedRights.at(topic)).all());
        }
    }

    /** Gives the consumer's user a right at all topics whose names begin so. */
    void grantConsumer(String prefix, AclOperation right) {
        AclBinding binding = new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, prefix, PatternType.PREFIXED),
                new AccessControlEntry("User:" + CONSUMER, "*", right, AclPermissionType.ALLOW));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers.brokers()))) {
            join(admin.createAcls(List.of(binding)).all());
        }
    }

    /** {@code pipeline} whose producer, consumer and tools each log in as what the compose file calls them. */
    Pipeline withUsersOfTheirOwn(Pipeline pipeline) throws IOException {
        String each = Stream.of("producer=" + PRODUCER, "consumer=" + CONSUMER, "tools=" + CONSUMER)
                .map(entry -> entry.split("="))
                .map(entry -> "candlestream.%s.kafka.sasl.username = %s".formatted(entry[0], entry[1]))
                .collect(Collectors.joining("\n"));
        Path config = Files.writeString(
                pipeline.folder().resolve("users.conf"),
                "include required(file(\"%s\"))\n%s\n".formatted(pipeline.value("CANDLESTREAM_CONFIG"), each));
        return pipeline.with("CANDLESTREAM_CONFIG", config.toString());
    }

    /** {@code pipeline} with all that it needs to get in as the writer. */
    Pipeline letIn(Pipeline pipeline) {
        Path root = ProjectFolder.find().root();
        return as("candlestream_writer", pipeline)
                .with("CANDLESTREAM_CONFIG", root.resolve("docs/secure.conf").toString())
                .with("REDPANDA_BROKERS", servers.protectedBrokers())
                .with("REDPANDA_USERNAME", USER)
                .with("REDPANDA_PASSWORD", BROKER_PASSWORD)
                .with("REDPANDA_CA_FILE", authority.certificate().toString())
                .with("ASSET_CASSANDRA_HOST", "localhost")
                .with("ASSET_CASSANDRA_TLS", "true")
                .with("ASSET_CASSANDRA_TRUSTSTORE", authority.trusted().toString())
                .with("ASSET_CASSANDRA_TRUSTSTORE_PASSWORD", TestAuthority.PASSWORD)
                .with("ASSET_CASSANDRA_KEYSTORE", authority.keys("localhost").toString())
                .with("ASSET_CASSANDRA_KEYSTORE_PASSWORD", TestAuthority.PASSWORD);
    }

    static Pipeline as(String role, Pipeline pipeline) {
        return pipeline.with("ASSET_CASSANDRA_USERNAME", role).with("ASSET_CASSANDRA_PASSWORD", PASSWORD);
    }

    /** {@code pipeline} where only another authority is trusted by the clients of the brokers. */
    Pipeline distrustingBrokers(Pipeline pipeline) {
        return pipeline.with("REDPANDA_CA_FILE", stranger.certificate().toString());
    }

    /** {@code pipeline} where only another authority is trusted by the clients of Cassandra. */
    Pipeline distrustingCassandra(Pipeline pipeline) {
        return pipeline.with("ASSET_CASSANDRA_TRUSTSTORE", stranger.trusted().toString());
    }

    /** {@code pipeline} on a machine on which {@code host} leads to the servers, though no certificate names it. */
    Pipeline under(String host, Pipeline pipeline) {
        try {
            String names = "127.0.0.1 localhost " + host + " "
                    + InetAddress.getLocalHost().getHostName();
            Path hosts = Files.writeString(pipeline.folder().resolve("hosts"), names);
            String brokers = servers.protectedBrokers().replace("localhost", host);
            return pipeline.with("JAVA_TOOL_OPTIONS", "-Djdk.net.hosts.file=" + hosts)
                    .with("REDPANDA_BROKERS", brokers)
                    .with("ASSET_CASSANDRA_HOST", host);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String brokers() {
        return servers.brokers();
    }

    @Override
    public CassandraLogin superuser() {
        return servers.superuser();
    }

    @Override
    public void close() {
        servers.close();
    }
}
