package io.candlestream.tools.prepare;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import io.candlestream.runtime.cassandra.CqlFile;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.schema.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of {@code cassandra/}: keyspace, roles and tables, each made if it is missing.
 *
 * @param values what stands for each <code>${NAME}</code> in them
 * @param intervals of further tables of candles, which are copies of the one
 */
record PrepareStatements(Path folder, Map<String, String> values, Names names, List<Interval> intervals) {
    private static final Pattern TABLE = Pattern.compile("\\bassets\\.(\\w+)\\b");
    private static final Pattern KEYSPACE = Pattern.compile("(?i)(\\bKEYSPACE (?:IF NOT EXISTS )?)assets\\b");

    /** What the settings call the keyspace and the tables; the files call them {@code assets.assets} and {@code assets.gaps}. A table of another name keeps it. */
    record Names(String keyspace, String candles, String gaps) {
        private String in(String statement) {
            String own = cql(keyspace);
            String tables = TABLE.matcher(statement)
                    .replaceAll(table -> Matcher.quoteReplacement(own + "." + cql(called(table.group(1)))));
            return KEYSPACE.matcher(tables).replaceAll(before -> Matcher.quoteReplacement(before.group(1) + own));
        }

        private String called(String table) {
            return switch (table) {
                case "assets" -> candles;
                case "gaps" -> gaps;
                default -> table;
            };
        }

        private Names of(Interval interval) {
            return new Names(keyspace, candles + "_" + interval.code(), gaps);
        }

        private static String cql(String name) {
            return CqlIdentifier.fromInternal(name).asCql(true);
        }
    }

    private static final String CANDLES = "assets.cql";
    /** The tables come behind them. */
    private static final List<String> FIRST = List.of("keyspace.cql", "roles.cql");

    /** Applies all, in the order in which they need each other. */
    void apply(CqlSession session) {
        statements().forEach(session::execute);
    }

    Stream<String> statements() {
        return Stream.concat(
                Stream.concat(FIRST.stream(), tables().stream()).flatMap(file -> statements(file, names)),
                intervals.stream().flatMap(interval -> statements(CANDLES, names.of(interval))));
    }

    private List<String> tables() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".cql") && !FIRST.contains(name))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private Stream<String> statements(String file, Names called) {
        Path path = folder.resolve(file);
        try {
            return new CqlFile(path).statements().stream().map(called::in).map(this::filled);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static FatalException unreadable(Path path, IOException cause) {
        return new FatalException(
                "Cannot read " + path + ": no such file (CANDLESTREAM_TOOLS_PREPARE_CQL_FOLDER)", cause);
    }

    private String filled(String statement) {
        String filled = statement;
        for (Map.Entry<String, String> value : values.entrySet()) {
            filled = filled.replace("'${" + value.getKey() + "}'", literal(value.getValue()));
        }
        return filled;
    }

    /** A text as CQL writes it. */
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
