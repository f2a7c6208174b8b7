package io.candlestream.sandbox.cluster;

import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Folders;
import io.candlestream.sandbox.server.ProjectFolder;
import io.candlestream.sandbox.server.ServerFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A Spark as an operator installs it: {@code jars} with Spark's own jars and none of those that the consumer brings, {@code
 * conf} with settings and log levels.
 *
 * @param opens what a JVM has to open to Spark, as {@code module/package}
 */
record SparkHome(Path folder, List<String> opens) implements AutoCloseable {
    private static final String CONSUMER = "binance-consumer";
    private static final ProjectFolder PROJECT = ProjectFolder.find();

    /** Makes a Spark in {@code folder}; {@code settings} hold for every master and worker of it. */
    static SparkHome in(Path folder, ServerFile settings) {
        try {
            link(sparks(), folder.resolve("jars"));
            Path conf = Files.createDirectories(folder.resolve("conf"));
            ServerFile.of(SparkHome.class, "log4j2.properties").copyTo(conf);
            Files.createFile(
                    conf.resolve(settings.name()),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            settings.copyTo(conf);
            return new SparkHome(folder, PROJECT.manifest(CONSUMER, "Add-Opens"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a Spark in " + folder, e);
        }
    }

    /** The jars that a plain Spark has: all of the consumer's but those that it brings, which its manifest names. */
    static List<Path> sparks() {
        List<String> beyond = PROJECT.manifest(CONSUMER, "Beyond-Spark");
        List<String> driver = PROJECT.manifest(CONSUMER, "Driver-Only");
        return PROJECT.manifest(CONSUMER, "Class-Path").stream()
                .filter(jar -> !driver.contains(jar))
                .filter(jar ->
                        beyond.stream().noneMatch(artifact -> jar.matches("lib/" + Pattern.quote(artifact) + "-\\d.*")))
                .map(PROJECT.jar(CONSUMER)::resolveSibling)
                .toList();
    }

    private static void link(List<Path> jars, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Path jar : jars) {
            Files.createSymbolicLink(folder.resolve(jar.getFileName()), jar);
        }
    }

    /** What stands behind {@code java} for one of Spark's programs. */
    List<String> command(String main, String... arguments) {
        List<String> command = new ArrayList<>(List.of("-Xmx256m", "-XX:+UseSerialGC"));
        opens.forEach(opened -> command.add("--add-opens=" + opened + "=ALL-UNNAMED"));
        command.addAll(List.of("-cp", folder.resolve("conf") + ":" + folder.resolve("jars") + "/*", main));
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    /** The variables of Spark's programs, which keep to the loopback; the executors that a worker starts inherit them. */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "SPARK_HOME",
                folder.toString(),
                "SPARK_CONF_DIR",
                folder.resolve("conf").toString(),
                "SPARK_SCALA_VERSION",
                "2.12",
                "SPARK_LOCAL_IP",
                SparkCluster.LOOPBACK));
        // Read by every JVM, in front of its own options.
        Optional.ofNullable(System.getProperty(ChildJvm.OPTIONS))
                .ifPresent(options -> environment.put("JDK_JAVA_OPTIONS", options));
        return environment;
    }

    /** Takes the links away, before somebody who clears the folder follows them. */
    @Override
    public void close() {
        Folders.delete(folder.resolve("jars"));
    }
}
