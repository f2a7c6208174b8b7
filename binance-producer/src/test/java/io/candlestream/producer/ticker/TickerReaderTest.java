package io.candlestream.producer.ticker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.candlestream.ingest.frame.EventJson;
import io.candlestream.ingest.frame.RejectCause;
import io.candlestream.ingest.frame.RejectedException;
import io.candlestream.schema.RecordSchema;
import io.candlestream.schema.TickerWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TickerReaderTest {
    private static final String HOME = System.getProperty("candlestream.home");
    private static final Schema SCHEMA = RecordSchema.TICKERS.load(Path.of(HOME, "schemas", "ticker.avsc"));
    private static final Path RECORDED = Path.of(HOME, "../shared/data/streams/binance/ticker-single-frames.jsonl");
    private static final String TEXT = "{\"e\":\"1hTicker\",\"E\":1767229230600,\"s\":\"MADEUPUSDT\",\"p\":\"3.5\","
            + "\"P\":\"3.500\",\"w\":\"101.5\",\"o\":\"100.0\",\"h\":\"104.0\",\"l\":\"99.5\",\"c\":\"103.5\","
            + "\"v\":\"12.5\",\"q\":\"1268.75\",\"O\":1767225600000,\"C\":1767229230500,\"F\":10,\"L\":14,\"n\":5}";

    private static final Pattern KEY = Pattern.compile("\"(\\w)\":\"?([^\",}]+)");

    private static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("p", "price_change"),
            Map.entry("P", "price_change_percent"),
            Map.entry("w", "weighted_average_price"),
            Map.entry("x", "previous_close_price"),
            Map.entry("c", "last_price"),
            Map.entry("Q", "last_quantity"),
            Map.entry("b", "bid_price"),
            Map.entry("B", "bid_quantity"),
            Map.entry("a", "ask_price"),
            Map.entry("A", "ask_quantity"),
            Map.entry("o", "open_price"),
            Map.entry("h", "high_price"),
            Map.entry("l", "low_price"),
            Map.entry("v", "volume"),
            Map.entry("q", "quote_volume"),
            Map.entry("F", "first_trade_id"),
            Map.entry("L", "last_trade_id"),
            Map.entry("n", "trades"),
            Map.entry("s", "symbol"));

    @Test
    void theRecordHoldsEveryFieldAndSaysNothingOfTheBook() throws Exception {
        GenericRecord record = record(parsed(TickerWindow.HOUR_1, TEXT));

        assertThat(record)
                .hasToString("{\"symbol\": \"MADEUPUSDT\", \"window_size\": \"1h\","
                        + " \"event_time\": \"2026-01-01T01:00:30.600Z\", \"price_change\": \"3.5\","
                        + " \"price_change_percent\": \"3.500\", \"weighted_average_price\": \"101.5\","
                        + " \"open_price\": \"100.0\", \"high_price\": \"104.0\", \"low_price\": \"99.5\","
                        + " \"last_price\": \"103.5\", \"volume\": \"12.5\", \"quote_volume\": \"1268.75\","
                        + " \"open_time\": \"2026-01-01T00:00:00Z\", \"close_time\": \"2026-01-01T01:00:30.500Z\","
                        + " \"first_trade_id\": \"10\", \"last_trade_id\": \"14\", \"trades\": \"5\","
                        + " \"previous_close_price\": \"\", \"last_quantity\": \"\", \"bid_price\": \"\","
                        + " \"bid_quantity\": \"\", \"ask_price\": \"\", \"ask_quantity\": \"\","
                        + " \"collected_at\": \"2026-01-01T01:00:31Z\", \"source\": \"socket\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"q\":\"1268.75\" | \"q\":\"much\" | NOT_DECIMAL",
                "\"q\":\"1268.75\" | \"q\":1268.75 | WRONG_TYPE",
                "\"F\":10, | '' | MISSING_KEY",
                "\"n\":5 | \"n\":5,\"n\":6 | DUPLICATE_KEY",
                "\"O\":1767225600000 | \"O\":1767225600 | OUT_OF_RANGE",
            })
    void refusesWhatIsNoTicker(String part, String other, RejectCause cause) {
        assertThatThrownBy(() -> parsed(TickerWindow.HOUR_1, TEXT.replace(part, other)))
                .isInstanceOfSatisfying(
                        RejectedException.class, e -> assertThat(e.reason()).isEqualTo(cause));
    }

    @Test
    void everyRecordedTickerStandsInItsRecord() throws Exception {
        assumeTrue(Files.isRegularFile(RECORDED), "no recorded tickers at " + RECORDED);
        int read = 0;
        for (String line : Files.readAllLines(RECORDED)) {
            String raw = line.substring(line.indexOf("\"raw\":\"") + 7, line.lastIndexOf('"'))
                    .replace("\\", "");
            String event = raw.substring(raw.lastIndexOf('{'), raw.indexOf('}') + 1);
            for (TickerWindow window : TickerWindow.values()) {
                if (event.startsWith("{\"e\":\"" + window.eventType() + "\"")) {
                    GenericRecord record = record(parsed(window, event));
                    Matcher keys = KEY.matcher(event);
                    while (keys.find()) {
                        if (FIELDS.containsKey(keys.group(1))) {
                            assertThat(String.valueOf(record.get(FIELDS.get(keys.group(1)))))
                                    .as("%s of %s", keys.group(1), event)
                                    .isEqualTo(keys.group(2));
                        }
                    }
                    read++;
                }
            }
        }
        assertThat(read).isGreaterThan(7);
    }

    private static GenericRecord record(Ticker ticker) throws IOException {
        byte[] value =
                new TickerEncoder(SCHEMA).encode(ticker, 1_767_229_231_000L).value();
        return new GenericDatumReader<GenericRecord>(SCHEMA)
                .read(null, DecoderFactory.get().binaryDecoder(value, null));
    }

    private static Ticker parsed(TickerWindow window, String text) throws RejectedException, IOException {
        try (JsonParser json = new JsonFactory().createParser(text)) {
            json.nextToken();
            return TickerReader.parse(window, new EventJson(json));
        }
    }
}
