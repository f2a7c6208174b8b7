package io.candlestream.dashboard.web;

import io.candlestream.runtime.http.Network;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** How much each address asks for, and how many of the viewers are its own. Safe for use by many threads. */
final class Clients {
    /** A page asks for some thirty files at once, and has to stay under the limit with a small one too. */
    private static final double RESERVE_SECONDS = 4;

    private static final double NANOS_A_SECOND = 1e9;
    private static final int MOST_REMEMBERED = 10_000;

    private final ClientLimits limits;
    private final LongSupplier nanoTime;
    private final Map<Network, Integer> viewers = new HashMap<>();
    private final Map<Network, Reserve> reserves = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Network, Reserve> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    Clients(ClientLimits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    /** How many requests an address may make at once, as it was at some time. */
    private record Reserve(double requests, long time) {}

    /** The client's own address, or that of the proxy before it. */
    static InetAddress address(Context request) {
        try {
            return InetAddress.getByName(request.req().getRemoteAddr()); // always digits
        } catch (UnknownHostException e) {
            throw new IllegalStateException("no address: " + request.req().getRemoteAddr(), e);
        }
    }

    /** Counts a request; one too many is refused. */
    synchronized void count(Context request) {
        InetAddress address = address(request);
        Network network = Network.of(address);
        double most = RESERVE_SECONDS * limits.requestsPerSecond();
        long now = nanoTime.getAsLong();
        Reserve before = reserves.getOrDefault(network, new Reserve(most, now));
        double left =
                Math.min(most, before.requests() + (now - before.time()) / NANOS_A_SECOND * limits.requestsPerSecond());
        reserves.put(network, new Reserve(left < 1 ? left : left - 1, now));
        if (left < 1) {
            throw new HttpResponseException(
                    HttpStatus.TOO_MANY_REQUESTS.getCode(),
                    "Cannot answer " + address.getHostAddress() + " so often: " + limits.requestsPerSecond()
                            + " requests a second are allowed (CANDLESTREAM_DASHBOARD_REQUESTS_PER_SECOND)");
        }
    }

    /** Takes one of the address's places for viewers; one too many is refused. */
    synchronized void sitDown(Context request) {
        InetAddress address = address(request);
        Network network = Network.of(address);
        int seated = viewers.getOrDefault(network, 0);
        if (seated >= limits.viewersPerAddress()) {
            throw new HttpResponseException(
                    HttpStatus.TOO_MANY_REQUESTS.getCode(),
                    "Cannot show more to " + address.getHostAddress() + ": as many look from there as may from one"
                            + " address (CANDLESTREAM_DASHBOARD_VIEWERS_PER_ADDRESS)");
        }
        viewers.put(network, seated + 1);
    }

    /** Gives the place back. */
    synchronized void standUp(Context request) {
        viewers.computeIfPresent(Network.of(address(request)), (network, seated) -> seated == 1 ? null : seated - 1);
    }
}
