package io.candlestream.consumer.kline;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.stream.Decoded;
import io.candlestream.consumer.stream.Decoded.Accepted;
import io.candlestream.consumer.stream.Decoded.Rejected;
import io.candlestream.consumer.stream.RejectReason;
import io.candlestream.consumer.stream.RowDecoder;
import io.candlestream.schema.Interval;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KlineDecoderTest {
    private static final long CONSUMED_AT = 1_723_161_300_000L;
    private static final long SEED = 20_261_120;

    private final RowDecoder<KlineRow> decoder = decoder(KlineRecord.SCHEMA);

    @Test
    void readsEveryField() {
        KlineRow row = row(KlineRecord.good().bytes());

        assertThat(row.id()).isEqualTo(UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e"));
        assertThat(row.assetName()).isEqualTo("bitcoin");
        assertThat(row.open()).isEqualTo(61828.0);
        assertThat(row.high()).isEqualTo(61860.8);
        assertThat(row.low()).isEqualTo(61780.0);
        assertThat(row.close()).isEqualTo(61782.25);
        assertThat(row.volume()).isEqualTo(15.07702);
        assertThat(row.quoteVolume()).isEqualTo(932148.0644641);
        assertThat(row.trades()).isEqualTo(1255);
        assertThat(row.closed()).isFalse();
        assertThat(Instant.ofEpochMilli(row.openTime())).isEqualTo("2024-08-08T23:54:00Z");
        assertThat(Instant.ofEpochMilli(row.closeTime())).isEqualTo("2024-08-08T23:54:59.999Z");
        assertThat(Instant.ofEpochMilli(row.collectedAt())).isEqualTo("2024-08-08T23:54:59.123Z");
        assertThat(row.consumedAt()).isEqualTo(CONSUMED_AT);
        assertThat(row.symbol()).isEqualTo("BTCUSDT");
        assertThat(row.interval()).isEqualTo("1m");
        assertThat(Instant.ofEpochMilli(row.eventTime().orElseThrow())).isEqualTo("2024-08-08T23:54:59Z");
        assertThat(row.firstTradeId()).hasValue(3_735_684_134L);
        assertThat(row.lastTradeId()).hasValue(3_735_685_388L);
        assertThat(row.takerBuyVolume()).hasValue(6.63029);
        assertThat(row.takerBuyQuoteVolume()).hasValue(409957.5914273);
        assertThat(row.source()).isEqualTo("socket");
    }

    @Test
    void itsAgeBeginsWhenTheProducerReceivedItLive() {
        KlineRow live = row(KlineRecord.good().bytes());
        KlineRow healed = row(KlineRecord.good().with("source", "rest").bytes());

        assertThat(live.receivedAt()).hasValue(live.collectedAt());
        assertThat(healed.receivedAt()).isEmpty();
    }

    @Test
    void agreesWithAvroAndParseDoubleOnRandomRecords() throws IOException {
        Random random = new Random(SEED);
        for (int i = 0; i < 5000; i++) {
            byte[] bytes = randomRecord(random).bytes();
            GenericRecord expected = new GenericDatumReader<GenericRecord>(KlineRecord.SCHEMA)
                    .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
            KlineRow row = row(bytes);

            assertThat(List.of(row.open(), row.high(), row.low(), row.close(), row.volume(), row.quoteVolume()))
                    .as("record %d of seed %d", i, SEED)
                    .isEqualTo(doubles(expected, "open", "high", "low", "close", "volume", "quote_volume"));
            assertThat(List.of(row.assetName(), row.symbol(), row.source()))
                    .isEqualTo(texts(expected, "asset_name", "symbol", "source"));
            assertThat(List.of(row.id(), (long) row.trades(), row.closed()))
                    .isEqualTo(List.of(
                            UUID.fromString(expected.get("id").toString()),
                            Long.parseLong(expected.get("trades").toString()),
                            Boolean.parseBoolean(expected.get("is_closed").toString())));
        }
    }

    @Test
    void findsTheFieldsInAnyOrder() {
        List<String> names = new ArrayList<>(
                KlineRecord.SCHEMA.getFields().stream().map(Schema.Field::name).toList());
        Collections.shuffle(names, new Random(SEED));
        Schema shuffled = schemaOf(names);

        assertThat(row(decoder(shuffled), KlineRecord.good().bytes(shuffled)))
                .isEqualTo(row(KlineRecord.good().bytes()));
    }

    @Test
    void leavesAbsentWhatTheThirteenFieldsOfTheContractLack() {
        Schema contract = schemaOf(KlineRecord.SCHEMA.getFields().stream()
                .map(Schema.Field::name)
                .limit(13)
                .toList());
        KlineRow row = row(decoder(contract), KlineRecord.good().bytes(contract));

        assertThat(row.close()).isEqualTo(61782.25);
        assertThat(row.symbol() + row.interval() + row.source()).isEmpty();
        assertThat(row.eventTime()).isEmpty();
        assertThat(row.firstTradeId()).isEmpty();
        assertThat(row.takerBuyVolume()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "id, 1-1-1-1-1, NOT_A_UUID",
        "asset_name, '', EMPTY_KEY",
        "open, NaN, NOT_A_NUMBER",
        "open, '', NOT_A_NUMBER",
        "volume, 1e400, NOT_A_NUMBER",
        "volume, 1.0E20, NOT_A_NUMBER",
        "high, 1.0E20, NOT_A_NUMBER",
        "trades, 12.5, NOT_A_NUMBER",
        "trades, 3000000000, NOT_A_NUMBER",
        "trades, -1, BAD_TRADE_COUNT",
        "is_closed, yes, NOT_A_BOOLEAN",
        "timestamp, 2024-08-08, NOT_A_TIME",
        "collected_at, '', NOT_A_TIME",
        "event_time, soon, NOT_A_TIME",
        "interval, 5m, OTHER_INTERVAL",
        "first_trade_id, x, NOT_A_NUMBER",
        "taker_buy_volume, x, NOT_A_NUMBER",
    })
    void namesTheCauseAndTheField(String field, String value, RejectReason reason) {
        Rejected<KlineRow> rejected =
                rejected(KlineRecord.good().with(field, value).bytes());

        assertThat(rejected.reason()).isEqualTo(reason);
        assertThat(rejected.message()).contains(field).contains(value);
    }

    @Test
    void cutsALongValueInTheMessage() {
        assertThat(rejected(KlineRecord.good().with("open", "x".repeat(5000)).bytes())
                        .message())
                .contains("x".repeat(40) + "...'")
                .hasSizeLessThan(100);
    }

    /** A double of 19 digits would end with others; of the shorter ones nothing is kept twice. */
    @Test
    void keepsWhatADoubleCannotHold() {
        KlineRow row = row(KlineRecord.good()
                .with("quote_volume", "12345678901.12345678")
                .with("taker_buy_quote_volume", "1234567890.10000000")
                .bytes());

        assertThat(row.quoteVolume()).isEqualTo(Double.parseDouble("12345678901.12345678"));
        assertThat(row.exact().quoteVolume().orElseThrow().toBigDecimal())
                .isEqualTo(new BigDecimal("12345678901.12345678"));
        assertThat(row.exact().takerBuyQuoteVolume().orElseThrow().toBigDecimal())
                .isEqualTo(new BigDecimal("1234567890.1"));
        assertThat(row.exact().open()).isEmpty();
        assertThat(row(KlineRecord.good().bytes()).exact()).isSameAs(ExactNumbers.NONE);
    }

    private static KlineRecord randomRecord(Random random) {
        BigDecimal low = decimal(random).add(BigDecimal.ONE.movePointLeft(8));
        BigDecimal open = low.add(decimal(random));
        BigDecimal close = low.add(decimal(random));
        BigDecimal high = open.max(close).add(decimal(random));
        return KlineRecord.good()
                .with("id", new UUID(random.nextLong(), random.nextLong()).toString())
                .with("asset_name", random.nextBoolean() ? "asset-" + random.nextInt(50) : "币安-" + random.nextInt())
                .with("open", open.toPlainString())
                .with("high", high.toString())
                .with("low", low.toString())
                .with("close", close.toPlainString())
                .with("volume", decimal(random).toPlainString())
                .with("quote_volume", decimal(random).toString())
                .with("taker_buy_volume", "")
                .with("taker_buy_quote_volume", "")
                .with("trades", String.valueOf(random.nextInt(Integer.MAX_VALUE)))
                .with("is_closed", String.valueOf(random.nextBoolean()));
    }

    /** A price or volume with up to 18 decimals, anywhere between nothing and a billion. */
    private static BigDecimal decimal(Random random) {
        double magnitude = Math.pow(10, random.nextInt(18) - 8);
        return BigDecimal.valueOf(random.nextDouble() * magnitude).setScale(random.nextInt(19), RoundingMode.HALF_UP);
    }

    private static List<Double> doubles(GenericRecord generic, String... fields) {
        return texts(generic, fields).stream().map(Double::parseDouble).toList();
    }

    private static List<String> texts(GenericRecord generic, String... fields) {
        return Arrays.stream(fields).map(field -> generic.get(field).toString()).toList();
    }

    private static Schema schemaOf(List<String> names) {
        return Schema.createRecord(
                "assets",
                "",
                "io.binance",
                false,
                names.stream()
                        .map(name -> new Schema.Field(name, Schema.create(Schema.Type.STRING)))
                        .toList());
    }

    private static RowDecoder<KlineRow> decoder(Schema schema) {
        return new KlineStream(schema, Interval.MINUTE_1, 65_535, "assets").decoder();
    }

    private KlineRow row(byte[] bytes) {
        return row(decoder, bytes);
    }

    private static KlineRow row(RowDecoder<KlineRow> decoder, byte[] bytes) {
        Decoded<KlineRow> decoded = decoder.decode(bytes, CONSUMED_AT);
        assertThat(decoded).isInstanceOf(Accepted.class);
        return ((Accepted<KlineRow>) decoded).row();
    }

    private Rejected<KlineRow> rejected(byte[] bytes) {
        Decoded<KlineRow> decoded = decoder.decode(bytes, CONSUMED_AT);
        assertThat(decoded).isInstanceOf(Rejected.class);
        return (Rejected<KlineRow>) decoded;
    }
}
