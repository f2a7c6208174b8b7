package io.candlestream.sandbox.demo;

import io.candlestream.runtime.command.Invocation;
import io.candlestream.sandbox.server.CassandraLogin;
import io.candlestream.sandbox.server.EmbeddedServers;
import io.candlestream.sandbox.server.Programs;
import io.candlestream.sandbox.server.ProjectFolder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/**
 * Runs an operator's tool, or the notebooks: where the environment says, else on the demo that runs, else on what the newest
 * {@code demo --keep} left.
 */
@Command(description = "An operator's tool, on the running demo or on what demo --keep left; TOOL --help tells more.")
public final class ToolCommand implements Callable<Integer> {
    /** Of these any says where the servers are. */
    static final List<String> CONFIGURED = List.of("ASSET_CASSANDRA_HOST", "REDPANDA_BROKERS", "CANDLESTREAM_CONFIG");

    private static final List<String> HELP = List.of("-h", "--help", "-V", "--version");

    private final Function<List<String>, List<String>> program;

    @Option(names = "--demo", paramLabel = "NAME|N")
    private Optional<String> demo = Optional.empty();

    @Unmatched
    private List<String> arguments = new ArrayList<>();

    private ToolCommand(Function<List<String>, List<String>> program) {
        this.program = program;
    }

    /**
     * @param module the program that has the tool
     * @param tool its arguments that choose the tool, where it has several
     */
    public ToolCommand(String module, String... tool) {
        this(arguments -> Programs.java(module, tool));
    }

    /** A program that the tool's arguments choose. */
    public static ToolCommand by(Function<List<String>, List<String>> command) {
        return new ToolCommand(command);
    }

    /** A script of the project, such as {@code notebooks/run}. */
    public static ToolCommand script(String file) {
        return new ToolCommand(
                arguments -> List.of(ProjectFolder.find().root().resolve(file).toString()));
    }

    @Override
    public Integer call() {
        return HELP.stream().anyMatch(arguments::contains) ? run(Map.of()) : onPlace(demo, this::check, this::run);
    }

    /**
     * Does {@code work} where the environment says, else on a demo, which {@code work} gets as variables.
     *
     * @param check done before servers start for it; its exit code counts when it is not 0
     * @return the exit code
     */
    static int onPlace(Optional<String> demo, IntSupplier check, ToIntFunction<Map<String, String>> work) {
        if (demo.isEmpty() && CONFIGURED.stream().anyMatch(System.getenv()::containsKey)) {
            return work.applyAsInt(Map.of());
        }
        DemoChoice choice = DemoChoice.of(
                demo, DemoPlace.allRunning().stream().filter(DemoPlace::ready).toList(), DemoPlace.kept());
        choice.message().ifPresent(System.err::println);
        return choice.place()
                .map(place -> place.id().equals(DemoPlace.KEPT)
                        ? onKept(place, check, work)
                        : work.applyAsInt(place.environment()))
                .orElse(2);
    }

    /** A misuse is refused before the servers start for it. */
    private static int onKept(DemoPlace place, IntSupplier check, ToIntFunction<Map<String, String>> work) {
        int refused = check.getAsInt();
        if (refused != 0) {
            return refused;
        }
        System.err.println("Starting the broker and the Cassandra of the kept demo ...");
        try (EmbeddedServers servers = EmbeddedServers.start(place.folder());
                DemoPostgres postgres = DemoPostgres.kept(place.folder());
                KeptExchange exchange = KeptExchange.of(place)) {
            CassandraLogin cassandra = servers.superuser();
            Map<String, String> environment = new HashMap<>(place.environment());
            environment.put("ASSET_CASSANDRA_HOST", cassandra.host());
            environment.put("ASSET_CASSANDRA_PORT", String.valueOf(cassandra.port()));
            environment.put("REDPANDA_BROKERS", servers.brokers());
            environment.putAll(servers.jmx());
            environment.putAll(postgres.place());
            environment.putAll(exchange.environment());
            return work.applyAsInt(environment);
        }
    }

    private int check() {
        List<String> checked = new ArrayList<>(program.apply(arguments));
        if (!checked.get(0).endsWith("java")) {
            return 0; // a script asks its own program
        }
        checked.add(1, Invocation.onlyCheck());
        return Programs.run(checked, Map.of(), arguments);
    }

    private int run(Map<String, String> environment) {
        return Programs.run(program.apply(arguments), environment, arguments);
    }
}
