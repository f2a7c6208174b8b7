package io.candlestream.runtime.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** What counts as one address: one of IPv4, or a network of 64 bits of IPv6, since who has one of its addresses has all. */
public record Network(String digits) {
    private static final int NETWORK_BYTES = 8;

    /** That of {@code address}. */
    public static Network of(InetAddress address) {
        byte[] bytes = address.getAddress();
        return new Network(HexFormat.of()
                .formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes));
    }
}
