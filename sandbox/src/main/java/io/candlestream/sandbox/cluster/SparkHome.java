package io.candlestream.sandbox.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Spark as an operator installs it: {@code jars} with Spark's own jars and none of those that the consumer brings, {@code
 * conf} with settings and log levels.
 *
 * @param opens what a JVM has to open to Spark, as {@code module/package}
 */
record SparkHome(Path folder, List<String> opens) implements AutoCloseable {
    private static final String LOG_LEVELS = """
        rootLogger.level = warn
        rootLogger.appenderRef.console.ref = console
        appender.console.type = Console
        appender.console.name = console
        appender.console.target = SYSTEM_ERR
        appender.console.layout.type = PatternLayout
        appender.console.layout.pattern = %d{HH:mm:ss.SSS} %-5p %c{1}: %m%n
        logger.deploy.name = org.apache.spark.deploy
        logger.deploy.level = info
        """;

    /** Makes a Spark in {@code folder}; {@code settings} hold for every master and worker of it. */
    static SparkHome in(Path folder, Map<String, String> settings) {
        ConsumerJar consumer = ConsumerJar.built();
        try {
            link(consumer.sparks(), folder.resolve("jars"));
            Path conf = Files.createDirectories(folder.resolve("conf"));
            Files.writeString(conf.resolve("log4j2.properties"), LOG_LEVELS);
            Path defaults = Files.createFile(
                    conf.resolve("spark-defaults.conf"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    defaults,
                    settings.entrySet().stream()
                            .map(setting -> setting.getKey() + " " + setting.getValue() + "\n")
                            .collect(Collectors.joining()));
            return new SparkHome(folder, consumer.opens());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a Spark in " + folder, e);
        }
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

    /** The variables of Spark's programs, which keep to the loopback. */
    Map<String, String> environment() {
        return Map.of(
                "SPARK_HOME",
                folder.toString(),
                "SPARK_CONF_DIR",
                folder.resolve("conf").toString(),
                "SPARK_SCALA_VERSION",
                "2.12",
                "SPARK_LOCAL_IP",
                SparkCluster.LOOPBACK);
    }

    /** Takes the links away, before somebody who clears the folder follows them. */
    @Override
    public void close() {
        try (Stream<Path> links = Files.list(folder.resolve("jars"))) {
            for (Path link : links.toList()) {
                Files.delete(link);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
