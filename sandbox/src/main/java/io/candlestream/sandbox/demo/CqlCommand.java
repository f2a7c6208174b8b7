package io.candlestream.sandbox.demo;

import io.candlestream.sandbox.server.CassandraLogin;
import io.candlestream.sandbox.server.CassandraNode;
import io.candlestream.sandbox.server.Programs;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints a query's rows: on the demo that runs, else on what the newest {@code demo --keep} left. */
@Command(
        name = "cql",
        description = "Print the rows of one CQL query, on the running demo or on what demo --keep left.",
        mixinStandardHelpOptions = true)
public final class CqlCommand implements Callable<Integer> {
    @Parameters(paramLabel = "QUERY", description = "such as \"SELECT * FROM assets LIMIT 5\"")
    private String query = "";

    @Override
    public Integer call() {
        Optional<DemoPlace> running = DemoPlace.running();
        if (running.isPresent()) {
            return Programs.cql(running.get().login(), query);
        }
        Optional<DemoPlace> kept = DemoPlace.kept();
        if (kept.isPresent()) {
            return onKept(kept.get());
        }
        System.err.println("No demo runs and none was kept: start ./candlestream demo, or end one with --keep");
        return 1;
    }

    private int onKept(DemoPlace place) {
        try (CassandraNode node = CassandraNode.start(place.cassandra())) {
            CassandraLogin login = place.login();
            CassandraLogin now = node.superuser().as(login.user(), login.password());
            return Programs.cql(now, query);
        }
    }
}
