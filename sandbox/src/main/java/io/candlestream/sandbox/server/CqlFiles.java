package io.candlestream.sandbox.server;

import com.datastax.oss.driver.api.core.CqlSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.stream.Stream;

/** Applies the files of {@code cassandra/}, as an operator would. */
public final class CqlFiles {
    private final ProjectFolder home = ProjectFolder.find();
    private final CqlSession session;

    public CqlFiles(CqlSession session) {
        this.session = session;
    }

    /** Makes the keyspace, which roles and table need. */
    public void keyspace() {
        statements("keyspace.cql").forEach(session::execute);
    }

    /** Makes the table of the gaps, and the candle table under the name {@code table}. */
    public void tables(String table) {
        statements("gaps.cql").forEach(session::execute);
        statements("assets.cql")
                .map(cql -> cql.replace("assets.assets", "assets." + table))
                .forEach(session::execute);
    }

    /** Makes the roles; both get {@code password}. */
    public void roles(String password) {
        statements("roles.cql")
                .map(cql -> cql.replaceAll("\\$\\{(WRITER|READER)_PASSWORD}", password))
                .forEach(session::execute);
    }

    private Stream<String> statements(String file) {
        try {
            String text = Files.readString(home.root().resolve("cassandra").resolve(file));
            return Arrays.stream(text.replaceAll("(?m)--.*$", "").split(";"))
                    .map(String::strip)
                    .filter(statement -> !statement.isEmpty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
