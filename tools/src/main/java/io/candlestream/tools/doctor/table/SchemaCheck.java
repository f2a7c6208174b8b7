package io.candlestream.tools.doctor.table;

import io.candlestream.tools.doctor.check.CheckBuilder;
import io.candlestream.tools.doctor.check.CheckResult;
import io.candlestream.tools.doctor.check.HumanText;
import io.candlestream.tools.doctor.check.ProbeResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Compares a table with the file that makes it.
 *
 * @param name of the check
 * @param table with its keyspace
 * @param variable that names it
 * @param lifetime of its rows in seconds that the settings want, 0 where they stay; empty where the file says it
 */
public record SchemaCheck(String name, String table, Path file, String variable, Optional<Long> lifetime) {
    /** One of whose lifetime no setting speaks. */
    public SchemaCheck(String name, String table, Path file, String variable) {
        this(name, table, file, variable, Optional.empty());
    }

    /** The finding on the table, which may be missing. */
    public CheckResult judge(Optional<TableSchema> there) {
        return there.map(found -> wanted().judged(name, wanted -> judge(wanted, found)))
                .orElseGet(() -> CheckResult.fail(
                        name,
                        "there is no table " + table + " (./candlestream prepare makes it, or " + file
                                + "; ASSET_CASSANDRA_KEYSPACE and " + variable + " name it)"));
    }

    private ProbeResult<TableSchema> wanted() {
        try {
            return ProbeResult.of(TableSchema.parse(Files.readString(file)));
        } catch (IOException e) {
            return ProbeResult.none("cannot read " + file + " (CANDLESTREAM_TOOLS_PREPARE_CQL_FOLDER)");
        }
    }

    CheckResult judge(TableSchema wanted, TableSchema found) {
        List<String> missing = wanted.columnsIf((name, type) -> !found.columns().containsKey(name));
        List<String> floats = wanted.columnsIf((name, type) -> type.equals("double") && found.is(name, "float"));
        BiPredicate<String, String> other = (name, type) -> found.columns().containsKey(name)
                && !found.is(name, type)
                && !(type.equals("double") && found.is(name, "float"));
        List<String> wrong = wanted.columnsIf(other);
        CheckBuilder check = new CheckBuilder(name)
                .failIf(
                        !missing.isEmpty(),
                        table + " lacks " + String.join(", ", missing),
                        "ALTER TABLE " + table + " ADD " + definitions(missing, wanted))
                .failIf(
                        !wrong.isEmpty(),
                        table + " has other types than needed, which are " + definitions(wrong, wanted),
                        "make a new table with " + file)
                .failIf(
                        !found.keyColumns().equals(wanted.keyColumns()),
                        "the key of " + table + " is " + found.keyText() + ", needed is " + wanted.keyText(),
                        "make a new table with " + file)
                .warnIf(
                        !floats.isEmpty(),
                        table + " has float columns, which lose digits: " + String.join(", ", floats),
                        "make a new table with " + file + ", which has double");
        return style(check, wanted, found)
                .orElse(table + ": " + HumanText.count(found.columns().size(), "column") + ", key " + found.keyText()
                        + found.compaction().map(kind -> ", " + kind).orElse(""));
    }

    private CheckBuilder style(CheckBuilder check, TableSchema wanted, TableSchema found) {
        String wish = wanted.compaction().orElse("");
        long keep = lifetime.orElse(wanted.lifetime());
        return check.warnIf(
                        lifetime.isPresent() && found.lifetime() != keep,
                        "rows of " + table + " " + lasting(found.lifetime()) + ", but the settings say that they "
                                + lasting(keep),
                        "./candlestream prepare, for rows that come then; those that are there keep their end")
                .warnIf(
                        lifetime.isEmpty() && found.lifetime() > 0 && found.lifetime() != keep,
                        "rows of " + table + " vanish " + HumanText.span(Duration.ofSeconds(found.lifetime()))
                                + " after they were stored (default_time_to_live = " + found.lifetime() + ")",
                        "ALTER TABLE " + table
                                + " WITH default_time_to_live = 0, then backfill what is older: rows that are"
                                + " there keep their end")
                .warnIf(
                        found.keyColumns().equals(wanted.keyColumns())
                                && !found.clustering().equals(wanted.clustering()),
                        table + " is ordered by " + found.clustering() + ", not by " + wanted.clustering()
                                + ": queries without ORDER BY tell the oldest first",
                        "make a new table with " + file)
                .warnIf(
                        !wish.isEmpty() && !found.compaction().equals(wanted.compaction()),
                        table + " is compacted by " + found.compaction().orElse("nothing")
                                + ", which rewrites old rows with new ones",
                        "ALTER TABLE " + table + " WITH compaction as in " + file + ", " + wish);
    }

    private static String lasting(long seconds) {
        return seconds == 0
                ? "stay for ever"
                : "vanish " + HumanText.span(Duration.ofSeconds(seconds)) + " after they were stored";
    }

    private static String definitions(List<String> columns, TableSchema shape) {
        List<String> all = columns.stream()
                .map(column -> column + " " + shape.columns().get(column))
                .toList();
        return all.size() == 1 ? all.get(0) : "(" + String.join(", ", all) + ")";
    }
}
