package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candlestream.sandbox.RowTopic.TopicRow;
import io.candlestream.sandbox.run.PipelineRun;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.sandbox.server.Topics;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.simulator.exchange.Pace;
import io.candlestream.simulator.market.Market;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Recorded klines and trades in topics of rows: value by value, over kills and a batch that is repeated. */
@Order(4)
@ExtendWith(SharedServers.class)
class RowTopicIT {
    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(60);
    private static final int KILLS = Integer.getInteger("candlestream.kills", 2);
    private static final int TRADES = 34_419;
    private static final long HOUR = 3_600_000;
    private static final String TWICE = "may get the rows of one batch twice";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String tag = "_" + System.nanoTime();
    private final String klines = "data.row_klines" + tag;
    private final String trades = "data.row_trades" + tag;
    private final Queue<String> log = new ConcurrentLinkedQueue<>();

    @Test
    void eachRowStandsInTheTopicsOnceAndIsWhatWasRecorded(Servers servers, @TempDir Path folder) throws IOException {
        Market market = Market.of(RecordedData.folder("trades"), Interval.MINUTE_1);
        try (ApicurioRegistry registry = ApicurioRegistry.start(folder);
                Exchange exchange = new Exchange(
                        market, Pace.fullSpeed(), Exchange.Options.defaults().streams(List.of("trades", "klines")))) {
            exchange.start();
            Pipeline pipeline = pipeline(servers, folder, registry).with(exchange);
            Written written = new Written(servers, registry);

            overKills(exchange, pipeline, written);
            written.holdsWhatWasRecorded();
            aBatchThatIsRepeated(pipeline, written);
            aTopicThatLostItsLastRecords(pipeline, written);
            aBatchOfWhichTheBrokersHaveForgottenThatItIsThere(pipeline, written);
        }
        assertThat(log).noneMatch(line -> line.contains("ERROR") || line.contains("\tat "));
    }

    private Pipeline pipeline(Servers servers, Path folder, ApicurioRegistry registry) throws IOException {
        Path settings = Files.writeString(folder.resolve("topics.conf"), """
                candlestream.producer.streams.trades.enabled = true
                candlestream.consumer {
                  streams {
                    klines.sinks = [framed, json, plain]
                    trades { enabled = true, sinks = [framed, json, plain] }
                  }
                  sinks {
                    framed { type = topic, name = "framed.{table}", format = avro-framed, delivery = transactional }
                    json { type = topic, name = "json.{table}", format = json, delivery = transactional }
                    plain { type = topic, name = "plain.{table}" }
                  }
                }
                """);
        return Pipeline.between(servers, servers.superuser(), folder)
                .with("CANDLESTREAM_CONFIG", settings.toString())
                .with("CANDLESTREAM_CONSUMER_SCHEMA_REGISTRY", registry.address())
                .with("ASSET_PRICES_TOPIC", klines)
                .with("ASSET_CASSANDRA_TABLE", "klines" + tag)
                .with("CANDLESTREAM_PRODUCER_TRADES_TOPIC", trades)
                .with("CANDLESTREAM_CONSUMER_TRADES_TOPIC", trades)
                .with("CANDLESTREAM_CONSUMER_CASSANDRA_TRADES_TABLE", "trades" + tag)
                .with("CANDLESTREAM_CONSUMER_CASSANDRA_GAPS_TABLE", "gaps" + tag)
                .with("CANDLESTREAM_CONSUMER_MAX_OFFSETS_PER_TRIGGER", "4000");
    }

    private void overKills(Exchange exchange, Pipeline pipeline, Written written) {
        Random random = new Random(20_261_128);
        try (PipelineRun run = new PipelineRun(pipeline, log::add)) {
            await().atMost(LONGEST).until(exchange::hasListener);
            exchange.open();
            for (int kill = 0; kill < KILLS; kill++) {
                long before = written.size("json.trades");
                long more = 200L + random.nextInt(3000);
                await().atMost(LONGEST).pollInterval(Duration.ofMillis(25)).until(() -> {
                    long size = written.size("json.trades");
                    return size >= before + more || size >= TRADES;
                });
                run.consumer().kill();
                run.restartConsumer();
            }
            exchange.finished().join();
            await().atMost(LONGEST).pollInterval(Duration.ofSeconds(1)).until(() -> {
                run.requireAlive();
                return Stream.of("framed.trades", "json.trades", "plain.trades")
                        .allMatch(topic -> written.identities(topic).size() >= TRADES);
            });
            run.stop();
        }
    }

