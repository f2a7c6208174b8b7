package io.candlestream.ingest.repair;

import io.candlestream.ingest.channel.EventEncoder;
import io.candlestream.ingest.channel.Gap;
import io.candlestream.ingest.publish.EncodedRecord;
import io.candlestream.ingest.publish.StringRecordWriter;
import io.candlestream.ingest.repair.GapReport.State;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;

/** Turns reports about the gaps of one channel into records of {@code gaps.avsc}, keyed by symbol. Any thread may use it. */
final class GapEncoder implements EventEncoder<GapReport> {
    static final Schema SCHEMA = schema();

    private static final String HEALED_BY = "rest";

    private final String interval;

    /** @param interval of the channel, empty when it has none */
    GapEncoder(String interval) {
        this.interval = interval;
    }

    private static Schema schema() {
        try (InputStream file = Objects.requireNonNull(GapEncoder.class.getResourceAsStream("/gaps.avsc"))) {
            return new Schema.Parser().parse(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public EncodedRecord encode(GapReport report, long now) {
        Gap gap = report.gap();
        boolean open = report.state() == State.OPEN;
        Map<String, String> values = Map.of(
                "symbol", gap.symbol(),
                "interval", interval,
                "from_time", time(gap.from()),
                "to_time", time(gap.to()),
                "cause", gap.cause().toString(),
                "state", report.state().toString(),
                "found_at", time(gap.foundAt()),
                "healed_at", open ? "" : time(report.at()),
                "source", report.state() == State.HEALED ? HEALED_BY : "");
        StringRecordWriter out = new StringRecordWriter();
        SCHEMA.getFields().forEach(field -> out.text(values.get(field.name())));
        return new EncodedRecord(gap.symbol().getBytes(StandardCharsets.UTF_8), out.toBytes(), now);
    }

    private static String time(long epochMilli) {
        return Instant.ofEpochMilli(epochMilli).toString();
    }
}
