package io.candlestream.sandbox.demo;

import io.candlestream.sandbox.server.CassandraLogin;
import io.candlestream.sandbox.server.Home;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The folder of one demo under {@code .sandbox/}: named by the process while it runs, {@code kept} afterwards. It holds
 * the servers' data, the logs, and how to log in.
 */
record DemoPlace(Path folder) {
    private static final String LOGIN = "login.properties";

    /** A new, empty folder for this process; what dead processes left is removed. */
    static DemoPlace create() {
        Path demos = demos();
        children(demos).filter(path -> !running(path)).forEach(DemoPlace::delete);
        return new DemoPlace(
                demos.resolve(String.valueOf(ProcessHandle.current().pid())));
    }

    /** The folder of a demo that runs now. */
    static Optional<DemoPlace> running() {
        return children(demos())
                .filter(DemoPlace::running)
                .map(DemoPlace::new)
                .filter(DemoPlace::ready)
                .findFirst();
    }

    /** What the newest {@code demo --keep} left. */
    static Optional<DemoPlace> kept() {
        return Optional.of(new DemoPlace(keptFolder())).filter(DemoPlace::ready);
    }

    private static Path demos() {
        return Home.find().sandbox().resolve("demos");
    }

    private static Path keptFolder() {
        return Home.find().sandbox().resolve("kept");
    }

    private static boolean running(Path folder) {
        String name = folder.getFileName().toString();
        return name.matches("\\d+")
                && ProcessHandle.of(Long.parseLong(name))
                        .map(ProcessHandle::isAlive)
                        .orElse(false);
    }

    private boolean ready() {
        return Files.exists(folder.resolve(LOGIN));
    }

    /** Writes down how to log in, readable by the owner alone. */
    void remember(CassandraLogin login) {
        Properties properties = new Properties();
        properties.setProperty("host", login.host());
        properties.setProperty("port", String.valueOf(login.port()));
        properties.setProperty("user", login.user());
        properties.setProperty("password", login.password());
        Path file = folder.resolve(LOGIN);
        try (Writer out = Files.newBufferedWriter(file)) {
            Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
            properties.store(out, "how ./candlestream cql logs in");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CassandraLogin login() {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(folder.resolve(LOGIN))) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new CassandraLogin(
                properties.getProperty("host"),
                Integer.parseInt(properties.getProperty("port")),
                properties.getProperty("user"),
                properties.getProperty("password"));
    }

    Path cassandra() {
        return folder.resolve("cassandra");
    }

    /** Puts this folder where {@link #kept()} finds it. */
    void keep() {
        delete(keptFolder());
        try {
            Files.move(folder, keptFolder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete() {
        delete(folder);
    }

    private static Stream<Path> children(Path folder) {
        try {
            Files.createDirectories(folder);
            try (Stream<Path> children = Files.list(folder)) {
                return List.copyOf(children.toList()).stream();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + folder, e);
        }
    }
}
