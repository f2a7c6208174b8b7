package io.candlestream.sandbox.server;

import com.datastax.oss.driver.api.core.CqlSession;
import io.candlestream.runtime.cassandra.CqlFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Applies the files of {@code cassandra/}, as an operator would. */
public record TableSetup(CqlSession session) {
    private static final String KEYSPACE = "keyspace.cql";
    private static final String ROLES = "roles.cql";

    /** Makes the keyspace, which roles and table need. */
    public void keyspace() {
        statements(KEYSPACE).forEach(session::execute);
    }

    /** Makes the keyspace and the tables of all streams, that of the candles under the name {@code table}. */
    public void tables(String table) {
        files().stream()
                .flatMap(this::statements)
                .map(cql -> cql.replace("assets.assets", "assets." + table))
                .forEach(session::execute);
    }

    /** Makes the table of a file of {@code cassandra/}, such as {@code trades}, under the name {@code table}. */
    public void table(String definition, String table) {
        statements(definition + ".cql")
                .map(cql -> cql.replace("assets." + definition, "assets." + table))
                .forEach(session::execute);
    }

    /** Makes the roles; both get {@code password}. */
    public void roles(String password) {
        statements(ROLES)
                .map(cql -> cql.replaceAll("\\$\\{(WRITER|READER)_PASSWORD}", password))
                .forEach(session::execute);
    }

    /** The files of the keyspace and of its tables, in the order in which they are applied. */
    static List<String> files() {
        String[] names =
                ProjectFolder.find().root().resolve("cassandra").toFile().list();
        Stream<String> tables = Stream.ofNullable(names)
                .flatMap(Arrays::stream)
                .filter(name -> name.endsWith(".cql") && !name.equals(KEYSPACE) && !name.equals(ROLES))
                .sorted();
        return Stream.concat(Stream.of(KEYSPACE), tables).toList();
    }

    private Stream<String> statements(String file) {
        try {
            return new CqlFile(ProjectFolder.find().root().resolve("cassandra").resolve(file)).statements().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
