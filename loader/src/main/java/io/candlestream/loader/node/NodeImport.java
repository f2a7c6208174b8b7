package io.candlestream.loader.node;

import io.candlestream.runtime.settings.FatalException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * The node's own import of files that lie on its machine, by JMX on the loopback. It moves whole files into the table's folder, and
 * takes them into use there.
 */
public final class NodeImport implements AutoCloseable {
    private static final String SERVICE = "org.apache.cassandra.db:type=StorageService";

    /**
     * The node forgets the levels and the repairs of a file, checks its tokens, and empties its caches of the rows. It need not read the
     * file that was written a moment ago: what such a check does not find, order and types, the loader compares itself.
     */
    private static final Object[] OPTIONS = {true, true, false, true, true, false, false};

    private final String at;
    private final JMXConnector connector;
    private final MBeanServerConnection node;

    private NodeImport(String at, JMXConnector connector, MBeanServerConnection node) {
        this.at = at;
        this.connector = connector;
        this.node = node;
    }

    /**
     * Connects to a node on this machine.
     *
     * @param login user and password; empty where the node asks for none
     * @throws FatalException when nobody answers or the login is refused
     */
    @SuppressWarnings("BanJNDI") // The address is this machine's loopback.
    public static NodeImport connect(int port, Optional<Map.Entry<String, String>> login) {
        String at = "127.0.0.1:" + port;
        Map<String, Object> environment = login.<Map<String, Object>>map(
                        user -> Map.of(JMXConnector.CREDENTIALS, new String[] {user.getKey(), user.getValue()}))
                .orElse(Map.of());
        try {
            JMXConnector connector = JMXConnectorFactory.connect(
                    new JMXServiceURL("service:jmx:rmi:///jndi/rmi://" + at + "/jmxrmi"), environment);
            return new NodeImport(at, connector, connector.getMBeanServerConnection());
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        } catch (SecurityException e) {
            throw new FatalException(
                    "Cannot reach Cassandra's JMX at " + at
                            + ": login refused (CANDLESTREAM_HISTORY_JMX_USERNAME, _PASSWORD)",
                    e);
        } catch (IOException e) {
            throw new FatalException(
                    "Cannot reach Cassandra's JMX at " + at
                            + ": nobody answers there; the loader has to run on the node's machine (CANDLESTREAM_HISTORY_JMX_PORT)",
                    e);
        }
    }

    /** @throws FatalException when it is another node than {@code hostId} */
    public void requireNode(UUID hostId) {
        String found = String.valueOf(call(() -> node.getAttribute(new ObjectName(SERVICE), "LocalHostId")));
        if (!found.equals(hostId.toString())) {
            throw new FatalException("Cannot load: the node at JMX " + at + " is " + found
                    + ", the one that answers queries is " + hostId + " (CANDLESTREAM_HISTORY_JMX_PORT)");
        }
    }

    /** Has the node take over the files in {@code folder}, and returns once their rows can be read. */
    public void take(String keyspace, String table, Path folder) {
        String[] signature = Stream.concat(
                        Stream.of(Set.class.getName()), Arrays.stream(OPTIONS).map(option -> "boolean"))
                .toArray(String[]::new);
        Object[] arguments = Stream.concat(Stream.of((Object) Set.of(folder.toString())), Arrays.stream(OPTIONS))
                .toArray();
        Object refused = call(() -> node.invoke(
                new ObjectName("org.apache.cassandra.db:type=Tables,keyspace=" + keyspace + ",table=" + table),
                "importNewSSTables",
                arguments,
                signature));
        if (!(refused instanceof List<?> folders) || !folders.isEmpty()) {
            throw new FatalException("Cannot import " + folder + ": Cassandra refused it, its log says why");
        }
    }

    private Object call(Call call) {
        try {
            return call.run();
        } catch (SecurityException e) {
            throw new FatalException(
                    "Cannot import by JMX at " + at + ": the login may not (GRANT EXECUTE ON ALL MBEANS TO it)", e);
        } catch (JMException | IOException e) {
            throw new FatalException("Cannot import by JMX at " + at + ": " + reason(e), e);
        }
    }

    private static String reason(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .map(cause -> Optional.ofNullable(cause.getMessage())
                        .orElse(cause.getClass().getSimpleName()))
                .map(text -> text.lines().findFirst().orElse(""))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            // The node has gone; there is nothing to close.
        }
    }

    @FunctionalInterface
    private interface Call {
        Object run() throws JMException, IOException;
    }
}
