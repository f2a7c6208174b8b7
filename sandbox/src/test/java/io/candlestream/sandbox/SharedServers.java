package io.candlestream.sandbox;

import io.candlestream.sandbox.server.EmbeddedServers;
import io.candlestream.sandbox.server.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives every integration test the same broker and Cassandra, started for the first and stopped after the last. */
final class SharedServers implements ParameterResolver {
    static {
        // Most of what is waited for is read from a server, which two test classes share with all that they wait for.
        Awaitility.setDefaultPollDelay(Duration.ofMillis(50));
        Awaitility.setDefaultPollInterval(Duration.ofMillis(250));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Servers.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(SharedServers.class))
                .getOrComputeIfAbsent(Started.class, key -> new Started(), Started.class)
                .servers;
    }

    private static final class Started implements AutoCloseable {
        /** A test that runs once more is a run of its own, which must not meet the topics and tables of the one before. */
        private static final AtomicInteger RUNS = new AtomicInteger();

        private final Servers servers = start();

        private static Servers start() {
            if (System.getProperty("candlestream.servers", "embedded").equals("containers")) {
                return new ContainerServers();
            }
            String process = String.valueOf(ProcessHandle.current().pid());
            Path folder = Path.of("target", "servers", process + "-" + RUNS.incrementAndGet())
                    .toAbsolutePath();
            return EmbeddedServers.start(folder);
        }

        @Override
        public void close() {
            servers.close();
        }
    }
}
