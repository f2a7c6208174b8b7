package io.candlestream.tools.doctor.postgres;

import io.candlestream.tools.doctor.check.CheckBuilder;
import io.candlestream.tools.doctor.check.CheckResult;
import io.candlestream.tools.doctor.check.HumanText;
import java.util.List;

/**
 * What PostgreSQL says of itself and of the tables.
 *
 * @param missing the tables that are not there
 * @param withoutAhead those that have no partition for what comes after the one of now
 */
public record PostgresSnapshot(
        String version, boolean readOnly, List<String> missing, List<String> withoutAhead, long bytes) {
    /** @param at where it is */
    public CheckResult judge(String at) {
        return new CheckBuilder("postgres")
                .failIf(
                        !missing.isEmpty(),
                        "there is no table " + String.join(", ", missing) + " at " + at,
                        "./candlestream prepare --sink postgres, or apply the files of postgres/")
                .failIf(readOnly, at + " takes no writes: it is a standby, or read-only", "name the primary")
                .warnIf(
                        !withoutAhead.isEmpty(),
                        "no partition is made ahead of " + String.join(", ", withoutAhead),
                        "a consumer that runs makes them; SELECT assets.tend() does at once")
                .orElse(version + " at " + at + ", " + HumanText.size(bytes));
    }
}
