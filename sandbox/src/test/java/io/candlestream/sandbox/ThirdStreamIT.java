package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.ProjectFolder;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.simulator.exchange.Pace;
import io.candlestream.simulator.market.SeededMarket;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a new stream costs: a throw-away one, with a topic and a table of its own, enters the programs as they ship by its own
 * files alone, and runs from the exchange to the table beside the klines.
 */
@ExtendWith(SharedServers.class)
class ThirdStreamIT {
    private static final Path FILES = ProjectFolder.find().root().resolve("sandbox/src/test/third-stream");
    private static final int MOST_FILES = 12;
    /** {@link MidPrices}, and the file that names its factory. */
    private static final int FILES_OF_THE_EXCHANGE = 2;

    private static final List<String> SYMBOLS = List.of("BTCUSDT", "ETHUSDT", "SOLUSDT");
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void aStreamOfTwelveFilesRunsFromTheExchangeToItsTableBesideTheKlines(Servers servers) throws Exception {
        assertThat(files().size() + FILES_OF_THE_EXCHANGE)
                .as("files of the stream, its side of the exchange among them")
                .isLessThanOrEqualTo(MOST_FILES);
        Path producerClasses = compiled("producer", "binance-producer");
        Path consumerClasses = compiled("consumer", "binance-consumer");
        SeededMarket market = new SeededMarket(7, SYMBOLS, Interval.MINUTE_1, TestPipeline.START);
        Exchange exchange =
                new Exchange(market, Pace.times(30), Exchange.Options.defaults().streams(List.of("klines", "mids")));
        MidPrices mids = exchange.channel(MidPrices.class);
        try (TestPipeline pipeline = TestPipeline.with(servers, "third", market, exchange, folder);
                CqlSession session = servers.superuser().connect()) {
            session.execute(Files.readString(FILES.resolve("mids.cql")).strip().replaceAll(";$", ""));
            Pipeline how =
                    pipeline.pipeline().with("CANDLESTREAM_CONFIG", settings().toString());
            try (ChildJvm producer = program(
                            "binance-producer", "io.candlestream.producer.BinanceProducer", producerClasses, how);
                    ChildJvm consumer = program(
                            "binance-consumer", "io.candlestream.consumer.BinanceConsumer", consumerClasses, how)) {
                assertThat(exchange.awaitSubscriptions(streams(), LONGEST))
                        .as("streams that nobody asked for; the producer says:%n%s", producer.tail())
                        .isEmpty();
                exchange.open();
                await().atMost(LONGEST).until(() -> mids.said().size() == SYMBOLS.size() * MidPrices.SECONDS);
                exchange.stop();
                await().atMost(LONGEST).untilAsserted(() -> {
                    assertThat(stored(session))
                            .as("rows of the third stream; the consumer says:%n%s", consumer.tail())
                            .isEqualTo(mids.said());
                    assertThat(pipeline.verdict().equal()).as("klines").isTrue();
                });
            }
        }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(FILES)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static Set<String> streams() {
        return SYMBOLS.stream()
                .map(symbol -> symbol.toLowerCase(Locale.ROOT))
                .flatMap(symbol -> Stream.of(symbol + "@kline_1m", symbol + "@midPrice"))
                .collect(Collectors.toSet());
    }

    private Path settings() throws IOException {
        String schema = '"' + FILES.resolve("mids.avsc").toString() + '"';
        return Files.writeString(
                folder.resolve("mids.conf"),
                Files.readString(FILES.resolve("mids.conf")).replace("SCHEMA", schema));
    }

    /** The stream's classes for one program, compiled against what the program ships, with the file that names its factory. */
    private Path compiled(String part, String module) throws IOException {
        Path classes = Files.createDirectories(folder.resolve(part));
        List<String> arguments =
                new ArrayList<>(List.of("-proc:none", "-cp", classPath(module), "-d", classes.toString()));
        try (Stream<Path> sources = Files.list(FILES.resolve(part))) {
            sources.map(Path::toString).forEach(arguments::add);
        }
        int code = ToolProvider.getSystemJavaCompiler()
                .run(null, System.out, System.err, arguments.toArray(String[]::new));
        assertThat(code).as("javac %s", arguments).isZero();
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        try (Stream<Path> all = Files.list(FILES.resolve("META-INF/services"))) {
            for (Path service : all.filter(file -> file.getFileName().toString().contains("." + part + "."))
                    .toList()) {
                Files.copy(service, services.resolve(service.getFileName()));
            }
        }
        return classes;
    }

    private static String classPath(String module) {
        ProjectFolder project = ProjectFolder.find();
        return project.jar(module) + File.pathSeparator + project.lib(module) + "/*";
    }

    private ChildJvm program(String module, String mainClass, Path classes, Pipeline how) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-Xmx1g"));
        ProjectFolder.find()
                .manifest(module, "Add-Opens")
                .forEach(name -> arguments.addAll(List.of("--add-opens", name + "=ALL-UNNAMED")));
        arguments.addAll(List.of(
                "-cp", classes + File.pathSeparator + ProjectFolder.find().jar(module), mainClass));
        return ChildJvm.start(module, arguments, how.environment(), folder.resolve(module + ".log"), line -> {});
    }

    private static Map<String, Double> stored(CqlSession session) {
        Map<String, Double> stored = new TreeMap<>();
        for (Row row : session.execute("SELECT symbol, at, price FROM assets.mids")) {
            stored.put(
                    row.getString("symbol") + " "
                            + Objects.requireNonNull(row.getInstant("at")).toEpochMilli(),
                    row.getDouble("price"));
        }
        return stored;
    }
}
