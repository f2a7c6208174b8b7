package io.candlestream.sandbox.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Runs the operator's tools as the programs that they are. */
public final class Programs {
    private Programs() {}

    /** Runs {@code tools cql} with this process's output, and returns its exit code. */
    public static int cql(CassandraLogin login, String query) {
        Home home = Home.find();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        java, "-XX:+UseSerialGC", "-jar", home.jar("tools").toString(), "cql", query))
                .inheritIO();
        builder.environment().put("ASSET_CASSANDRA_HOST", login.host());
        builder.environment().put("ASSET_CASSANDRA_PORT", String.valueOf(login.port()));
        builder.environment().put("ASSET_CASSANDRA_USERNAME", login.user());
        builder.environment().put("ASSET_CASSANDRA_PASSWORD", login.password());
        try {
            return builder.start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the query ran", e);
        }
    }
}
