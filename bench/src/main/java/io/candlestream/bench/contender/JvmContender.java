package io.candlestream.bench.contender;

import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.ProjectFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A contender that is a Java program of its own, with as much heap as ours has.
 *
 * @param needs what the build has to have made, from the project's root
 */
public record JvmContender(String name, String needs, Arguments arguments) implements Contender {
    private static final List<String> JVM = List.of("-Xmx1g", "-Xmn640m", "-XX:+UseParallelGC");

    /** What stands behind {@code java}, for one run. */
    @FunctionalInterface
    interface Arguments {
        List<String> of(Pipeline pipeline, long rows);
    }

    /** The upper bound of topic to table: the two clients and nothing else. */
    public static JvmContender bareLoop() {
        return ofThisModule("bare loop", "io.candlestream.bench.bare.BareLoop", List.of());
    }

    /** JSON frames to the topic, on one core. */
    public static Contender frames() {
        return new OneCore(
                ofThisModule("ours", "io.candlestream.bench.frames.FrameRace", List.of("-XX:ActiveProcessorCount=1")));
    }

    private static JvmContender ofThisModule(String name, String main, List<String> options) {
        String jar = "bench/target/bench.jar";
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(List.of("-cp", jar, main));
        return new JvmContender(name, jar, (pipeline, rows) -> arguments);
    }

    /** One of the contenders on Spark; {@code word} is how its program calls it. */
    public static JvmContender onSpark(String name, String word) {
        String jar = "bench/spark/target/bench-spark.jar";
        return new JvmContender(name, jar, (pipeline, rows) -> List.of("-jar", jar, word));
    }

    /** The upper bound of reading a topic: Kafka's own measurement, which looks at no record. */
    public static JvmContender consumerPerformance() {
        String lib = "bench/kafka-tools/target/lib";
        return new JvmContender(
                "ConsumerPerformance",
                lib,
                (pipeline, rows) ->
                        List.of(("-cp " + lib + "/* org.apache.kafka.tools.ConsumerPerformance --hide-header"
                                        + " --bootstrap-server " + pipeline.value("REDPANDA_BROKERS")
                                        + " --topic " + pipeline.value("ASSET_PRICES_TOPIC")
                                        + " --messages " + rows + " --timeout 60000")
                                .split(" ")));
    }

    @Override
    public Work start(Pipeline pipeline, long rows) {
        ResultLines lines = new ResultLines();
        return new JvmWork(name, launch(name, needs, arguments.of(pipeline, rows), pipeline, lines), lines::span);
    }

    /** Starts a Java program with the heap that all contenders get. */
    static ChildJvm launch(
            String name, String needs, List<String> arguments, Pipeline pipeline, Consumer<String> listener) {
        if (!Files.exists(ProjectFolder.find().root().resolve(needs))) {
            throw new AbsentException("cannot find " + needs + " (./candlestream bench builds it)");
        }
        List<String> command = new ArrayList<>(JVM);
        command.addAll(arguments);
        Path log = pipeline.folder().resolve("contender.log");
        return ChildJvm.start(name.replace(' ', '-'), command, pipeline.environment(), log, listener);
    }
}
