package io.candlestream.tools.prepare;

import com.datastax.oss.driver.api.core.CqlSession;
import io.candlestream.settings.StopException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The files of {@code cassandra/}: keyspace, roles and tables, each made if it is missing.
 *
 * @param values what stands for each <code>${NAME}</code> in them
 */
record CqlFiles(Path folder, Map<String, String> values) {
    private static final List<String> IN_ORDER = List.of("keyspace.cql", "roles.cql", "assets.cql", "gaps.cql");

    /** Applies all, in the order in which they need each other. */
    void apply(CqlSession session) {
        IN_ORDER.stream().flatMap(this::statements).forEach(session::execute);
    }

    private Stream<String> statements(String file) {
        return Arrays.stream(text(file).replaceAll("(?m)--.*$", "").split(";"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .map(this::filled);
    }

    private String filled(String statement) {
        String filled = statement;
        for (Map.Entry<String, String> value : values.entrySet()) {
            filled = filled.replace("'${" + value.getKey() + "}'", literal(value.getValue()));
        }
        return filled;
    }

    private String text(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new StopException(
                    "Cannot read " + folder.resolve(file) + ": no such file (CANDLESTREAM_TOOLS_PREPARE_CQL_FOLDER)",
                    e);
        }
    }

    /** A text as CQL writes it. */
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
