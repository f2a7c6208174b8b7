package io.candlestream.sandbox.postgres;

import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Ports;
import io.candlestream.sandbox.server.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * A PostgreSQL in a child process, at the loopback alone, with passwords and with every commit synced. It ends with this process:
 * as one that {@code setpriv} has signalled when the thread that started it is gone.
 */
public final class PostgresServer extends Server {
    private static final String SUPERUSER = "postgres";
    private static final Duration LONGEST_INIT = Duration.ofSeconds(60);
    private static final Duration FOR_EVER = Duration.ofDays(365);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    /** PostgreSQL does not run as root: root starts it as this user, who is called nobody. */
    private static final String NOBODY = "65534";

    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
    private static final int SECRET_BYTES = 16;
    private static final Map<String, String> LOCALE = Map.of("LC_ALL", "C", "TZ", "UTC");

    private final Path folder;
    private final List<String> options;
    private final int port = Ports.free();
    private final Path binaries = PostgresBinaries.folder();

    private PostgresServer(Path folder, List<String> options) {
        this.folder = folder;
        this.options = options;
    }

    /**
     * Launches a server whose data lie in {@code folder}, made when they are missing; its log lies beside the folder, with {@code .log} at
     * the end of its name.
     *
     * @param options more of its settings, such as {@code ssl=on}
     */
    public static PostgresServer launch(Path folder, String... options) {
        PostgresServer server = new PostgresServer(folder.toAbsolutePath(), List.of(options));
        if (!Files.exists(server.data().resolve("PG_VERSION"))) {
            server.init();
        }
        server.launch();
        return server;
    }

    /** The same, and returns once it answers. */
    public static PostgresServer start(Path folder, String... options) {
        PostgresServer server = launch(folder, options);
        try {
            server.awaitStarted();
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    /** Returns once one that was launched answers. */
    public void awaitStarted() {
        awaitAnswer();
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Path secret() {
        return folder.resolve("superuser");
    }

    private void init() {
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        try {
            Files.createDirectories(folder);
            if (ROOT) {
                requireEnterable();
            }
            Files.deleteIfExists(secret());
            Files.createFile(
                    secret(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(secret(), HexFormat.of().formatHex(random));
            if (ROOT) {
                giveAway(secret());
                giveAway(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make " + folder + ": " + e.getMessage(), e);
        }
        List<String> command = command("initdb");
        command.addAll(List.of(
                "--pgdata=" + data(),
                "--username=" + SUPERUSER,
                "--pwfile=" + secret(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync",
                "--no-instructions"));
        ChildJvm init = ChildJvm.program(folder, "initdb", command, LOCALE, log(), line -> {});
        if (init.await(LONGEST_INIT) != 0) {
            throw new IllegalStateException("Cannot make a PostgreSQL in " + folder + ":\n" + init.tail());
        }
    }

    /** Everyone has to be able to enter each folder above the data, since the server is not root's. */
    private void requireEnterable() throws IOException {
        for (Path above = folder.getParent(); above != null; above = above.getParent()) {
            if (!Files.getPosixFilePermissions(above).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                throw new IOException("PostgreSQL runs as nobody here, who cannot enter " + above + " (chmod o+x "
                        + above + ", run it as another user than root, or in another folder)");
            }
        }
    }

    private static void giveAway(Path path) throws IOException {
        Files.setAttribute(path, "unix:uid", Integer.valueOf(NOBODY));
        Files.setAttribute(path, "unix:gid", Integer.valueOf(NOBODY));
    }

    /** Not in the folder, which is nobody's where root starts the server: a link in its place would lead what root appends elsewhere. */
    private Path log() {
        return folder.resolveSibling(folder.getFileName() + ".log");
    }

    /** Behind what lets it be nobody's, and end with the thread that starts it. */
    private List<String> command(String program) {
        List<String> command = new ArrayList<>();
        boolean linux = Files.exists(Path.of("/proc/self"));
        if (linux) {
            command.add("setpriv");
            if (ROOT) {
                command.addAll(List.of("--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
            }
            command.addAll(List.of("--pdeathsig", "INT", "--"));
        }
        command.add(binaries.resolve("bin").resolve(program).toString());
        return command;
    }

    @Override
    protected ChildJvm start() {
        List<String> command = command("postgres");
        command.addAll(List.of("-D", data().toString()));
        Stream.concat(
                        Stream.of(
                                "listen_addresses=127.0.0.1",
                                "port=" + port,
                                "unix_socket_directories=",
                                "max_connections=60",
                                "shared_buffers=64MB",
                                "max_wal_size=256MB",
                                "autovacuum_naptime=5s",
                                "password_encryption=scram-sha-256",
                                "logging_collector=off"),
                        options.stream())
                .forEach(option -> command.addAll(List.of("-c", option)));
        return startedByAThreadThatLives(command);
    }

    /** The signal of {@code --pdeathsig} comes when the thread ends that has started it, and not when the process does. */
    private ChildJvm startedByAThreadThatLives(List<String> command) {
        CompletableFuture<ChildJvm> started = new CompletableFuture<>();
        Thread keeper = new Thread(
                () -> {
                    try {
                        ChildJvm server = ChildJvm.program(folder, "postgres", command, LOCALE, log(), line -> {});
                        started.complete(server);
                        server.await(FOR_EVER);
                    } catch (RuntimeException e) {
                        started.completeExceptionally(e);
                    }
                },
                "postgres-keeper");
        keeper.setDaemon(true);
        keeper.start();
        return started.join();
    }

    @Override
    protected void awaitAnswer() {
        process().awaitStart(() -> {
            try (Connection connection = superuser().connect();
                    Statement statement = connection.createStatement()) {
                return statement.execute("SELECT 1");
            }
        });
    }

    /** The superuser, in the database that every server has. */
    public PostgresLogin superuser() {
        try {
            return new PostgresLogin("127.0.0.1", port, "postgres", SUPERUSER, Files.readString(secret()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has it write down all that it holds, and end (a fast shutdown). */
    public void stop() {
        process().interrupt(LONGEST_STOP);
    }
}
