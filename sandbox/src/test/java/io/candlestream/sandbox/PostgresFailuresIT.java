package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.candlestream.sandbox.postgres.PostgresLogin;
import io.candlestream.sandbox.postgres.PostgresServer;
import io.candlestream.sandbox.postgres.PostgresSetup;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Folders;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.simulator.TestAuthority;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong with a real PostgreSQL is waited for, or said in one line with the way out. */
@Tag("nightly")
@ExtendWith(SharedServers.class)
class PostgresFailuresIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofMillis(20);
    private static final Instant FIRST = Instant.parse("2024-08-08T00:00:00Z");
    private static final String TOPIC = "data.postgres_failures";
    private static final String PASSWORD = "only-for-the-tests-of-postgres";
    private static final String QUOTE_VOLUME = "12345678901.12345678";
    /** Rows, for which a table needs another page. */
    private static final int MANY = 200;

    private static final Integer NOBODY = 65534;

    private static final Path FOLDER =
            Path.of("target", "postgres", "PostgresFailuresIT").toAbsolutePath();

    private static TestAuthority authority;
    private static PostgresServer server;
    private static PostgresTables tables;
    private static PostgresLogin owner;

    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private TopicRecords topics;
    private Pipeline good;
    private Pipeline hasty;

    @BeforeAll
    static void start(Servers servers) throws IOException, GeneralSecurityException {
        Folders.delete(FOLDER);
        authority = new TestAuthority(Files.createDirectories(FOLDER.resolve("authority")));
        writeKeys();
        server = PostgresServer.start(
                FOLDER,
                "ssl=on",
                "ssl_cert_file=" + FOLDER.resolve("server.crt"),
                "ssl_key_file=" + FOLDER.resolve("server.key"));
        PostgresSetup setup = new PostgresSetup(server.superuser());
        setup.all(PASSWORD);
        owner = setup.owner();
        tables = new PostgresTables(owner);
        new TopicRecords(servers.brokers()).create(TOPIC, 1);
    }

    /** As PostgreSQL reads them, for the host localhost. */
    private static void writeKeys() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(authority.keys("localhost"))) {
            keys.load(in, TestAuthority.PASSWORD.toCharArray());
        }
        write("server.crt", "CERTIFICATE", keys.getCertificate("localhost").getEncoded());
        write(
                "server.key",
                "PRIVATE KEY",
                keys.getKey("localhost", TestAuthority.PASSWORD.toCharArray()).getEncoded());
    }

    private static void write(String name, String kind, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Path file = Files.writeString(
                FOLDER.resolve(name), "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        if (System.getProperty("user.name").equals("root")) {
            Files.setAttribute(file, "unix:uid", NOBODY);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void prepare(Servers servers, @TempDir Path folder) {
        topics = new TopicRecords(servers.brokers());
        good = Pipeline.between(servers, servers.superuser(), folder)
                .with(owner.as(PostgresSetup.WRITER, PASSWORD).environment())
                .with("CANDLESTREAM_CONSUMER_SINKS", "postgres")
                .with("ASSET_PRICES_TOPIC", TOPIC);
        hasty = good.with("CANDLESTREAM_CONSUMER_STARTUP_DEADLINE", "3 s");
    }

    /** One that may run beside others. */
    private Pipeline hasty(String name, Map<String, String> variables) {
        return hasty.in(hasty.folder().resolve(name)).with(variables);
    }

    private static void refuses(Pipeline pipeline, String... parts) {
        Refusal.of(pipeline::consumer, parts);
    }

    @Test
    void aServerThatIsNotThereOrAWrongPasswordOrDatabase() {
        Pipeline nobody = hasty("nobody", Map.of("CANDLESTREAM_POSTGRES_PORT", "1"));
        Pipeline stranger = hasty("stranger", Map.of("CANDLESTREAM_POSTGRES_PASSWORD", SecureServers.PASSWORD));
        Pipeline nowhere = hasty("nowhere", Map.of("CANDLESTREAM_POSTGRES_DATABASE", "nowhere"));
        Refusal.together(
                () -> refuses(nobody, "PostgreSQL", "127.0.0.1:1", "CANDLESTREAM_POSTGRES_HOST"),
                () -> refuses(stranger, "password", "CANDLESTREAM_POSTGRES_PASSWORD"),
                () -> refuses(nowhere, "nowhere", "CANDLESTREAM_POSTGRES_DATABASE"));
    }

    @Test
    void aTableThatIsMissingOrOfAnotherShape() {
        tables.execute("CREATE TABLE assets.few (LIKE assets.assets INCLUDING ALL);"
                + " ALTER TABLE assets.few DROP COLUMN open;"
                + " CREATE TABLE assets.rounded (LIKE assets.assets INCLUDING ALL);"
                + " ALTER TABLE assets.rounded ALTER COLUMN open TYPE numeric(12,2)");
        Pipeline missing = hasty("missing", Map.of("ASSET_CASSANDRA_TABLE", "missing"));
        Pipeline few = hasty("few", Map.of("ASSET_CASSANDRA_TABLE", "few"));
        Pipeline rounded = hasty("rounded", Map.of("ASSET_CASSANDRA_TABLE", "rounded"));
        Refusal.together(
                () -> refuses(missing, "assets.missing", "postgres/assets.sql"),
                () -> refuses(few, "ADD \"open\" numeric", "postgres/assets.sql"),
                () -> refuses(rounded, "open is numeric(12,2)", "postgres/assets.sql"));
    }

    @Test
    void aLoginThatMayNotWriteAServerThatTakesNoWritesAndTlsThatDoesNotComeAbout() {
        tables.execute("CREATE ROLE standby LOGIN PASSWORD '" + PASSWORD + "' IN ROLE candlestream_writer;"
                + " ALTER ROLE standby SET default_transaction_read_only = on");
        Pipeline reader =
                hasty("reader", owner.as(PostgresSetup.READER, PASSWORD).environment());
        Pipeline standby = hasty("standby", owner.as("standby", PASSWORD).environment());
        Pipeline otherName = hasty(
                "name",
                Map.of(
                        "CANDLESTREAM_POSTGRES_TLS",
                        "true",
                        "CANDLESTREAM_POSTGRES_TRUSTSTORE",
                        authority.trusted().toString(),
                        "CANDLESTREAM_POSTGRES_TRUSTSTORE_PASSWORD",
                        TestAuthority.PASSWORD));
        Refusal.together(
                () -> refuses(reader, "may not", "postgres/roles.sql"),
                () -> refuses(standby, "takes no writes", "primary"),
                () -> refuses(otherName, "certificate is for another host", "CANDLESTREAM_POSTGRES_HOST"));
    }

    /** Over TLS: a server that hangs, a partition that somebody dropped, a deadlock and a restart are waited for; a table that is gone ends it. */
    @Test
    void whatPassesIsTriedAgainAndWhatStaysEndsItInOneLine() throws Exception {
        tables.execute("ALTER ROLE candlestream_writer SET deadlock_timeout = '3s'");
        append(0, 10, "61860.8");
        Pipeline pipeline = good.with("CANDLESTREAM_POSTGRES_HOST", "localhost")
                .with("CANDLESTREAM_POSTGRES_TLS", "true")
                .with("CANDLESTREAM_POSTGRES_TRUSTSTORE", authority.trusted().toString())
                .with("CANDLESTREAM_POSTGRES_TRUSTSTORE_PASSWORD", TestAuthority.PASSWORD)
                .with("CANDLESTREAM_CONSUMER_POSTGRES_REQUEST_TIMEOUT", "5 s");
        try (ChildJvm consumer = pipeline.consumer(log::add)) {
            awaitRows(10);
            assertThat(tables.lines("SELECT DISTINCT quote_volume::text FROM assets.assets"))
                    .as("all 19 digits")
                    .containsExactly(QUOTE_VOLUME);
            assertThat(tables.lines("SELECT DISTINCT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)"
                            + " WHERE usename = 'candlestream_writer'"))
                    .containsExactly("true");
            hang();
            tables.execute("DROP TABLE assets.assets_202408");
            append(20, 30, "61860.8");
            awaitRows(10);
            deadlock();
            fullDisk();
            server.stop();
            append(30, 40, "61860.8");
            awaitLine("Cannot write to PostgreSQL table assets.assets yet");
            server.restart();
            awaitRows(20);
            assertThat(log).noneMatch(line -> line.contains("ERROR"));

            tables.execute("ALTER TABLE assets.assets RENAME TO gone");
            append(40, 50, "61860.8");
            assertThat(consumer.await(DEADLINE)).isNotZero();
        }
        assertThat(log.stream().filter(line -> line.contains("ERROR")))
                .singleElement()
                .asString()
                .contains("assets.assets", "postgres/schema.sql");
        assertThat(log).noneMatch(line -> line.contains("\tat ") || line.contains(PASSWORD));
        tables.execute("ALTER TABLE assets.gone RENAME TO assets");
    }

    @Test
    void rowsForAPartitionThatIsDetachedEndItWithTheNameOfThat() {
        tables.execute("SELECT assets.make_partition('assets', '" + FIRST + "');"
                + " ALTER TABLE assets.assets DETACH PARTITION assets.assets_202408");
        append(0, 1, "61860.8");
        try (ChildJvm consumer = good.consumer(log::add)) {
            assertThat(consumer.await(DEADLINE)).isNotZero();
        }
        assertThat(log.stream().filter(line -> line.contains("ERROR")))
                .singleElement()
                .asString()
                .contains("assets.assets", "partition assets.assets_202408 is detached: attach it, or rename it");
        assertThat(log).noneMatch(line -> line.contains("\tat "));
        tables.execute("DROP TABLE assets.assets_202408");
    }

    /** Of a partition that lies on a file system of its own, which root alone can make; then there is room again. */
    private void fullDisk() throws Exception {
        Path disk = FOLDER.resolve("disk");
        if (!mounted(Files.createDirectories(disk))) {
            return;
        }
        try {
            tables.execute("CREATE TABLESPACE small LOCATION '" + disk + "'");
            tables.execute("ALTER TABLE assets.assets_202408 SET TABLESPACE small");
            fill(disk.resolve("filler"));
            append(MANY, 2 * MANY, "61860.8");
            awaitLine("free some space there");
            Files.delete(disk.resolve("filler"));
            await().atMost(DEADLINE)
                    .until(() ->
                            tables.number("SELECT count(*) FROM assets.assets WHERE timestamp >= '" + open(MANY) + "'")
                                    == MANY);
            assertThat(log.stream().filter(line -> line.contains("free some space there")))
                    .as("a line a try, and few tries")
                    .hasSizeLessThan(10);
            tables.execute("DELETE FROM assets.assets WHERE timestamp >= '" + open(MANY) + "'");
            tables.execute("ALTER TABLE assets.assets_202408 SET TABLESPACE pg_default");
            tables.execute("DROP TABLESPACE small");
        } finally {
            new ProcessBuilder("umount", disk.toString()).start().waitFor();
        }
    }

    private static boolean mounted(Path disk) throws Exception {
        return System.getProperty("user.name").equals("root")
                && new ProcessBuilder(
                                        "mount",
                                        "-t",
                                        "tmpfs",
                                        "-o",
                                        "size=1m,mode=700,uid=" + NOBODY + ",gid=" + NOBODY,
                                        "tmpfs",
                                        disk.toString())
                                .start()
                                .waitFor()
                        == 0;
    }

    private static void fill(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] page = new byte[4096];
            while (true) {
                out.write(page);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private void hang() {
        server.process().freeze();
        append(10, 20, "61860.8");
        awaitLine("the server does not answer");
        server.process().thaw();
        awaitRows(20);
    }

    /** Holds the second candle; once the consumer holds the first and waits for the second, asks for the first. */
    private void deadlock() throws SQLException {
        try (Connection connection = owner.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET LOCAL deadlock_timeout = '1h'");
            statement.execute(lock(21));
            append(20, 22, "61999");
            await().atMost(DEADLINE)
                    .pollInterval(SOON)
                    .until(() ->
                            tables.number("SELECT count(*) FROM pg_stat_activity WHERE usename = 'candlestream_writer'"
                                            + " AND wait_event_type = 'Lock'")
                                    == 1);
            statement.execute(lock(20));
            connection.rollback();
        }
        awaitLine("deadlock detected");
        await().atMost(DEADLINE)
                .until(() -> tables.number("SELECT count(*) FROM assets.assets WHERE high = 61999") == 2);
    }

    private static String lock(int minute) {
        return "SELECT FROM assets.assets WHERE asset_name = 'bitcoin' AND timestamp = '" + open(minute)
                + "' FOR UPDATE";
    }

    private static String open(int minute) {
        return FIRST.plusSeconds(60L * minute).toString();
    }

    private void append(int from, int to, String high) {
        byte[] key = "bitcoin".getBytes(StandardCharsets.UTF_8);
        topics.append(IntStream.range(from, to)
                .mapToObj(i -> new ProducerRecord<>(
                        TOPIC,
                        key,
                        AvroCandle.at(open(i))
                                .with("high", high)
                                .with("quote_volume", QUOTE_VOLUME)
                                .with(
                                        "event_time",
                                        FIRST.plusSeconds(60L * i + (high.equals("61999") ? 62 : 61))
                                                .toString())
                                .bytes()))
                .toList());
    }

    private void awaitRows(int rows) {
        await().atMost(DEADLINE).until(() -> tables.number("SELECT count(*) FROM assets.assets") == rows);
    }

    private void awaitLine(String text) {
        await().atMost(DEADLINE).until(() -> log.stream().anyMatch(line -> line.contains(text)));
    }
}
