package io.candlestream.runtime.cassandra;

import io.candlestream.runtime.settings.FatalException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The JMX of a Cassandra node on this machine: what it tells and does that CQL has no words for. */
public final class NodeJmx implements AutoCloseable {
    private static final String SERVICE = "org.apache.cassandra.db:type=StorageService";
    private static final String COMPACTIONS = "org.apache.cassandra.db:type=CompactionManager";

    private final String at;
    private final JMXConnector connector;
    private final MBeanServerConnection node;

    private NodeJmx(String at, JMXConnector connector, MBeanServerConnection node) {
        this.at = at;
        this.connector = connector;
        this.node = node;
    }

    /**
     * Connects to a node by the loopback.
     *
     * @param login user and password; empty where the node asks for none
     * @param settings the names of the port's and of the login's settings, for the error
     * @throws FatalException when nobody answers or the login is refused
     */
    @SuppressWarnings("BanJNDI") // The address is this machine's loopback.
    public static NodeJmx connect(int port, Optional<Map.Entry<String, String>> login, Names settings) {
        String at = "127.0.0.1:" + port;
        Map<String, Object> environment = login.<Map<String, Object>>map(
                        user -> Map.of(JMXConnector.CREDENTIALS, new String[] {user.getKey(), user.getValue()}))
                .orElse(Map.of());
        try {
            JMXConnector connector = JMXConnectorFactory.connect(
                    new JMXServiceURL("service:jmx:rmi:///jndi/rmi://" + at + "/jmxrmi"), environment);
            return new NodeJmx(at, connector, connector.getMBeanServerConnection());
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        } catch (SecurityException e) {
            throw new FatalException(
                    "Cannot reach Cassandra's JMX at " + at + ": login refused (" + settings.login() + ")", e);
        } catch (IOException e) {
            throw new FatalException(
                    "Cannot reach Cassandra's JMX at " + at + ": nobody answers there; this has to run on the node's"
                            + " machine (" + settings.port() + ")",
                    e);
        }
    }

    /** What the settings are called. */
    public record Names(String port, String login) {}

    /** Where it was found. */
    public String at() {
        return at;
    }

    /** The id by which the node is known in its cluster. */
    public String hostId() {
        return String.valueOf(attribute(SERVICE, "LocalHostId"));
    }

    /** How many files of a table it has on its disks. */
    public int files(String keyspace, String table) {
        return ((Number) attribute(
                        "org.apache.cassandra.metrics:type=Table,keyspace=" + keyspace + ",scope=" + table
                                + ",name=LiveSSTableCount",
                        "Value"))
                .intValue();
    }

    /** The folders in which they lie, on the node's machine. */
    public List<Path> folders(String keyspace, String table) {
        return ((Collection<?>) attribute(
                        "org.apache.cassandra.db:type=Tables,keyspace=" + keyspace + ",table=" + table, "DataPaths"))
                .stream().map(String::valueOf).map(Path::of).toList();
    }

    /** Has it write what it holds in memory of a table into a file. */
    public void flush(String keyspace, String table) {
        invoke(
                SERVICE,
                "forceKeyspaceFlush",
                Map.entry(String.class, keyspace),
                Map.entry(String[].class, new String[] {table}));
    }

    /** Has it merge files, each the one with the data, into one. */
    public void merge(Collection<Path> files) {
        String named = files.stream().map(Path::toString).collect(Collectors.joining(","));
        invoke(COMPACTIONS, "forceUserDefinedCompaction", Map.entry(String.class, named));
    }

    /** How many compactions run or wait. */
    public int compactions() {
        return ((Number) attribute("org.apache.cassandra.metrics:type=Compaction,name=PendingTasks", "Value"))
                        .intValue()
                + ((Collection<?>) attribute(COMPACTIONS, "Compactions")).size();
    }

    /** Has it take over the files in {@code folders}, as its {@code importNewSSTables} describes the options; what it refused. */
    public Object take(String keyspace, String table, Set<String> folders, boolean... options) {
        Map.Entry<?, ?>[] arguments = new Map.Entry<?, ?>[options.length + 1];
        arguments[0] = Map.entry(Set.class, folders);
        for (int i = 0; i < options.length; i++) {
            arguments[i + 1] = Map.entry(boolean.class, options[i]);
        }
        return invoke(
                "org.apache.cassandra.db:type=Tables,keyspace=" + keyspace + ",table=" + table,
                "importNewSSTables",
                arguments);
    }

    private Object attribute(String bean, String name) {
        return call(() -> node.getAttribute(new ObjectName(bean), name));
    }

    /** @param arguments each with its type */
    private Object invoke(String bean, String operation, Map.Entry<?, ?>... arguments) {
        Object[] values = Stream.of(arguments).map(Map.Entry::getValue).toArray();
        String[] types = Stream.of(arguments)
                .map(argument -> ((Class<?>) argument.getKey()).getName())
                .toArray(String[]::new);
        return call(() -> node.invoke(new ObjectName(bean), operation, values, types));
    }

    private Object call(Call call) {
        try {
            return call.run();
        } catch (SecurityException e) {
            throw new FatalException(
                    "Cannot use Cassandra's JMX at " + at
                            + ": the login may not (GRANT EXECUTE ON ALL MBEANS, SELECT ON ALL MBEANS to it)",
                    e);
        } catch (JMException | IOException e) {
            throw new FatalException("Cannot use Cassandra's JMX at " + at + ": " + reason(e), e);
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
