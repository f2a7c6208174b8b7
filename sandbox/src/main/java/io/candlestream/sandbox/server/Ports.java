package io.candlestream.sandbox.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Free ports of the loopback. */
public final class Ports {
    /**
     * Below those that the system gives to clients (32768 and above on Linux): a server that was killed could otherwise
     * find its port taken by a client that connects while it is away.
     */
    private static final int LOWEST = 20_000;

    private static final int HIGHEST = 32_000;
    /** So many ports are those of one process, by its id: another that starts servers at the same time looks elsewhere. */
    private static final int OF_A_PROCESS = 600;

    private static final int FIRST =
            LOWEST + (int) (ProcessHandle.current().pid() % ((HIGHEST - LOWEST) / OF_A_PROCESS)) * OF_A_PROCESS;
    private static final int MOST_TRIES = 1000;
    /** So many are remembered. */
    private static final int MOST_GIVEN = 200;

    /** Those given to servers that may not listen there yet, the oldest first. */
    private static final Set<Integer> GIVEN = new LinkedHashSet<>();

    private Ports() {}

    /** A port that was free a moment ago, and none of those that were given last. */
    public static synchronized int free() {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, FIRST + OF_A_PROCESS);
            if (!GIVEN.contains(port) && isFree(port)) {
                if (GIVEN.size() == MOST_GIVEN) {
                    GIVEN.remove(GIVEN.iterator().next());
                }
                GIVEN.add(port);
                return port;
            }
        }
        throw new IllegalStateException("Cannot find a free port from " + FIRST + " to " + (FIRST + OF_A_PROCESS));
    }

    /** {@code preferred} where it is free, else another. */
    public static int freeOr(int preferred) {
        return isFree(preferred) ? preferred : free();
    }

    /** Whether this process could listen at {@code port} a moment ago. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false; // taken: another one will do
        }
    }
}
