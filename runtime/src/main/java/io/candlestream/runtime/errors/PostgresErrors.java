package io.candlestream.runtime.errors;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tells a failure of PostgreSQL that passes (server away, disk full, deadlock) from one that stays (login, table), by its
 * SQLSTATE (PostgreSQL's manual, Appendix A: five characters, of which the first two are the class).
 */
public final class PostgresErrors {
    private static final String NO_STATE = "";

    /** Connection, resources, operator intervention, input or output, transaction rollback. */
    private static final Set<String> TRANSIENT_CLASSES = Set.of("08", "40", "53", "57", "58");

    /** Lock not available, read-only transaction, end of an idle transaction, no partition for a row (made by another attempt). */
    private static final Set<String> TRANSIENT = Set.of("55P03", "25006", "25P03", "23514");

    /** What the driver says when it may not log in as it is asked to, and of a server without TLS. */
    private static final String REJECTED = "08004";

    private static final String NO_DATABASE = "3D000";
    private static final String PROTOCOL = "08P01";

    /** What may be made later than the program starts: database, schema, table, function. */
    private static final Set<String> MISSING = Set.of(NO_DATABASE, "3F000", "42P01", "42883");

    private static final Map<String, String> WAYS_OUT = Map.of(
            "53100", "free some space there",
            "53300", "raise max_connections, or run fewer programs",
            "25006", "name the primary, or end its read-only mode",
            "42501", "apply postgres/roles.sql again",
            "57P03", "wait for it",
            "23514", "the next attempt makes it, or says why not");

    /** What has to do with TLS stays, whichever state the driver gives it. */
    private static final TlsErrors TLS = new TlsErrors("", "", "", "");

    /** Before the words of the server. */
    private static final Pattern SEVERITY = Pattern.compile("^(ERROR|FATAL|PANIC): ");

    private static final int STATE_LENGTH = 5;

    private PostgresErrors() {}

    /** Whether the same request may succeed later. */
    public static boolean isTransient(Throwable failure) {
        String state = state(failure);
        return state.length() == STATE_LENGTH
                && TLS.describe(failure).isEmpty()
                && !state.equals(REJECTED)
                && !state.equals(PROTOCOL)
                && (TRANSIENT.contains(state) || TRANSIENT_CLASSES.contains(state.substring(0, 2)));
    }

    /** Whether user or password were refused. */
    public static boolean isLoginRefused(Throwable failure) {
        return state(failure).startsWith("28");
    }

    /** Whether database, schema, table or function are not there. */
    public static boolean isMissing(Throwable failure) {
        return MISSING.contains(state(failure));
    }

    /** The server's first line, and what it waited for; with the way out where the SQLSTATE tells one. */
    public static String describe(Throwable failure) {
        String message = cause(failure)
                .map(sql -> String.valueOf(sql.getMessage()).lines().findFirst().orElse(""))
                .map(text -> SEVERITY.matcher(text).replaceFirst(""))
                .orElseGet(() -> RootCause.message(failure));
        String silent = RootCause.chain(failure).anyMatch(SocketTimeoutException.class::isInstance)
                ? " (the server does not answer)"
                : "";
        String wayOut = Optional.ofNullable(WAYS_OUT.get(state(failure)))
                .map(text -> " (" + text + ")")
                .orElse("");
        return message + silent + wayOut;
    }

    /**
     * The same of a connection that does not come about.
     *
     * @param setting the name under which a person knows a setting, such as {@code host}
     */
    public static String describe(Throwable failure, UnaryOperator<String> setting) {
        TlsErrors tls = new TlsErrors(
                setting.apply("host"), setting.apply("tls"), setting.apply("truststore"), setting.apply("keystore"));
        return tls.describe(failure).orElseGet(() -> describe(failure) + wayOut(failure, setting));
    }

    private static String wayOut(Throwable failure, UnaryOperator<String> setting) {
        List<String> settings = List.of();
        if (isLoginRefused(failure)) {
            settings = List.of("username", "password");
        } else if (state(failure).equals(NO_DATABASE)) {
            settings = List.of("database");
        } else if (state(failure).startsWith("08")) {
            settings = List.of("host", "port", "tls");
        }
        return settings.isEmpty() ? "" : settings.stream().map(setting).collect(Collectors.joining(", ", " (", ")"));
    }

    private static String state(Throwable failure) {
        return cause(failure).map(SQLException::getSQLState).orElse(NO_STATE);
    }

    private static Optional<SQLException> cause(Throwable failure) {
        return RootCause.chain(failure)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .findFirst();
    }
}
