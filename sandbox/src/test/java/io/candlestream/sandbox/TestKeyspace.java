package io.candlestream.sandbox;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.Node;
import io.candlestream.runtime.cassandra.CqlFile;
import io.candlestream.sandbox.server.ProjectFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** A keyspace of its own for a test whose tables have to have their common names. */
final class TestKeyspace {
    private TestKeyspace() {}

    /** Makes the keyspace and these tables in it, each by the project's own file. */
    static void make(CqlSession session, String name, List<String> tables) throws IOException {
        make(session, name, "keyspace");
        for (String table : tables) {
            make(session, name, table);
        }
    }

    private static void make(CqlSession session, String name, String file) throws IOException {
        Path cql = ProjectFolder.find().root().resolve("cassandra").resolve(file + ".cql");
        new CqlFile(cql)
                .statements().stream()
                        .map(text -> text.replace("assets.", name + ".").replace("EXISTS assets", "EXISTS " + name))
                        .forEach(text -> execute(session, text));
    }

    /** By one node, always the same: another one may not know yet what the first was asked to make, and make it in its own way. */
    static void execute(CqlSession session, String statement) {
        Node first = session.getMetadata().getNodes().values().stream()
                .min(Comparator.comparing(Node::getHostId))
                .orElseThrow();
        session.execute(SimpleStatement.newInstance(statement).setNode(first));
    }
}
