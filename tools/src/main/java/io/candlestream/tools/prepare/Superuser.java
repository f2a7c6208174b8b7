package io.candlestream.tools.prepare;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.runtime.cassandra.CassandraAddress;
import io.candlestream.runtime.settings.FatalException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Our superuser, and the way to it on a new server, which knows only the well-known login. */
final class Superuser {
    private static final String WELL_KNOWN = "cassandra";
    private static final Duration LOGIN_GRACE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final CassandraAddress address;
    private final PrepareSettings settings;

    Superuser(CassandraAddress address, PrepareSettings settings) {
        this.address = address;
        this.settings = settings;
    }

    /**
     * A session of our superuser, who is made first where there is none; the well-known login ends.
     *
     * @throws FatalException when nobody answers within the deadline, or neither login is taken
     */
    CqlSession login() throws InterruptedException {
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

    /** A new server makes its first login some seconds after it has opened its port. */
    private CqlSession awaited() throws InterruptedException {
        long end = System.nanoTime() + settings.deadline().toNanos();
        Optional<CqlSession> session = answered(end);
        long lastLogin = Math.min(end, System.nanoTime() + LOGIN_GRACE.toNanos());
        while (session.isEmpty()) {
            if (System.nanoTime() > lastLogin) {
                throw refused();
            }
            pause();
            session = answered(end);
        }
        return session.get();
    }

    /** What the server says of our logins, once it says anything. */
    private Optional<CqlSession> answered(long end) throws InterruptedException {
        while (true) {
            try {
                return attempt();
            } catch (FatalException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void pause() throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
    }

    /** Empty when neither our superuser nor the well-known one is let in. */
    private Optional<CqlSession> attempt() {
        CassandraAddress ours = address.as(settings.admin(), settings.adminPassword());
        return ours.login().or(() -> {
            address.as(WELL_KNOWN, WELL_KNOWN).login().ifPresent(this::make);
            return ours.login();
        });
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

    private FatalException refused() {
        return new FatalException("Cannot log in to Cassandra as " + settings.admin()
                + ": refused, and so is the login of a new server (prepare.admin-password has to be what it was when the"
                + " server was prepared first)");
    }
}
