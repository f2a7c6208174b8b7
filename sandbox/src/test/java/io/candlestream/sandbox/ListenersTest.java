package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/** That the integration tests find nobody who listens to others says something. */
class ListenersTest {
    @Test
    void oneThatListensToEverybodyIsFound() throws IOException {
        try (ServerSocket everybody = new ServerSocket(0);
                ServerSocket loopback = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Listeners own = Listeners.of(ProcessHandle.current().pid());

            assertThat(own.beyond()).anyMatch(where -> where.contains(":" + everybody.getLocalPort() + " of "));
            assertThat(own.loopback()).anyMatch(where -> where.contains(":" + loopback.getLocalPort() + " of "));
        }
    }
}
