package io.candlestream.producer.trade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.sun.net.httpserver.HttpServer;
import io.candlestream.history.PastAggTrade;
import io.candlestream.history.RequestWeightLimiter;
import io.candlestream.history.RestAggTrades;
import io.candlestream.history.RestApi;
import io.candlestream.history.RestPastById;
import io.candlestream.ingest.channel.EventHistory.Part;
import io.candlestream.ingest.channel.EventHistory.Range;
import io.candlestream.ingest.channel.EventSource;
import io.candlestream.ingest.channel.Gap;
import io.candlestream.ingest.channel.Gap.Cause;
import io.candlestream.ingest.channel.Gap.Times;
import io.candlestream.ingest.frame.EventJson;
import io.candlestream.ingest.frame.EventScanner;
import io.candlestream.ingest.frame.RejectCause;
import io.candlestream.ingest.frame.RejectedException;
import io.candlestream.schema.RecordSchema;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What aggregate trades have that trades have not; the ids of both are followed by one class. */
class AggTradeTest {
    private static final Schema SCHEMA =
            RecordSchema.AGG_TRADES.load(Path.of(System.getProperty("candlestream.home"), "schemas/agg_trades.avsc"));
    private static final long START = 1_723_161_255_000L;
    private static final String BEFORE = "{\"e\":\"aggTrade\"";
    private static final String TEXT =
            BEFORE + ",\"E\":1712325202406,\"s\":\"BTCUSDT\",\"a\":2954790092,\"p\":\"67459.36000000\","
                    + "\"q\":\"0.00045000\",\"f\":3533917325,\"l\":3533917327,\"T\":1712325202400,\"m\":true,\"M\":true}";
    private static final Trade TRADE = new Trade(
            "BTCUSDT",
            2_954_790_092L,
            "67459.36000000",
            "0.00045000",
            1_712_325_202_400L,
            true,
            1_712_325_202_406L,
            EventSource.SOCKET,
            3_533_917_325L,
            3_533_917_327L);

    private final TradeKind<PastAggTrade> kind = TradeKind.AGG_TRADES;
    private final List<Gap> missing = new ArrayList<>();

    @Test
    void bothWaysReadEveryField() throws Exception {
        assertThat(scanned(TEXT)).contains(TRADE);
        assertThat(parsed(TEXT)).isEqualTo(TRADE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"l\":3533917327 | \"l\":3533917324 | OUT_OF_RANGE",
                "\"f\":3533917325 | \"f\":-1 | OUT_OF_RANGE",
                "\"q\":\"0.00045000\" | \"q\":\"0\" | OUT_OF_RANGE",
                "\"p\":\"67459.36000000\" | \"p\":\"0\" | OUT_OF_RANGE",
                "\"a\":2954790092 | \"a\":-1 | OUT_OF_RANGE",
                "\"T\":1712325202400 | \"T\":1712325202 | OUT_OF_RANGE",
                "\"l\":3533917327, | '' | MISSING_KEY",
                "\"m\":true | \"m\":true,\"m\":false | DUPLICATE_KEY",
            })
    void refusesWhatNoAggregateTradeCanBe(String part, String other, RejectCause cause) {
        String text = TEXT.replace(part, other);

        assertThat(scanned(text)).isEmpty();
        assertThatThrownBy(() -> parsed(text))
                .isInstanceOfSatisfying(
                        RejectedException.class, e -> assertThat(e.reason()).isEqualTo(cause));
    }

    @Test
    void writesEveryFieldOfTheSchema() throws IOException {
        byte[] value =
                kind.encoder().apply(SCHEMA).encode(TRADE, 1_712_325_202_500L).value();
        GenericRecord record = new GenericDatumReader<GenericRecord>(SCHEMA)
                .read(new GenericData.Record(SCHEMA), DecoderFactory.get().binaryDecoder(value, null));

        assertThat(record)
                .hasToString(
                        "{\"symbol\": \"BTCUSDT\", \"agg_trade_id\": \"2954790092\", \"price\": \"67459.36000000\","
                                + " \"quantity\": \"0.00045000\", \"first_trade_id\": \"3533917325\","
                                + " \"last_trade_id\": \"3533917327\", \"trade_time\": \"2024-04-05T13:53:22.400Z\","
                                + " \"is_buyer_maker\": \"true\", \"event_time\": \"2024-04-05T13:53:22.406Z\","
                                + " \"collected_at\": \"2024-04-05T13:53:22.500Z\", \"source\": \"socket\"}");
    }

    @Test
    void aSkippedIdIsAGapAndABreakBetweenNeighboursIsCounted() {
        IdContinuity continuity = new IdContinuity(kind, "BTCUSDT");
        continuity.take(trade(5, 10, 11), 0);
        continuity.take(trade(6, 12, 12), 0);
        continuity.take(trade(7, 14, 15), 0); // Trade 13 stands in none.
        continuity.take(trade(9, 20, 20), 0); // What was between them is missing, so nothing is broken.
        continuity.take(trade(9, 20, 20), 0);
        continuity.take(trade(10, 20, 21), 0);

        assertThat(continuity.breaks()).isEqualTo(2);
        assertThat(continuity.overdue(1, 7))
                .containsExactly(
                        new Gap("BTCUSDT", 8, 9, Optional.of(new Times(START + 7, START + 10)), Cause.TRADE_IDS, 7));
    }

