package io.candlestream.sandbox.cluster;

import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.ProjectFolder;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.ivy.Ivy;
import org.apache.ivy.plugins.resolver.IBiblioResolver;
import org.junit.jupiter.api.Assumptions;

/**
 * A Spark installation that was not made for us: Spark's own jars, from the build or, with {@code -Dcandlestream.spark.home},
 * from an installation that is there, and the jars that {@code ivy.xml} fetches.
 */
public record ForeignSpark(Path folder) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Optional<Path> INSTALLATION =
            Optional.ofNullable(System.getProperty("candlestream.spark.home")).map(Path::of);

    private static final String CONSUMER = "binance-consumer";
    private static final ProjectFolder PROJECT = ProjectFolder.find();

    /** Links Spark's jars and fetches ours; the test is skipped where there is nothing to fetch them from. */
    public static ForeignSpark assemble(Path folder) throws IOException, InterruptedException {
        ForeignSpark home = new ForeignSpark(folder);
        home.fetch();
        for (Path jar : sparks()) {
            Files.createSymbolicLink(home.jars().resolve(jar.getFileName()), jar);
        }
        return home;
    }

    /** The jars of a Spark that knows nothing of us. */
    private static List<Path> sparks() throws IOException {
        if (INSTALLATION.isPresent()) {
            try (Stream<Path> jars = Files.list(INSTALLATION.get().resolve("jars"))) {
                return jars.toList();
            }
        }
        return SparkHome.sparks();
    }

    private Path jars() {
        return folder.resolve("jars");
    }

    /** What was fetched, which is not linked. */
    public List<String> fetched() throws IOException {
        try (Stream<Path> jars = Files.list(jars())) {
            return jars.filter(jar -> !Files.isSymbolicLink(jar))
                    .map(jar -> jar.getFileName().toString())
                    .toList();
        }
    }

    /** The command that ivy.xml names, with a cache in the build folder. */
    private void fetch() throws IOException, InterruptedException {
        Process ivy = new ProcessBuilder(
                        java(),
                        "-jar",
                        jarOf(Ivy.class),
                        "-cache",
                        Path.of("target", "ivy").toAbsolutePath().toString(),
                        "-ivy",
                        ProjectFolder.find().root().resolve("ivy.xml").toString(),
                        "-retrieve",
                        jars() + "/[artifact]-[revision].[ext]")
                .redirectErrorStream(true)
                .start();
        String output = new String(ivy.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (ivy.waitFor() != 0) {
            Assumptions.assumeTrue(
                    reachable(), "ivy.xml is not resolved: " + IBiblioResolver.DEFAULT_M2_ROOT + " cannot be reached");
            throw new IllegalStateException("Cannot resolve ivy.xml:\n" + output);
        }
    }

    private static boolean reachable() throws InterruptedException {
        HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        try {
            HttpRequest question = HttpRequest.newBuilder(URI.create(IBiblioResolver.DEFAULT_M2_ROOT))
                    .method("HEAD", BodyPublishers.noBody())
                    .timeout(PATIENCE)
                    .build();
            client.send(question, BodyHandlers.discarding());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** What {@code bin/spark-submit --master MASTER binance-consumer.jar} starts. */
    public ChildJvm submit(Pipeline pipeline, String master) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-Xmx1g", "-XX:+UseParallelGC"));
        PROJECT.manifest(CONSUMER, "Add-Opens")
                .forEach(opened -> arguments.add("--add-opens=" + opened + "=ALL-UNNAMED"));
        arguments.addAll(List.of("-cp", jars() + "/*", "org.apache.spark.deploy.SparkSubmit", "--master", master));
        arguments.add(Files.copy(PROJECT.jar(CONSUMER), folder.resolve("binance-consumer.jar"))
                .toString());
        return ChildJvm.start(
                "spark-submit", arguments, pipeline.environment(), folder.resolve("submit.log"), line -> {});
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String jarOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
