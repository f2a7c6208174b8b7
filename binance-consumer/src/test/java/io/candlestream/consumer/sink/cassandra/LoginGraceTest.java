package io.candlestream.consumer.sink.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.internal.core.metadata.DefaultEndPoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoginGraceTest {
    private final Exception refused = new AuthenticationException(
            new DefaultEndPoint(InetSocketAddress.createUnresolved("localhost", 9042)), "refused");

    private final LoginGrace grace = new LoginGrace(Duration.ofSeconds(10));

    @Test
    void countsFromTheFirstRefusalHoweverLongCassandraWasAway() {
        assertThat(grace.remains(new IOException("nobody there"), Duration.ofSeconds(30)))
                .isTrue();
        assertThat(grace.remains(refused, Duration.ofSeconds(31))).isTrue();
        assertThat(grace.remains(refused, Duration.ofSeconds(40))).isTrue();
        assertThat(grace.remains(refused, Duration.ofSeconds(41))).isFalse();
    }

    @Test
    void leavesOtherFailuresToTheDeadline() {
        assertThat(grace.remains(new IOException("nobody there"), Duration.ofHours(1)))
                .isTrue();
    }
}
