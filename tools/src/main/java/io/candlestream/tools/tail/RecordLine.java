package io.candlestream.tools.tail;

import io.candlestream.history.TimeArgument;
import io.candlestream.runtime.terminal.VisibleText;
import io.candlestream.tools.access.Position;
import io.candlestream.tools.access.StoredStream;
import io.candlestream.tools.doctor.check.ProbeResult;
import io.candlestream.tools.doctor.topic.CandleText;
import io.candlestream.tools.output.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record of the topic in one line.
 *
 * @param record as it came
 * @param read what it says, or why it cannot be read
 * @param stream whose topic it is of
 */
record RecordLine(ConsumerRecord<byte[], byte[]> record, ProbeResult<CandleText> read, StoredStream stream) {
    static final String HEADER = line("sent", "asset", "int", "opens", "close", "is", "at");
    static final String TRADES_HEADER = trade("sent", "pair", "id", "made", "price", "quantity", "taker", "at");

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** In columns, 80 characters wide where no value is very long; what is no candle says why. */
    String text() {
        String where = Position.of(record).toString();
        String sent = CLOCK.format(Instant.ofEpochMilli(record.timestamp()));
        if (stream == StoredStream.TRADES) {
            return read.value()
                    .map(fields -> trade(
                            sent,
                            field(fields, "symbol"),
                            field(fields, "trade_id"),
                            clock(field(fields, "trade_time")),
                            field(fields, "price"),
                            field(fields, "quantity"),
                            "true".equals(field(fields, "is_buyer_maker")) ? "sold" : "bought",
                            where))
                    .orElseGet(() -> sent + "  no trade: " + VisibleText.of(read.trouble()) + "  " + where);
        }
        return read.value()
                .map(candle -> line(
                        sent,
                        field(candle, "asset_name"),
                        field(candle, "interval"),
                        opens(field(candle, "timestamp")),
                        field(candle, "close"),
                        "true".equals(field(candle, "is_closed")) ? "closed" : "open",
                        where))
                .orElseGet(() -> sent + "  no candle: " + VisibleText.of(read.trouble()) + "  " + where);
    }

    /** For a program. */
    String json() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("partition", record.partition());
        data.put("offset", record.offset());
        data.put("sent", Instant.ofEpochMilli(record.timestamp()).toString());
        key().ifPresent(key -> data.put("key", key));
        read.value()
                .ifPresentOrElse(
                        fields -> data.put(stream == StoredStream.TRADES ? "trade" : "candle", fields.fields()),
                        () -> data.put("trouble", read.trouble()));
        return JsonText.line(data);
    }

    /** Whether it is of {@code asset}, by its name or symbol; of what cannot be read, by its key. */
    boolean isOf(String asset) {
        return read.value()
                .map(candle -> asset.equalsIgnoreCase(field(candle, "asset_name"))
                        || asset.equalsIgnoreCase(field(candle, "symbol")))
                .orElseGet(() -> key().filter(asset::equalsIgnoreCase).isPresent());
    }

    /** Whether it says that it is of {@code interval}, as the exchange writes it. */
    boolean isOfInterval(String interval) {
        return read.value()
                .filter(candle -> field(candle, "interval").equals(interval))
                .isPresent();
    }

    private Optional<String> key() {
        return Optional.ofNullable(record.key()).map(key -> new String(key, StandardCharsets.UTF_8));
    }

    private static String field(CandleText candle, String name) {
        return VisibleText.of(candle.fields().getOrDefault(name, ""));
    }

    private static String opens(String text) {
        try {
            return TimeArgument.text(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return text;
        }
    }

    private static String clock(String text) {
        try {
            return CLOCK.format(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return text;
        }
    }

    private static String trade(String... cells) {
        return String.format(Locale.ROOT, "%-8s  %-10s  %-10s  %-8s  %-14s  %-14s  %-6s  %s", (Object[]) cells);
    }

    private static String line(String... cells) {
        return String.format(Locale.ROOT, "%-8s  %-12s  %-3s  %-17s  %-12s  %-6s  %s", (Object[]) cells);
    }
}
