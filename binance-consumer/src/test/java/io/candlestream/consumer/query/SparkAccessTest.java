package io.candlestream.consumer.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.consumer.kafka.KafkaConf;
import io.candlestream.consumer.settings.ConsumerSettings;
import io.candlestream.consumer.spark.SparkStart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.spark.SparkEnv;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who reaches a Spark in this process, and what a task gives away. */
class SparkAccessTest {
    private static ConsumerSettings settings;
    private static SparkSession spark;

    @BeforeAll
    static void start() throws InterruptedException {
        Properties properties = new Properties();
        properties.setProperty("candlestream.consumer.kafka.sasl.mechanism", "PLAIN");
        properties.setProperty("candlestream.consumer.kafka.sasl.username", "me");
        properties.setProperty("candlestream.consumer.kafka.sasl.password", "hunter3");
        properties.setProperty("candlestream.consumer.spark.conf.spark.ui.port", "0");
        settings = ConsumerSettings.of(ConsumerSettings.loader(ConsumerSettings.class)
                .load(
                        Map.of(
                                "ASSET_SCHEMA_LOCATION", "../schemas/assets.avsc",
                                "SPARK_MASTER", "local[1]",
                                "ASSET_CASSANDRA_USERNAME", "writer",
                                "ASSET_CASSANDRA_PASSWORD", "hunter2",
                                "CANDLESTREAM_CONSUMER_SPARK_UI", "true"),
                        properties));
        SparkStart start = new SparkStart(settings.spark(), Duration.ofSeconds(60));
        start.begin();
        spark = start.session();
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    @Test
    void driverBlockManagerAndPageListenOnTheLoopbackAlone() throws IOException {
        InetAddress outer = outer();
        List<Integer> ports = List.of(
                SparkEnv.get().rpcEnv().address().port(),
                SparkEnv.get().blockManager().blockManagerId().port(),
                spark.sparkContext().ui().get().boundPort());

        for (int port : ports) {
            new Socket(InetAddress.getLoopbackAddress(), port).close();
            assertThatThrownBy(() -> new Socket(outer, port).close())
                    .as("port %d", port)
                    .isInstanceOf(IOException.class);
        }
    }

    private static InetAddress outer() throws IOException {
        var outer = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst();
        Assumptions.assumeThat(outer).as("an address beyond the loopback").isPresent();
        return outer.orElseThrow();
    }

    @Test
    void aTaskCarriesNoLogin() throws IOException {
        LongAccumulator retries = spark.sparkContext().longAccumulator();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new ArrayList<>(new Pipelines(settings, stream -> Set.of(), sink -> retries)
                    .of(settings.queries().get(0))));
        }

        assertThat(bytes.toString(StandardCharsets.ISO_8859_1))
                .contains("data.asset_prices")
                .doesNotContain("hunter2", "hunter3");
        assertThat(SparkEnv.get().conf().get("spark.cassandra.auth.password")).isEqualTo("hunter2");
        assertThat(KafkaConf.client(SparkEnv.get().conf()).get("sasl.jaas.config"))
                .asString()
                .endsWith(" password=\"hunter3\";");
    }
}
