package io.candlestream.runtime.errors;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.InvalidKeyspaceException;
import com.datastax.oss.driver.api.core.NoNodeAvailableException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.internal.core.metadata.DefaultEndPoint;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class CassandraErrorsTest {
    private final AuthenticationException login = new AuthenticationException(
            new DefaultEndPoint(InetSocketAddress.createUnresolved("cassandra", 9042)), "wrong password");

    @Test
    void serversThatAreAwayComeBack() {
        assertThat(CassandraErrors.isTransient(new NoNodeAvailableException())).isTrue();
        assertThat(CassandraErrors.isTransient(new DriverTimeoutException("slow")))
                .isTrue();
        assertThat(CassandraErrors.isTransient(new IOException("Failed to open", new ConnectException("refused"))))
                .isTrue();
    }

    @Test
    void aRefusedLoginStays() {
        IOException wrapped = new IOException("Failed to open", login);

        assertThat(CassandraErrors.isTransient(wrapped)).isFalse();
        assertThat(CassandraErrors.isLoginRefused(wrapped)).isTrue();
        assertThat(CassandraErrors.describe(wrapped))
                .contains("AuthenticationException")
                .contains("wrong password");
    }

    @Test
    void aBugStays() {
        assertThat(CassandraErrors.isTransient(new IllegalStateException("bug")))
                .isFalse();
    }

    @Test
    void theReasonIsTheInnermostThatSaysSomething() {
        IOException outer = new IOException("outer", new IOException());
        outer.addSuppressed(new ConnectException("Connection refused\nsecond line"));

        assertThat(CassandraErrors.describe(outer)).isEqualTo("ConnectException: Connection refused");
        assertThat(CassandraErrors.describe(new InvalidKeyspaceException("no keyspace")))
                .endsWith("no keyspace");
    }
}
