package io.candlestream.tools.tail;

import io.candlestream.runtime.terminal.VisibleText;
import io.candlestream.tools.access.Position;
import io.candlestream.tools.doctor.check.ProbeResult;
import io.candlestream.tools.doctor.topic.CandleText;
import io.candlestream.tools.output.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record of the topic in one line.
 *
 * @param record as it came
 * @param read what it says, or why it cannot be read
 * @param form how those of its topic are shown
 */
record RecordLine(ConsumerRecord<byte[], byte[]> record, ProbeResult<CandleText> read, RecordForm form) {

    /** In columns, 80 characters wide where no value is very long; what cannot be read says why. */
    String text() {
        String where = Position.of(record).toString();
        String sent = RecordForm.clock(Instant.ofEpochMilli(record.timestamp()));
        return read.value()
                .map(fields -> form.line(sent, name -> field(fields, name), where))
                .orElseGet(() -> sent + "  no " + form.one() + ": " + VisibleText.of(read.trouble()) + "  " + where);
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
                        fields -> data.put(form.one(), fields.fields()), () -> data.put("trouble", read.trouble()));
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
}
