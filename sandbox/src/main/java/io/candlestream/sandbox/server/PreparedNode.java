package io.candlestream.sandbox.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The data of a Cassandra that was started once, got keyspace and tables, and was stopped in order: a copy of it starts a second
 * sooner than a node that begins with nothing. It has no roles but the superuser, so no password is copied.
 */
public final class PreparedNode {
    private static final List<String> PARTS = List.of("data", "commitlog", "hints", "saved_caches");
    private static final String KEY = "key";

    private PreparedNode() {}

    private static Path folder() {
        return ProjectFolder.find().root().resolve("sandbox/target/prepared");
    }

    /** Whether it was made of the tables that {@code cassandra/} names, by the Cassandra that is there. */
    public static boolean current() {
        try {
            return Files.exists(folder().resolve(KEY))
                    && Files.readString(folder().resolve(KEY)).equals(key());
        } catch (IOException e) {
            return false;
        }
    }

    private static String key() throws IOException {
        ProjectFolder home = ProjectFolder.find();
        StringBuilder key = new StringBuilder();
        for (String file : TableSetup.files()) {
            key.append(Files.readString(home.root().resolve("cassandra").resolve(file)));
        }
        key.append(ServerFile.of("cassandra.yaml").text());
        key.append(ServerFile.of("cassandra.args").text());
        key.append(home.jarIn(home.lib("sandbox/cassandra"), "cassandra-all-").getFileName());
        return key.toString();
    }

    /** Makes it, unless it is current. */
    public static void make() throws IOException {
        Path folder = folder();
        Folders.delete(folder);
        try (EmbeddedServers servers = EmbeddedServers.start(folder.resolve("servers"))) {
            try (var session = servers.superuser().connect()) {
                new TableSetup(session).tables("assets");
            }
            servers.stopCassandra();
        }
        for (String part : PARTS) {
            Files.move(folder.resolve("servers/cassandra").resolve(part), folder.resolve(part));
        }
        Folders.delete(folder.resolve("servers"));
        Files.writeString(folder.resolve(KEY), key());
    }

    /** Copies it to where a node will start, if it is current and nothing stands there. */
    static void copyTo(Path node) {
        if (Files.exists(node) || !current()) {
            return;
        }
        try {
            for (String part : PARTS) {
                copy(folder().resolve(part), node.resolve(part));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot copy " + folder() + " to " + node, e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path target = to.resolve(from.relativize(path));
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
