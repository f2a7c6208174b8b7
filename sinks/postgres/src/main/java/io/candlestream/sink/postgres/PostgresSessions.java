package io.candlestream.sink.postgres;

import io.candlestream.runtime.postgres.PostgresAddress;
import java.sql.SQLException;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;

/** The sessions that this executor keeps for its task slots: a new one with its temporary table costs a batch 85 ms. */
final class PostgresSessions {
    private static final Map<PostgresAddress, Deque<PostgresSession>> IDLE = new ConcurrentHashMap<>();

    private final Supplier<PostgresAddress> address;

    PostgresSessions(Supplier<PostgresAddress> address) {
        this.address = address;
    }

    interface Work<T> {
        T with(PostgresSession session) throws SQLException;
    }

    /** Takes an idle session or a new one, and keeps it afterwards unless {@code work} fails: then all idle ones go with it. */
    <T> T run(Work<T> work) throws SQLException {
        PostgresAddress server = address.get();
        Deque<PostgresSession> idle = IDLE.computeIfAbsent(server, key -> new ConcurrentLinkedDeque<>());
        PostgresSession kept = idle.pollFirst();
        PostgresSession session = kept == null ? PostgresSession.open(server) : kept;
        boolean done = false;
        try {
            T result = work.with(session);
            done = true;
            return result;
        } finally {
            if (done) {
                idle.addFirst(session);
            } else {
                close(session);
                // What has ended one connection may have ended all.
                for (PostgresSession other = idle.pollFirst(); other != null; other = idle.pollFirst()) {
                    close(other);
                }
            }
        }
    }

    private static void close(PostgresSession session) {
        try {
            session.close();
        } catch (SQLException e) {
            // It is gone either way, and the failure that matters is already on its way.
        }
    }
}
