package io.candlestream.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
    private static final InetAddress ONE = address("192.0.2.1");
    private static final InetAddress OTHER = address("192.0.2.2");

    private long now;
    private final List<String> closed = new ArrayList<>();
    private final Connections<String> connections = new Connections<>(
            new Connections.Limits(5, 3, Duration.ofSeconds(5), Duration.ofSeconds(30)), this::close, () -> now);

    private void close(String connection) {
        closed.add(connection);
        connections.left(connection);
    }

    private boolean enter(String connection, InetAddress from) {
        now += 1;
        return connections.enter(connection, from);
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(literal, e);
        }
    }

    @Test
    void theOneThatWaitedLongestMakesRoomForTheNextOfItsAddress() {
        for (String each : List.of("a", "b", "c", "d", "e")) {
            assertThat(enter(each, ONE)).isTrue();
        }
        assertThat(closed).containsExactly("a", "b");
        assertThat(enter("f", OTHER)).isTrue();
        assertThat(closed).hasSize(2);
    }

    @Test
    void whoIsAnsweredIsNotPushedOut() {
        for (String each : List.of("a", "b", "c")) {
            enter(each, ONE);
            connections.asked(each);
        }
        assertThat(enter("d", ONE)).isFalse();
        assertThat(enter("e", OTHER)).isTrue();
        connections.answered("b");
        assertThat(enter("f", ONE)).isTrue();
        assertThat(closed).containsExactly("b");
    }

    @Test
    void whereAllPlacesAreTakenTheLargestCrowdMakesRoom() {
        enter("quiet", OTHER);
        enter("other", OTHER);
        for (String each : List.of("a", "b", "c")) {
            enter(each, ONE);
        }
        assertThat(enter("new", address("198.51.100.7"))).isTrue();
        assertThat(closed).containsExactly("a");
    }

    @Test
    void eachStageHasItsTime() {
        enter("asks", ONE);
        enter("fetches", ONE);
        connections.asked("fetches");
        enter("watches", ONE);
        connections.stays("watches");

        now += Duration.ofSeconds(4).toNanos();
        connections.closeOverdue();
        assertThat(closed).isEmpty();
        now += Duration.ofSeconds(2).toNanos();
        connections.closeOverdue();
        assertThat(closed).containsExactly("asks");
        now += Duration.ofDays(1).toNanos();
        connections.closeOverdue();
        assertThat(closed).containsExactly("asks", "fetches");
    }

    @Test
    void aNetworkOfIpv6IsOneAddress() {
        for (String last : List.of("1", "2:3", "4", "5")) {
            enter(last, address("2001:db8:0:1::" + last));
        }
        assertThat(closed).containsExactly("1");
    }
}
