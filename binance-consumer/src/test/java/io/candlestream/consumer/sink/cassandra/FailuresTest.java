package io.candlestream.consumer.sink.cassandra;

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

class FailuresTest {
    private final AuthenticationException login = new AuthenticationException(
            new DefaultEndPoint(InetSocketAddress.createUnresolved("cassandra", 9042)), "wrong password");

    @Test
    void serversThatAreAwayComeBack() {
        assertThat(Failures.passing(new NoNodeAvailableException())).isTrue();
        assertThat(Failures.passing(new DriverTimeoutException("slow"))).isTrue();
        assertThat(Failures.passing(new IOException("Failed to open", new ConnectException("refused"))))
                .isTrue();
    }

    @Test
    void aRefusedLoginStays() {
        IOException wrapped = new IOException("Failed to open", login);

        assertThat(Failures.passing(wrapped)).isFalse();
        assertThat(Failures.login(wrapped)).isTrue();
        assertThat(Failures.reason(wrapped)).contains("AuthenticationException").contains("wrong password");
    }

    @Test
    void aBugStays() {
        assertThat(Failures.passing(new IllegalStateException("bug"))).isFalse();
    }

    @Test
    void theReasonIsTheInnermostThatSaysSomething() {
        IOException outer = new IOException("outer", new IOException());
        outer.addSuppressed(new ConnectException("Connection refused\nsecond line"));

        assertThat(Failures.reason(outer)).isEqualTo("ConnectException: Connection refused");
        assertThat(Failures.reason(new InvalidKeyspaceException("no keyspace"))).endsWith("no keyspace");
    }
}
