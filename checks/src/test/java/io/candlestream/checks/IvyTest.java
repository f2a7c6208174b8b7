package io.candlestream.checks;

import static io.candlestream.checks.Project.ROOT;
import static io.candlestream.checks.Project.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** ivy.xml names what the consumer needs and Spark has not: by the build on the one side, Spark's distribution on the other. */
class IvyTest {
    private static final Pattern DEPENDENCY =
            Pattern.compile("<dependency org=\"[^\"]+\" name=\"([^\"]+)\" rev=\"([^\"]+)\"/>");
    private static final Pattern SHIPPED = Pattern.compile("<beyond.spark>(.+)</beyond.spark>");
    private static final Pattern AMAZON = Pattern.compile("<aws.version>(.+)</aws.version>");
    /** The lake's catalog and its commands, which the executors do without. */
    private static final Set<String> DRIVERS = Set.of("sqlite-jdbc", "picocli", "jackson-dataformat-toml");

    private static final Pattern SPARK = Pattern.compile("<spark.version>(.+)</spark.version>");

    @Test
    void namesEveryJarThatSparkLacksAtTheVersionOfTheBuildAndNoOther() throws IOException {
        Set<String> sparks = distribution().stream().map(IvyTest::artifact).collect(Collectors.toSet());
        Set<String> lacking =
                libs().filter(jar -> !sparks.contains(artifact(jar))).collect(Collectors.toSet());

        assertThat(ivy()).isNotEmpty().containsExactlyInAnyOrderElementsOf(lacking);
    }

    @Test
    void namesWhatADriverShipsToItsExecutors() {
        String pom = text("binance-consumer/pom.xml").replace("${scala.binary}", "2.12");
        String shipped =
                SHIPPED.matcher(pom).results().findFirst().orElseThrow().group(1);

        assertThat(ivy().stream().map(IvyTest::artifact).filter(name -> !DRIVERS.contains(name)))
                .containsExactlyInAnyOrderElementsOf(Stream.of(shipped.split("\\s+"))
                        .filter(name -> !name.matches("sink-.*|certify|history|minutes|parquet-files")) // our own
                        .map(name -> artifact(name + "-0.0.jar"))
                        .toList());
    }

    private static List<String> ivy() {
        return DEPENDENCY
                .matcher(text("ivy.xml"))
                .results()
                .map((MatchResult found) -> found.group(1) + "-" + found.group(2) + ".jar")
                .toList();
    }

    /**
     * What the consumer's manifest counts on, but for our own modules, which lie in its jar, and for Amazon's library, which the sink
     * minutes loads for a bucket alone.
     */
    private static Stream<String> libs() throws IOException {
        String amazon = "-"
                + AMAZON.matcher(text("pom.xml"))
                        .results()
                        .findFirst()
                        .orElseThrow()
                        .group(1) + ".jar";
        Path program = ROOT.resolve("binance-consumer/target/binance-consumer.jar");
        try (JarFile jar = new JarFile(program.toFile())) {
            String classPath = jar.getManifest().getMainAttributes().getValue("Class-Path");
            return Stream.of(classPath.strip().split("\\s+"))
                    .map(entry -> entry.replaceFirst("^lib/", ""))
                    .filter(entry -> !entry.endsWith("-SNAPSHOT.jar") && !entry.endsWith(amazon));
        }
    }

    /** The jars of the very Spark that the build names; a new one has to be listed again. */
    private static List<String> distribution() {
        String version = SPARK.matcher(text("pom.xml"))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        return text("checks/src/test/resources/spark-" + version + "-jars.txt")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    /** The name of a jar without its version and what follows. */
    private static String artifact(String jar) {
        return jar.replaceFirst("-\\d+(\\.\\d+)+.*$", "");
    }
}