    private void aBatchThatIsRepeated(Pipeline pipeline, Written written) throws IOException {
        Map<String, Integer> before = written.counts();
        ReplayIT.forgetNewestCommit(pipeline.checkpoint().resolve("commits"));
        ReplayIT.forgetNewestCommit(pipeline.checkpoint().resolve("queries/trades"));
        log.clear();
        try (ChildJvm consumer = pipeline.consumer(log::add)) {
            for (String topic : List.of("framed.klines", "json.klines", "framed.trades", "json.trades")) {
                await().atMost(LONGEST).until(() -> log.stream()
                        .anyMatch(line -> line.matches(".*Topic " + topic + tag + " has the rows of .* already")));
            }
            for (String topic : List.of("plain.klines", "plain.trades")) {
                await().atMost(LONGEST).until(() -> written.size(topic) > before.get(topic));
            }
            assertThat(consumer.stop(STOP)).isZero();
        }
        assertThat(log).noneMatch(line -> line.contains(TWICE));
        Map<String, Integer> after = written.counts();
        written.transactional()
                .forEach(topic ->
                        assertThat(after.get(topic)).as("rows of %s", topic).isEqualTo(before.get(topic)));
        assertThat(after.get("plain.klines")).as("an idempotent sink").isGreaterThan(before.get("plain.klines"));
        written.holdsWhatWasRecorded();
    }

    /**
     * The brokers have lost the last records of a topic, whose offsets others get then. As after that: checkpoint and sinks have come
     * further than the topic reaches.
     */
    private void aTopicThatLostItsLastRecords(Pipeline pipeline, Written written) throws IOException {
        int lost = 7;
        Map<String, Integer> before = written.counts();
        Path checkpoint = pipeline.checkpoint().resolve("queries/trades");
        TopicRecords records = new TopicRecords(written.servers.brokers());
        assertThat(records.advance(List.of(group(checkpoint, "framed"), group(checkpoint, "json")), lost))
                .isGreaterThanOrEqualTo(2);
        advance(checkpoint, lost);
        log.clear();
        try (ChildJvm consumer =
                pipeline.with("CANDLESTREAM_CONSUMER_ACCEPT_LOSS", "true").consumer(log::add)) {
            await().atMost(LONGEST).until(() -> log.stream()
                    .anyMatch(line -> line.contains("Topic json.trades" + tag + " is written on from offset ")));
            List<ConsumerRecord<byte[], byte[]>> last = records.read(trades);
            records.append(last.subList(last.size() - lost, last.size()).stream()
                    .map(r -> new ProducerRecord<>(trades, r.partition(), r.key(), r.value()))
                    .toList());
            await().atMost(LONGEST).until(() -> log.stream()
                    .anyMatch(line -> line.contains("Topic json.trades" + tag + " has the rows of ")));
            await().atMost(LONGEST).until(() -> rowsOf(written, "json.trades") == before.get("json.trades") + lost);
            assertThat(consumer.stop(STOP)).isZero();
        }
        assertThat(rowsOf(written, "framed.trades"))
                .as("the new records with old offsets, and none of the others again")
                .isEqualTo(before.get("framed.trades") + lost);
    }

    private String group(Path checkpoint, String sink) throws IOException {
        String id = JSON.readTree(checkpoint.resolve("metadata").toFile())
                .path("id")
                .asText();
        return "candlestream-" + sink + "-" + id + "-" + sink + ".trades" + tag;
    }

    /** As after a week without the consumer, of whose two sinks one still knows. */
    private void aBatchOfWhichTheBrokersHaveForgottenThatItIsThere(Pipeline pipeline, Written written)
            throws IOException {
        Path checkpoint = pipeline.checkpoint().resolve("queries/trades");
        ReplayIT.forgetNewestCommit(checkpoint);
        new TopicRecords(written.servers.brokers()).forget(group(checkpoint, "json"));
        log.clear();
        try (ChildJvm consumer = pipeline.consumer(log::add)) {
            await().atMost(LONGEST).until(() -> log.stream()
                    .anyMatch(line -> line.contains("Topic framed.trades" + tag + " has the rows of ")));
            assertThat(consumer.stop(STOP)).isZero();
        }
        assertThat(log.stream().filter(line -> line.contains(TWICE)))
                .singleElement()
                .asString()
                .contains("Topic json.trades" + tag, "offsets.retention.minutes");
    }

    private static int rowsOf(Written written, String topic) {
        return written.rows(topic).size();
    }

    /** Adds a batch to a checkpoint that has read {@code more} records of each partition. */
    private static void advance(Path checkpoint, int more) throws IOException {
        long newest;
        try (Stream<Path> files = Files.list(checkpoint.resolve("commits"))) {
            newest = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d+"))
                    .mapToLong(Long::parseLong)
                    .max()
                    .orElseThrow();
        }
        String offsets = Files.readString(checkpoint.resolve("offsets/" + newest));
        int last = offsets.lastIndexOf('\n') + 1;
        String ahead = Pattern.compile("(\"\\d+\":)(\\d+)")
                .matcher(offsets.substring(last))
                .replaceAll(partition -> partition.group(1) + (Long.parseLong(partition.group(2)) + more));
        Files.writeString(checkpoint.resolve("offsets/" + (newest + 1)), offsets.substring(0, last) + ahead);
        Files.copy(checkpoint.resolve("commits/" + newest), checkpoint.resolve("commits/" + (newest + 1)));
    }

    /** The topics of rows. */
    private final class Written {
        private final Servers servers;
        private final ApicurioRegistry registry;

        Written(Servers servers, ApicurioRegistry registry) {
            this.servers = servers;
            this.registry = registry;
        }

        List<String> transactional() {
            return List.of("framed.klines", "json.klines", "framed.trades", "json.trades");
        }

