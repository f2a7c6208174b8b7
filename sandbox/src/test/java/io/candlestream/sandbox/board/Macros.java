package io.candlestream.sandbox.board;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Grafana puts in place of its macros and variables. Source: its documents, "PostgreSQL query editor" (macros), "Variable syntax"
 * (formats) and "Global variables".
 */
public record Macros(Instant from, Instant to, Duration step, Map<String, String> variables) {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+):sqlstring}");

    /** A query as it reaches PostgreSQL. */
    public String sql(String query) {
        String times = query.replace("$__timeFrom()", "'" + from + "'")
                .replace("$__timeTo()", "'" + to + "'")
                .replace("$__interval_ms", String.valueOf(step.toMillis()));
        String sql = VARIABLE.matcher(times)
                .replaceAll(found -> Matcher.quoteReplacement(
                        "'" + variables.get(found.group(1)).replace("'", "''") + "'"));
        if (sql.contains("$")) {
            throw new IllegalArgumentException("Nobody knows what Grafana makes of " + sql);
        }
        return sql;
    }

    /** A query as it reaches Prometheus. */
    public String promql(String query) {
        String promql = query.replace("$__rate_interval", step.toSeconds() + "s");
        if (promql.contains("$_") || promql.contains("${")) {
            throw new IllegalArgumentException("Nobody knows what Grafana makes of " + promql);
        }
        return promql;
    }
}
