package io.candlestream.sandbox.server;

import com.datastax.oss.driver.api.core.CqlSession;
import io.candlestream.runtime.cassandra.CqlFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;

/** Applies the files of {@code cassandra/}, as an operator would. */
public final class TableSetup {
    private final ProjectFolder project = ProjectFolder.find();
    private final CqlSession session;

    public TableSetup(CqlSession session) {
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
            return new CqlFile(project.root().resolve("cassandra").resolve(file)).statements().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