    @Test
    void aRestartGoesOnByTheIdOfTheAggregateTrades() {
        IdContinuity continuity = new IdContinuity(kind, "BTCUSDT");
        IdTailState tail = new IdTailState(
                SCHEMA, kind.idField(), List.of("BTCUSDT"), symbol -> continuity, START + 1000, Duration.ZERO);
        for (long id : List.of(5L, 6L, 8L)) {
            tail.take(
                    kind.encoder()
                            .apply(SCHEMA)
                            .encode(trade(id, id, id), START)
                            .value(),
                    START);
        }

        assertThat(tail.resume("BTCUSDT", 0)).hasValue(START + 8);
        continuity.take(trade(11, 11, 11), 0);
        assertThat(continuity.overdue(Long.MAX_VALUE, 7))
                .extracting(Gap::from, Gap::to, Gap::cause)
                .containsExactly(tuple(7L, 8L, Cause.RESTART), tuple(9L, 11L, Cause.RESTART));
    }

    /** Its id is used up, so there is nothing to ask for again. */
    @Test
    void whatTheExchangeTookBackIsSettledWithTheOthers() throws Exception {
        try (Rest rest = new Rest(7)) {
            IdHistory<PastAggTrade> history = new IdHistory<>(kind, rest.client(), () -> START + 100);
            Part<Trade> part = history.read(gap(5, 10), 5);

            assertThat(part.refused()).isZero();
            assertThat(part.events()).extracting(Trade::id).containsExactly(5L, 6L, 8L, 9L);
            assertThat(part.ranges())
                    .extracting(Range::from, Range::to, Range::found, Range::places)
                    .containsExactly(tuple(5L, 10L, true, 4));
            assertThat(history.read(gap(7, 8), 7).ranges())
                    .extracting(Range::from, Range::to, Range::found, Range::places)
                    .containsExactly(tuple(7L, 8L, true, 0));
            assertThat(rest.paths).allMatch(path -> path.startsWith("/api/v3/aggTrades?symbol=BTCUSDT&fromId="));
        }
    }

    @Test
    void aBackfillPassesOverWhatTheExchangeTookBackAndTellsOfWhatIsLeftOut() throws Exception {
        try (Rest rest = new Rest(7)) {
            rest.leftOut = 9;
            List<Long> ids = new ArrayList<>();
            new IdPast<>(kind, new RestPastById<>(rest.client(), Duration.ZERO), EventSource.REST, Optional.empty())
                    .between("BTCUSDT", START + 5, START + 11, OptionalLong.of(5), missing::add)
                    .forEachRemaining(trade -> ids.add(trade.id()));

            assertThat(ids).containsExactly(5L, 6L, 8L, 10L, 11L);
            assertThat(missing).extracting(Gap::from, Gap::to).containsExactly(tuple(9L, 10L));
        }
    }

    private static Gap gap(long from, long to) {
        return new Gap("BTCUSDT", from, to, Optional.of(new Times(START, START + 100)), Cause.TRADE_IDS, 7);
    }

    private static Trade trade(long id, long first, long last) {
        return new Trade("BTCUSDT", id, "1.5", "2", START + id, true, START + id, EventSource.SOCKET, first, last);
    }

    private static Optional<Trade> scanned(String text) {
        try {
            EventScanner scanner = new EventScanner(text);
            scanner.expect(BEFORE);
            Trade trade = TradeReader.scanAggregate(scanner);
            scanner.expectEnd();
            return Optional.of(trade);
        } catch (RejectedException | IOException e) {
            return Optional.empty();
        }
    }

    private static Trade parsed(String text) throws RejectedException, IOException {
        try (JsonParser json = new JsonFactory().createParser(text)) {
            json.nextToken();
            return TradeReader.parseAggregate(new EventJson(json));
        }
    }

    /** A real HTTP server that has the aggregate trades 0 to 20, each of one trade, and took one back. */
    private static final class Rest implements AutoCloseable {
        private final HttpServer server;
        private final List<String> paths = new ArrayList<>();
        private long leftOut = -1;

        Rest(long takenBack) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/api/v3/aggTrades", http -> {
                String path = http.getRequestURI().toString();
                paths.add(path);
                long from =
                        path.contains("&fromId=") ? Long.parseLong(path.replaceFirst(".*&fromId=(\\d+)&.*", "$1")) : 20;
                int limit = Integer.parseInt(path.replaceFirst(".*&limit=(\\d+)", "$1"));
                byte[] body = LongStream.rangeClosed(from, 20)
                        .filter(id -> id != leftOut)
                        .limit(limit)
                        .mapToObj(id -> row(id, id == takenBack))
                        .collect(Collectors.joining(",", "[", "]"))
                        .getBytes(StandardCharsets.UTF_8);
                http.sendResponseHeaders(200, body.length);
                http.getResponseBody().write(body);
                http.close();
            });
            server.start();
        }

        private static String row(long id, boolean takenBack) {
            return "{\"a\":" + id
                    + (takenBack
                            ? ",\"p\":\"0\",\"q\":\"0\",\"f\":-1,\"l\":-1"
                            : ",\"p\":\"1.50\",\"q\":\"2.00\",\"f\":" + id + ",\"l\":" + id)
                    + ",\"T\":" + (START + id) + ",\"m\":true,\"M\":true}";
        }

        RestAggTrades client() {
            URI url = URI.create("http://localhost:" + server.getAddress().getPort());
            return new RestAggTrades(new RestApi(url, HttpClient.newHttpClient(), new RequestWeightLimiter(6000)));
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
