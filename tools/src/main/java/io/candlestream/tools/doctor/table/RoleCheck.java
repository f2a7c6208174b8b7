package io.candlestream.tools.doctor.table;

import io.candlestream.tools.doctor.check.CheckBuilder;
import io.candlestream.tools.doctor.check.CheckResult;
import java.util.List;

/** Judges what the login may do: all read, and a writer needs both tables. */
public final class RoleCheck {
    private RoleCheck() {}

    /** The finding on these rights. */
    public static CheckResult judge(Rights rights) {
        List<String> unreadable = rights.without(Rights.READ);
        List<String> unwritable = rights.without(Rights.WRITE);
        boolean writesSome = unwritable.size() < rights.byTable().size();
        String login = rights.login();
        return new CheckBuilder("role")
                .failIf(
                        !unreadable.isEmpty(),
                        login + " may not read " + String.join(", ", unreadable),
                        "GRANT SELECT as cassandra/roles.cql does")
                .failIf(
                        unreadable.isEmpty() && !rights.refused().isEmpty(),
                        "reading the table failed: " + rights.refused(),
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
