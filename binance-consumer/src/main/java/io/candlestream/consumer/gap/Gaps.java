package io.candlestream.consumer.gap;

import io.candlestream.consumer.row.Column;
import io.candlestream.consumer.row.RowDecoder;
import io.candlestream.consumer.row.RowKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;

/** The stream of gaps that the producer found and healed, as the pipeline wants to be told of it. */
public record Gaps(Schema schema, int maxTextBytes) implements RowKind<GapRow> {
    private static final long serialVersionUID = 1;

    /** The gaps by the contract's own schema, {@code schemas/gaps.avsc}. */
    public static Gaps ofContract(int maxTextBytes) {
        try (InputStream file = Objects.requireNonNull(Gaps.class.getResourceAsStream("/gaps.avsc"))) {
            return new Gaps(new Schema.Parser().parse(file), maxTextBytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public RowDecoder<GapRow> decoder(Schema written) {
        return new GapDecoder(written, maxTextBytes);
    }

    @Override
    public List<Column<GapRow>> columns() {
        return GapColumns.ALL;
    }

    @Override
    public List<String> primaryKey() {
        return GapColumns.PRIMARY_KEY;
    }

    @Override
    public String cqlFile() {
        return "cassandra/gaps.cql";
    }

    @Override
    public List<String> headings() {
        return List.of("symbol", "interval", "from_time", "to_time", "cause", "state");
    }

    @Override
    public List<String> cells(GapRow row) {
        return List.of(
                row.symbol(),
                row.interval(),
                Instant.ofEpochMilli(row.fromTime()).toString(),
                Instant.ofEpochMilli(row.toTime()).toString(),
                row.cause(),
                row.state());
    }
}
