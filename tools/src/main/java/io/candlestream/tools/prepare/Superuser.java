package io.candlestream.tools.prepare;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.runtime.cassandra.CassandraAddress;
import io.candlestream.runtime.retry.Backoff;
import io.candlestream.runtime.retry.Retry;
import io.candlestream.runtime.retry.UnavailableException;
import io.candlestream.runtime.settings.FatalException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Our superuser, and the way to it on a new server, which knows only the well-known login. */
final class Superuser {
    private static final String WELL_KNOWN = "cassandra";
    private static final Duration LOGIN_GRACE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String REFUSED =
            "refused, and so is the login of a new server (prepare.admin-password has to be what it was when the server was"
                    + " prepared first)";

    private final CassandraAddress address;
    private final PrepareSettings settings;
    private Optional<Instant> refusedSince = Optional.empty();

    Superuser(CassandraAddress address, PrepareSettings settings) {
        this.address = address;
        this.settings = settings;
    }

    /**
     * A session of our superuser, who is made first where there is none; the well-known login ends.
     *
     * @throws FatalException when nobody answers within the deadline, or neither login is taken
     */
    CqlSession login() {
        CqlSession session = awaited();
        try {
            endWellKnown(session);
            return session;
        } catch (DriverException e) {
            session.close();
            throw new FatalException("Cannot end the login " + WELL_KNOWN + ": " + e.getMessage(), e);
        }
    }

    private static void endWellKnown(CqlSession session) {
        Row role = session.execute("SELECT can_login FROM system_auth.roles WHERE role = '" + WELL_KNOWN + "'")
                .one();
        if (role != null && role.getBoolean("can_login")) {
            session.execute("ALTER ROLE " + WELL_KNOWN + " WITH PASSWORD = "
                    + PrepareStatements.literal(UUID.randomUUID().toString())
                    + " AND SUPERUSER = false AND LOGIN = false");
        }
    }

    private CqlSession awaited() {
        return new Retry(settings.deadline(), Backoff.constant(PAUSE))
                .until("log in to Cassandra as " + settings.admin(), this::attempt);
    }

    /** A new server makes its first login some seconds after it has opened its port. */
    private CqlSession attempt() throws UnavailableException {
        try {
            CassandraAddress ours = address.as(settings.admin(), settings.adminPassword());
            Optional<CqlSession> session = ours.login().or(() -> {
                address.as(WELL_KNOWN, WELL_KNOWN).login().ifPresent(this::make);
                return ours.login();
            });
            if (session.isPresent()) {
                return session.get();
            }
        } catch (FatalException e) {
            throw new UnavailableException(e.getMessage(), e);
        }
        Instant now = Instant.now();
        refusedSince = Optional.of(refusedSince.orElse(now));
        if (now.isAfter(refusedSince.get().plus(LOGIN_GRACE))) {
            throw new FatalException("Cannot log in to Cassandra as " + settings.admin() + ": " + REFUSED);
        }
        throw new UnavailableException(REFUSED);
    }

    private void make(CqlSession wellKnown) {
        try (wellKnown) {
            wellKnown.execute("CREATE ROLE IF NOT EXISTS "
                    + CqlIdentifier.fromInternal(settings.admin()).asCql(false) + " WITH PASSWORD = "
                    + PrepareStatements.literal(settings.adminPassword()) + " AND SUPERUSER = true AND LOGIN = true");
        } catch (DriverException e) {
            throw new FatalException("Cannot make the role " + settings.admin() + ": " + e.getMessage(), e);
        }
    }
}
