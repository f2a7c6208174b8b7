package io.candlestream.consumer.ticker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.candlestream.consumer.stream.Decoded;
import io.candlestream.consumer.stream.Decoded.Accepted;
import io.candlestream.consumer.stream.Decoded.Rejected;
import io.candlestream.consumer.stream.Field;
import io.candlestream.consumer.stream.RejectReason;
import io.candlestream.schema.RecordSchema;
import io.candlestream.schema.TickerWindow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TickerDecoderTest {
    private static final String HOME = System.getProperty("candlestream.home");
    private static final Schema SCHEMA = RecordSchema.TICKERS.load(Path.of(HOME, "schemas", "ticker.avsc"));
    private static final Path RECORDED = Path.of(HOME, "../shared/data/streams/binance/ticker-single-frames.jsonl");
    private static final Pattern KEY = Pattern.compile("\\\\\"(\\w)\\\\\":(?:\\\\\")?([^\\\\,}]+)");

    private static final Map<Character, String> NAMES = Map.ofEntries(
            Map.entry('p', "price_change"),
            Map.entry('P', "price_change_percent"),
            Map.entry('w', "weighted_average_price"),
            Map.entry('x', "previous_close_price"),
            Map.entry('c', "last_price"),
            Map.entry('Q', "last_quantity"),
            Map.entry('b', "bid_price"),
            Map.entry('B', "bid_quantity"),
            Map.entry('a', "ask_price"),
            Map.entry('A', "ask_quantity"),
            Map.entry('o', "open_price"),
            Map.entry('h', "high_price"),
            Map.entry('l', "low_price"),
            Map.entry('v', "volume"),
            Map.entry('q', "quote_volume"),
            Map.entry('F', "first_trade_id"),
            Map.entry('L', "last_trade_id"),
            Map.entry('n', "trades"),
            Map.entry('s', "symbol"));

    private static Map<String, String> good() {
        Map<String, String> fields = new HashMap<>();
        SCHEMA.getFields().forEach(field -> fields.put(field.name(), ""));
        fields.putAll(Map.ofEntries(
                Map.entry("symbol", "MADEUPUSDT"),
                Map.entry("window_size", "1h"),
                Map.entry("event_time", "2026-01-01T01:00:30.600Z"),
                Map.entry("open_time", "2026-01-01T00:00:00Z"),
                Map.entry("close_time", "2026-01-01T01:00:30.500Z"),
                Map.entry("open_price", "100.00000000"),
                Map.entry("last_price", "103.50000000"),
                Map.entry("high_price", "104.00000000"),
                Map.entry("low_price", "99.50000000"),
                Map.entry("price_change", "3.50000000"),
                Map.entry("price_change_percent", "3.500"),
                Map.entry("volume", "12.50000000"),
                Map.entry("quote_volume", "1268.75000000"),
                Map.entry("weighted_average_price", "101.50000000"),
                Map.entry("first_trade_id", "10"),
                Map.entry("last_trade_id", "14"),
                Map.entry("trades", "5"),
                Map.entry("collected_at", "2026-01-01T01:00:30.700Z"),
                Map.entry("source", "socket")));
        return fields;
    }

    @Test
    void readsATickerWithEveryDigit() {
        TickerRow row = row(good());

        assertThat(row.day()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z").toEpochMilli());
        assertThat(row.clustering())
                .isEqualTo(Instant.parse("2026-01-01T01:00:30.600Z").toEpochMilli());
        assertThat(row.prices().quoteVolume().toBigDecimal()).hasToString("1268.75");
        assertThat(row.prices().changePercent().toBigDecimal()).hasToString("3.5");
        assertThat(row.lastTradeId()).isEqualTo(14);
        assertThat(row.receivedAt())
                .hasValue(Instant.parse("2026-01-01T01:00:30.700Z").toEpochMilli());
    }

    /** A cheap coin's volume of a day has more digits than a long. */
    @Test
    void sumsOfMoreThan64BitsLoseNoDigit() {
        Map<String, String> fields = good();
        fields.put("volume", "1000000000000000.00000001");
        fields.put("quote_volume", "101500000000000000.00000000");

        assertThat(row(fields).prices().volume().toBigDecimal()).hasToString("1000000000000000.00000001");
        assertThat(row(fields).prices().quoteVolume().toBigDecimal()).hasToString("101500000000000000");
    }

    /** Every write time in the table is one of these: they must never change. */
    @Test
    void whatTheExchangeSaidStandsAboveWhatWasMadeOfTrades() {
        Map<String, String> made = good();
        made.put("source", "trades");
        long eventTime = row(good()).eventTime() * 1000;

        assertThat(row(good()).version()).isEqualTo(eventTime + (1 << 16) + PINNED);
        assertThat(row(made).version()).isEqualTo(eventTime + PINNED);
    }

    private static final long PINNED = 35_528;

    /** The trades do not tell what stood in the book; the exchange does. */
    @Test
    void onlyWhatWasMadeOfTradesMayLackTheBook() {
        Map<String, String> made = good();
        made.put("source", "trades");
        made.put("window_size", "24h");
        made.put("open_time", "2025-12-31T01:00:30.500Z");
        made.put("previous_close_price", "99");
        made.put("last_quantity", "0.5");
        Map<String, String> sent = new HashMap<>(made);
        sent.put("source", "socket");

        assertThat(decoded(made, TickerWindow.ROLLING_24H)).isInstanceOfSatisfying(Accepted.class, accepted -> {
            TickerRow row = (TickerRow) accepted.row();
            assertThat(row.book().previousClose().toBigDecimal()).hasToString("99");
            assertThat(row.book().bidPrice()).isEmpty();
            assertThat(row.book().askQuantity()).isEmpty();
        });
        assertThat(decoded(sent, TickerWindow.ROLLING_24H))
                .isInstanceOfSatisfying(Rejected.class, rejected -> assertThat(rejected.reason())
                        .isEqualTo(RejectReason.NOT_A_NUMBER));
        made.put("previous_close_price", "");
        assertThat(decoded(made, TickerWindow.ROLLING_24H)).isInstanceOf(Rejected.class);
    }

    @ParameterizedTest
    @CsvSource({
        "symbol, '', EMPTY_KEY",
        "symbol, BTC USDT, BAD_SYMBOL",
        "symbol, 'BTCUSDT\n', BAD_SYMBOL",
        "symbol, BTC\u00a0USDT, BAD_SYMBOL",
        "symbol, BTC\u0000USDT, BAD_SYMBOL",
        "window_size, 4h, OTHER_WINDOW",
        "volume, many, NOT_A_NUMBER",
        "volume, 0, BAD_TICKER",
        "low_price, 0, BAD_TICKER",
        "low_price, 100.1, BAD_TICKER",
        "high_price, 103.4, BAD_TICKER",
        "price_change, 3.51, BAD_TICKER",
        "price_change_percent, 3.501, BAD_TICKER",
        "weighted_average_price, 101.50000001, BAD_TICKER",
        "trades, 6, BAD_TICKER",
        "trades, 0, BAD_TICKER",
        "first_trade_id, -1, BAD_TICKER",
        "open_time, 2026-01-01T00:00:00.001Z, BAD_TICKER",
        "open_time, 2025-12-31T23:59:00Z, BAD_TICKER",
        "open_time, 2026-01-01T00:01:00Z, BAD_TICKER",
        "close_time, 2026-01-01T01:00:30.601Z, BAD_TICKER",
        "event_time, 2026-01-03T00:00:00Z, FROM_THE_FUTURE",
    })
    void refusesWhatNoTickerCanBe(String field, String value, RejectReason reason) {
        Map<String, String> fields = good();
        fields.put(field, value);

        assertThat(decoded(fields, TickerWindow.HOUR_1))
                .isInstanceOfSatisfying(Rejected.class, rejected -> assertThat(rejected.reason())
                        .isEqualTo(reason));
    }

    @Test
    void everyRecordedTickerPasses() throws IOException {
        assumeTrue(Files.isRegularFile(RECORDED), "no recorded tickers at " + RECORDED);
        List<String> lines = Files.readAllLines(RECORDED).stream()
                .filter(line -> line.contains("\\\"1hTicker\\\"") || line.contains("\\\"24hrTicker\\\""))
                .toList();

        assertThat(lines).hasSizeGreaterThan(7);
        for (String line : lines) {
            TickerWindow window = line.contains("24hrTicker") ? TickerWindow.ROLLING_24H : TickerWindow.HOUR_1;
            Map<String, String> fields = recorded(line, window);
            Decoded<TickerRow> decoded = decoded(fields, window);
            assertThat(decoded).as("%s: %s", line, decoded).isInstanceOf(Accepted.class);
            TickerRow row = ((Accepted<TickerRow>) decoded).row();
            TickerFields.of(window).forEach(field -> {
                if (field instanceof Field.OfDecimal<TickerRow> amount) {
                    assertThat(amount.value().apply(row).toBigDecimal())
                            .as("%s of %s", field.name(), line)
                            .isEqualByComparingTo(fields.get(field.name()));
                } else if (field instanceof Field.OfOptionalDecimal<TickerRow> amount) {
                    assertThat(amount.value().apply(row).orElseThrow().toBigDecimal())
                            .as("%s of %s", field.name(), line)
                            .isEqualByComparingTo(fields.get(field.name()));
                }
            });
        }
    }

    private static Map<String, String> recorded(String line, TickerWindow window) {
        Map<String, String> fields = good();
        fields.put("window_size", window.code());
        fields.put("collected_at", "2030-01-01T00:00:00Z");
        Matcher keys = KEY.matcher(line);
        while (keys.find()) {
            char key = keys.group(1).charAt(0);
            String value = keys.group(2);
            switch (key) {
                case 'E' -> fields.put("event_time", value);
                case 'O' -> fields.put("open_time", value);
                case 'C' -> fields.put("close_time", value);
                default -> {
                    if (NAMES.containsKey(key)) {
                        fields.put(NAMES.get(key), value);
                    }
                }
            }
        }
        return fields;
    }

    private static TickerRow row(Map<String, String> fields) {
        return ((Accepted<TickerRow>) decoded(fields, TickerWindow.HOUR_1)).row();
    }

    private static Decoded<TickerRow> decoded(Map<String, String> fields, TickerWindow window) {
        GenericRecord generic = new GenericData.Record(SCHEMA);
        fields.forEach(generic::put);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        try {
            new GenericDatumWriter<GenericRecord>(SCHEMA).write(generic, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return new TickerStream(SCHEMA, 1000, "ticker", window).decoder().decode(out.toByteArray(), 7);
    }
}
