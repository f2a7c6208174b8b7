package io.candlestream.throwaway.consumer;

import io.candlestream.consumer.stream.Decoded;
import io.candlestream.consumer.stream.Field;
import io.candlestream.consumer.stream.RejectedException;
import io.candlestream.consumer.stream.RowDecoder;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.consumer.stream.StreamType;
import io.candlestream.consumer.stream.StringRecordReader;
import java.util.List;
import org.apache.avro.Schema;

/** The stream of middle prices. */
record MidStream(Schema schema, int maxTextBytes, String table) implements StreamType<MidRow> {
    private static final long serialVersionUID = 1;

    @Override
    public RowDecoder<MidRow> decoder(Schema written) {
        StringRecordReader mid = new StringRecordReader(written, maxTextBytes);
        int symbol = mid.slot("symbol");
        int at = mid.slot("at");
        int price = mid.slot("price");
        return (value, consumedAt) -> {
            try {
                mid.open(value);
                return new Decoded.Accepted<>(new MidRow(mid.text(symbol), mid.time(at), mid.decimal(price)));
            } catch (RejectedException e) {
                return new Decoded.Rejected<>(e.reason(), e.getMessage());
            }
        };
    }

    @Override
    public RowLayout<MidRow> layout() {
        return new RowLayout<>(
                "mids",
                table,
                List.of(
                        new Field.OfText<>("symbol", MidRow::symbol),
                        new Field.OfTime<>("at", MidRow::at),
                        new Field.OfDouble<>("price", MidRow::price)),
                List.of("symbol"),
                "at",
                List.of("symbol", "at", "price"));
    }
}
