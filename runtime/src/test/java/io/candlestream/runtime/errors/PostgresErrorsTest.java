package io.candlestream.runtime.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresErrorsTest {
    private static SQLException failure(String state) {
        return new SQLException("some words\n  Where: a place", state);
    }

    /** Connection, deadlock, disk full, shutdown, start-up, input or output, lock, read-only server, partition. */
    @ParameterizedTest
    @ValueSource(strings = {"08006", "08001", "40P01", "53100", "57P01", "57P03", "58030", "55P03", "25006", "23514"})
    void thesePass(String state) {
        assertThat(PostgresErrors.isTransient(failure(state))).isTrue();
        assertThat(PostgresErrors.isTransient(new IllegalStateException(failure(state))))
                .isTrue();
    }

    /** Password, database, table, column, rights, a driver that is turned away, protocol, a detached partition. */
    @ParameterizedTest
    @ValueSource(strings = {"28P01", "28000", "3D000", "42P01", "42703", "42501", "08004", "08P01", "21000", "55000"})
    void theseStay(String state) {
        assertThat(PostgresErrors.isTransient(failure(state))).isFalse();
    }

    @Test
    void aFailureOfSomethingElseStays() {
        assertThat(PostgresErrors.isTransient(new IllegalStateException("no database")))
                .isFalse();
    }

    @Test
    void itsWordsAreOneLineWithTheWayOut() {
        assertThat(PostgresErrors.describe(failure("53100"))).isEqualTo("some words (free some space there)");
        assertThat(PostgresErrors.describe(new SQLException("FATAL: the end", "57P01")))
                .isEqualTo("the end");
        assertThat(PostgresErrors.describe(new SQLException("sent", "08006", new SocketTimeoutException("timed out"))))
                .isEqualTo("sent (the server does not answer)");
    }

    @Test
    void knowsWhatIsMissingAndWhoIsRefused() {
        assertThat(PostgresErrors.isMissing(failure("42P01"))).isTrue();
        assertThat(PostgresErrors.isMissing(failure("42703"))).isFalse();
        assertThat(PostgresErrors.isLoginRefused(failure("28P01"))).isTrue();
        assertThat(PostgresErrors.isLoginRefused(failure("08006"))).isFalse();
    }
}
