package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Pipeline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Programs that end by themselves, soon, with one line that says why and no secret. */
final class Refusal {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    /** A tool says what stops it in a line of its own; the JVM says which options the test gave it. */
    private static final String LOGGED = "[0-9:.]+ (INFO|WARN) .*|Picked up JAVA_TOOL_OPTIONS: .*";

    private Refusal() {}

    /** Every client of the brokers ends with a line that has these parts. */
    static void byBrokers(Pipeline pipeline, String... parts) {
        together(
                () -> of(pipeline::producer, parts),
                () -> of(pipeline::consumer, parts),
                () -> of(pipeline, List.of("dead-letters", "list"), parts),
                () -> backfill(pipeline, parts));
    }

    private static void backfill(Pipeline pipeline, String... parts) {
        ToolRun run = ToolRun.producer(pipeline, "backfill", "--from", "2021-01-01", "--to", "2021-01-02");
        assertOneLine(run.exitCode(), run.answer() + run.log(), line -> !line.matches(LOGGED), parts);
    }

    /** Every client of Cassandra ends with a line that has these parts. */
    static void byCassandra(Pipeline pipeline, String... parts) {
        together(() -> of(pipeline::consumer, parts), () -> of(pipeline, List.of("verify"), parts));
    }

    /** Runs the checks side by side: most of their time passes while a program waits before it gives up. */
    static void together(Runnable... checks) {
        CompletableFuture.allOf(
                        Stream.of(checks).map(CompletableFuture::runAsync).toArray(CompletableFuture[]::new))
                .join();
    }

    /** One program ends with a line that has these parts. */
    static void of(Function<Consumer<String>, ChildJvm> program, String... parts) {
        try (ChildJvm started = program.apply(line -> {})) {
            assertOneLine(started.await(DEADLINE), started.tail(), line -> line.contains("ERROR"), parts);
        }
    }

    /** One of the operator's tools ends with a line that has these parts. */
    static void of(Pipeline pipeline, List<String> arguments, String... parts) {
        ToolRun run = ToolRun.tool(pipeline, arguments.toArray(String[]::new));
        assertOneLine(run.exitCode(), run.answer() + run.log(), line -> !line.matches(LOGGED), parts);
    }

    private static void assertOneLine(int code, String output, Predicate<String> isError, String... parts) {
        assertThat(code).as(output).isNotZero();
        List<String> errors = output.lines().filter(isError).toList();
        assertThat(errors).as(output).hasSize(1);
        assertThat(errors.get(0)).contains(parts);
        assertThat(output).doesNotContain(SecureServers.PASSWORD).doesNotContain("\tat ");
    }
}
