package io.candlestream.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortsTest {
    /** A server listens some seconds after its port was chosen, and others have chosen theirs by then. */
    @Test
    void aPortIsNotGivenAgainSoon() {
        Set<Integer> ports = new HashSet<>();
        for (int i = 0; i < 150; i++) {
            assertThat(ports.add(Ports.free())).isTrue();
        }
    }
}
