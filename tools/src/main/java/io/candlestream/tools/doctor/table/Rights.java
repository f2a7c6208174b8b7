package io.candlestream.tools.doctor.table;

import io.candlestream.tools.doctor.check.CheckBuilder;
import io.candlestream.tools.doctor.check.CheckResult;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a login may do with each of our tables.
 *
 * @param login as text
 * @param byTable the permissions on each, by {@code keyspace.table}
 * @param refused what the try to read said; empty when it was let
 */
public record Rights(String login, Map<String, Set<String>> byTable, String refused) {
    static final String READ = "SELECT";
    static final String WRITE = "MODIFY";
    private static final Set<String> ALL = Set.of(READ, WRITE);

    /** A permission as {@code LIST ALL PERMISSIONS} tells it. */
    record Grant(String resource, String permission) {
        boolean covers(String keyspace, String table) {
            return List.of(
                            "<all keyspaces>",
                            "<keyspace " + keyspace + ">",
                            "<all tables in " + keyspace + ">",
                            "<table " + keyspace + "." + table + ">")
                    .contains(resource);
        }
    }

    /** Of whom nobody asks for anything. */
    static Rights unlimited(String login, String keyspace, Collection<String> tables) {
        return new Rights(
                login, tables.stream().collect(Collectors.toMap(table -> keyspace + "." + table, table -> ALL)), "");
    }

    static Rights of(String login, List<Grant> grants, String keyspace, Collection<String> tables) {
        return new Rights(
                login,
                tables.stream().collect(Collectors.toMap(table -> keyspace + "." + table, table -> grants.stream()
                        .filter(grant -> grant.covers(keyspace, table))
                        .map(Grant::permission)
                        .collect(Collectors.toSet()))),
                "");
    }

    Rights refusing(String why) {
        return new Rights(login, byTable, why);
    }

    /** The tables on which {@code permission} is missing. */
    List<String> without(String permission) {
        return byTable.entrySet().stream()
                .filter(table -> !table.getValue().contains(permission))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** The finding on them: all read, and a writer needs both tables. */
    public CheckResult judge() {
        List<String> unreadable = without(READ);
        List<String> unwritable = without(WRITE);
        boolean writesSome = unwritable.size() < byTable.size();
        return new CheckBuilder("role")
                .failIf(
                        !unreadable.isEmpty(),
                        login + " may not read " + String.join(", ", unreadable),
                        "GRANT SELECT as cassandra/roles.cql does")
                .failIf(
                        unreadable.isEmpty() && !refused.isEmpty(),
                        "reading the table failed: " + refused,
                        "grant SELECT, or bring back the nodes that hold it")
                .warnIf(
                        writesSome && !unwritable.isEmpty(),
                        login + " may write, but not " + String.join(", ", unwritable),
                        "GRANT MODIFY as cassandra/roles.cql does")
                .orElse(login
                        + (writesSome
                                ? " may read and write"
                                : " may read, not write: enough for tools and notebooks, not for a consumer"));
    }
}
