package io.candlestream.sandbox.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.candlestream.sandbox.demo.DemoPlace;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what runs, where, and whether it is ready. */
@Command(
        name = "status",
        description = {
            "What runs: addresses, process ids, whether each part is ready, and what each",
            "stream brought since the start. Every demo and cluster of this project; without",
            "one, or where the environment names servers, what the environment says. Exit",
            "code 0 when all is ready, else 1."
        })
public final class StatusCommand implements Callable<Integer> {
    private static final List<String> NAMES = List.of("REDPANDA_BROKERS", "ASSET_CASSANDRA_HOST");

    private final Map<String, String> environment;
    private final PrintStream out;

    @Option(names = "--json", description = "print it as JSON")
    private boolean json;

    /** @param environment of this process */
    public StatusCommand(Map<String, String> environment, PrintStream out) {
        this.environment = Map.copyOf(environment);
        this.out = out;
    }

    @Override
    public Integer call() {
        List<ComponentGroup> groups = new ArrayList<>();
        RunningDemo.all().forEach(demo -> groups.add(demo.status()));
        boolean demo = !groups.isEmpty();
        if (!demo || NAMES.stream().anyMatch(environment::containsKey)) {
            groups.add(ofEnvironment());
        }
        if (json) {
            out.println(text(groups.stream().map(ComponentGroup::data).toList()));
        } else {
            groups.forEach(group -> group.lines().forEach(out::println));
            if (!demo) {
                out.println("No demo runs"
                        + DemoPlace.kept().map(kept -> "; one was kept").orElse("")
                        + " (./candlestream demo starts one)");
            }
        }
        return groups.stream().allMatch(ComponentGroup::ready) ? 0 : 1;
    }

    /** Where the programs would look, and where they would be looked at. */
    private ComponentGroup ofEnvironment() {
        List<Component> parts = new ArrayList<>(List.of(
                Component.page(
                        "page",
                        "http://127.0.0.1:" + value("CANDLESTREAM_DASHBOARD_PORT", "8090"),
                        OptionalLong.empty()),
                Component.program("producer", environment, "9401", OptionalLong.empty()),
                Component.program("consumer", environment, "9402", OptionalLong.empty()),
                Component.server("broker", value("REDPANDA_BROKERS", "localhost:9092"), OptionalLong.empty()),
                Component.server(
                        "Cassandra",
                        host(value("ASSET_CASSANDRA_HOST", "localhost"), value("ASSET_CASSANDRA_PORT", "9042")),
                        OptionalLong.empty())));
        if (environment.containsKey("CANDLESTREAM_POSTGRES_HOST")) {
            String postgres =
                    host(value("CANDLESTREAM_POSTGRES_HOST", "localhost"), value("CANDLESTREAM_POSTGRES_PORT", "5432"));
            parts.add(Component.server("PostgreSQL", postgres, OptionalLong.empty()));
        }
        return ComponentGroup.asked("what the environment says, and the defaults", Map.of(), parts);
    }

    private String value(String variable, String otherwise) {
        String value = environment.getOrDefault(variable, "");
        return value.isBlank() ? otherwise : value;
    }

    /** The first of several nodes, each with a port of its own if it has one. */
    static String host(String hosts, String port) {
        String first = hosts.replaceFirst(",.*", "").strip();
        return first.matches(".*:\\d+") ? first : first + ":" + port;
    }

    private static String text(Object data) {
        try {
            return JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .build()
                    .writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(data + " is no plain data", e);
        }
    }
}
