package io.candlestream.consumer.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.sink.SinkFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedJarsTest {
    private static final SparkConf NO_SINK = new SparkConf(false);

    private final Path folder;

    ShippedJarsTest(@TempDir Path folder) throws IOException {
        this.folder = Files.createDirectories(folder.resolve("our jars"));
        Files.createDirectories(this.folder.resolve("lib"));
    }

    @Test
    void theProgramAndWhatAPlainSparkHasNot() throws IOException {
        Path program = program();
        Path kafka = lib("kafka-clients-3.9.2.jar");
        lib("kafka-clients-test-1.jar");
        lib("spark-core_2.12-3.5.7.jar");

        assertThat(ShippedJars.of(program, NO_SINK).jars()).containsExactly(program, kafka);
    }

    @Test
    void whatASinkAsksForAsWell() throws IOException {
        Path program = program();
        Path s3 = lib("s3-2.jar");
        SparkConf conf = new SparkConf(false)
                .set(SinkFactory.SHIPPED_JARS + "lake", "Amazon-S3")
                .set(SinkFactory.SHIPPED_JARS + "other", "Amazon-S3");

        assertThat(ShippedJars.of(program, conf).jars()).containsExactly(program, s3);
        assertThat(ShippedJars.of(program, NO_SINK).jars()).containsExactly(program);
    }

    @Test
    void theProgramAloneWhereNoLibLiesBesideIt() throws IOException {
        Path program = program();

        assertThat(ShippedJars.of(program, NO_SINK).jars()).containsExactly(program);
    }

    @Test
    void whatSparkSubmitHasPutThereStaysAndNothingIsNamedTwice() throws IOException {
        Path program = program();
        Path kafka = lib("kafka-clients-3.9.2.jar");
        SparkConf conf = new SparkConf(false).set("spark.jars", "file:/app/binance-consumer.jar,hdfs:/x/mine.jar");

        ShippedJars.of(program, conf).addTo(conf);

        assertThat(conf.get("spark.jars"))
                .isEqualTo("file:/app/binance-consumer.jar,hdfs:/x/mine.jar," + kafka.toUri());
    }

    @Test
    void onlyALocalMasterIsNotRemote() {
        SparkConf conf = new SparkConf(false).set("spark.master", "local[2]");
        assertThat(Masters.remote(conf)).isFalse();
        assertThat(Masters.remote(conf.set("spark.master", "local"))).isFalse();
        assertThat(Masters.remote(conf.set("spark.master", "spark://a:7077,b:7077")))
                .isTrue();
        assertThat(Masters.remote(conf.set("spark.master", "yarn"))).isTrue();
        assertThat(Masters.remote(conf.set("spark.master", "k8s://https://host:6443")))
                .isTrue();
    }

    private Path lib(String name) throws IOException {
        return Files.createFile(folder.resolve("lib").resolve(name));
    }

    private Path program() throws IOException {
        Path program = folder.resolve("binance-consumer.jar");
        Attributes attributes = new Attributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(
                Attributes.Name.CLASS_PATH,
                "lib/spark-core_2.12-3.5.7.jar lib/kafka-clients-3.9.2.jar lib/kafka-clients-test-1.jar");
        attributes.put(new Attributes.Name("Beyond-Spark"), "commons-pool2 kafka-clients");
        attributes.put(new Attributes.Name("Amazon-S3"), "lib/s3-2.jar lib/absent-1.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putAll(attributes);
        new JarOutputStream(Files.newOutputStream(program), manifest).close();
        return program;
    }
}