        long size(String topic) {
            return Topics.size(servers.brokers(), topic + tag);
        }

        List<TopicRow> rows(String topic) {
            RowTopic.Reader reader = topic.startsWith("json")
                    ? RowTopic::ofJson
                    : topic.startsWith("framed") ? RowTopic.framed(registry) : RowTopic.plain(schema(topic));
            return new RowTopic(servers.brokers(), topic + tag).rows(true, reader);
        }

        /** That of the framed rows of the same table. */
        private org.apache.avro.Schema schema(String topic) {
            return registry.schema(topic.replace("plain", "framed") + tag + "-value");
        }

        Set<String> identities(String topic) {
            return size(topic) < TRADES
                    ? Set.of()
                    : rows(topic).stream().map(TopicRow::identity).collect(Collectors.toSet());
        }

        Map<String, Integer> counts() {
            Map<String, Integer> counts = new HashMap<>();
            Stream.concat(transactional().stream(), Stream.of("plain.klines", "plain.trades"))
                    .forEach(topic -> counts.put(topic, rows(topic).size()));
            return counts;
        }

        void holdsWhatWasRecorded() throws IOException {
            Set<String> recorded = recordedTrades();
            for (String format : List.of("framed", "json", "plain")) {
                List<TopicRow> found = rows(format + ".trades");
                if (!format.equals("plain")) {
                    assertThat(found).as("%s, each trade once", format).hasSize(TRADES);
                    List<TopicRow> candles = rows(format + ".klines");
                    assertThat(candles.stream().map(TopicRow::identity)).doesNotHaveDuplicates();
                }
                assertThat(tradeLines(found)).as(format).isEqualTo(recorded);
                assertThat(found).allMatch(row -> row.key()
                        .equals(row.values("symbol") + "/"
                                + Instant.ofEpochMilli(Long.parseLong(row.values("hour"))) + "/"
                                + row.values("trade_id")));
                eachSymbolStaysInOnePartition(found);
                holdsTheCandles(rows(format + ".klines"));
            }
        }

        private void eachSymbolStaysInOnePartition(List<TopicRow> rows) {
            Set<String> places = new HashSet<>();
            rows.forEach(row -> places.add(row.values("symbol") + " " + row.partition()));
            assertThat(places).hasSize(2);
        }

        /** The newest version of each candle, beside the candles that were made of the recorded trades by other means. */
        private void holdsTheCandles(List<TopicRow> rows) {
            Map<String, TopicRow> newest = new HashMap<>();
            rows.forEach(row -> newest.merge(
                    row.values("symbol", "timestamp"),
                    row,
                    (one, other) -> one.version() > other.version() ? one : other));
            Map<String, String[]> derived = RecordedData.candles(RecordedData.folder("trades"));
            assertThat(derived).hasSize(20);
            derived.forEach((candle, cells) -> {
                List<String> wanted = new ArrayList<>(List.of(cells));
                wanted.replaceAll(RowTopicIT::plain);
                assertThat(newest.get(candle)
                                .values(
                                        "timestamp",
                                        "open",
                                        "high",
                                        "low",
                                        "close",
                                        "volume",
                                        "close_time",
                                        "quote_volume",
                                        "trades",
                                        "taker_buy_volume",
                                        "taker_buy_quote_volume",
                                        "first_trade_id",
                                        "last_trade_id"))
                        .as(candle)
                        .isEqualTo(String.join(" ", wanted));
                assertThat(newest.get(candle).values("is_closed", "source")).isEqualTo("true socket");
            });
        }
    }

    private static Set<String> tradeLines(List<TopicRow> rows) {
        Set<String> lines = new TreeSet<>();
        rows.forEach(row -> lines.add(tradeLine(row)));
        return lines;
    }

    private static String tradeLine(TopicRow row) {
        return row.values(
                "symbol",
                "trade_id",
                "price",
                "quantity",
                "quote_quantity",
                "hour",
                "trade_time",
                "is_buyer_maker",
                "event_time",
                "source");
    }

    /** The lines of the recording. */
    private static Set<String> recordedTrades() throws IOException {
        Set<String> lines = new TreeSet<>();
        try (Stream<Path> files = Files.list(RecordedData.folder("trades"))) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".jsonl.gz")).toList()) {
                try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
                    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                        lines.add(recorded(JSON.readTree(line).get("data")));
                    }
                }
            }
        }
        return lines;
    }

    private static String recorded(JsonNode trade) {
        BigDecimal price = new BigDecimal(trade.get("p").asText());
        BigDecimal quantity = new BigDecimal(trade.get("q").asText());
        long time = trade.get("T").asLong();
        return String.join(
                " ",
                trade.get("s").asText(),
                trade.get("t").asText(),
                plain(price.toPlainString()),
                plain(quantity.toPlainString()),
                plain(price.multiply(quantity).toPlainString()),
                String.valueOf(time - time % HOUR),
                String.valueOf(time),
                trade.get("m").asText(),
                trade.get("E").asText(),
                "socket");
    }

    private static String plain(String number) {
        return new BigDecimal(number).stripTrailingZeros().toPlainString();
    }
}
