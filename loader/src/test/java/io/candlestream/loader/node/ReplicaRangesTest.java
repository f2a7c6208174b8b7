package io.candlestream.loader.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.loader.node.ReplicaRanges.Part;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.cassandra.dht.Murmur3Partitioner;
import org.apache.cassandra.dht.Range;
import org.apache.cassandra.dht.Token;
import org.apache.cassandra.locator.InetAddressAndPort;
import org.junit.jupiter.api.Test;

class ReplicaRangesTest {
    private static final InetSocketAddress ONE = new InetSocketAddress("10.0.0.1", 7000);
    private static final InetSocketAddress TWO = new InetSocketAddress("10.0.0.2", 7000);
    private static final InetSocketAddress THREE = new InetSocketAddress("10.0.0.3", 7001);

    @Test
    void eachReplicaHasItsRanges() {
        Map<InetAddressAndPort, Collection<Range<Token>>> ranges = ReplicaRanges.of(List.of(
                new Part("-100", "0", Set.of(ONE, TWO)),
                new Part("0", "100", Set.of(TWO, THREE)),
                new Part("100", "-100", Set.of(THREE, ONE))));

        assertThat(ranges).hasSize(3);
        assertHolds(ranges, ONE, List.of(1L, 100L), List.of(-99L, 0L, 101L, Long.MAX_VALUE, -101L, -100L));
        assertHolds(ranges, TWO, List.of(-100L, 101L, Long.MIN_VALUE + 1), List.of(-99L, 0L, 1L, 100L));
        assertHolds(ranges, THREE, List.of(-99L, 0L), List.of(1L, 100L, 101L, Long.MIN_VALUE + 1, -100L));
    }

    @Test
    void theOnlyNodeWithOneTokenHoldsAll() {
        Map<InetAddressAndPort, Collection<Range<Token>>> ranges =
                ReplicaRanges.of(List.of(new Part("17", "17", Set.of(THREE))));

        assertHolds(ranges, THREE, List.of(), List.of(Long.MIN_VALUE + 1, -1L, 16L, 17L, 18L, Long.MAX_VALUE));
    }

    @Test
    void nodesOfOneAddressAreToldApartByTheirPorts() {
        InetSocketAddress other = new InetSocketAddress("10.0.0.1", 7002);

        assertThat(ReplicaRanges.of(List.of(new Part("0", "1", Set.of(ONE)), new Part("1", "0", Set.of(other)))))
                .containsOnlyKeys(InetAddressAndPort.getByAddress(ONE), InetAddressAndPort.getByAddress(other));
    }

    @Test
    void aRangeThatNobodyHoldsIsRefused() {
        assertThatThrownBy(() ->
                        ReplicaRanges.of(List.of(new Part("-100", "0", Set.of(ONE)), new Part("0", "-100", Set.of()))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Cannot load: no node holds the tokens from 0 to -100 ");
    }

    private static void assertHolds(
            Map<InetAddressAndPort, Collection<Range<Token>>> ranges,
            InetSocketAddress node,
            List<Long> others,
            List<Long> own) {
        List<Range<Token>> normal = Range.normalize(ranges.get(InetAddressAndPort.getByAddress(node)));
        assertThat(own).allMatch(token -> holds(normal, token), node + " holds it");
        assertThat(others).noneMatch(token -> holds(normal, token));
    }

    private static boolean holds(List<Range<Token>> ranges, long token) {
        return Range.isInRanges(new Murmur3Partitioner.LongToken(token), ranges);
    }
}
