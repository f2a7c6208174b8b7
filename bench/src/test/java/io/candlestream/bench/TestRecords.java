package io.candlestream.bench;

import io.candlestream.bench.load.KlineRows;
import io.candlestream.producer.kline.Kline;
import io.candlestream.producer.kline.KlineEncoder;
import io.candlestream.runtime.settings.AssetNames;
import io.candlestream.sandbox.server.ProjectFolder;
import io.candlestream.schema.RecordSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;

/** Records of the topic: written as the load generator does, and read by Avro itself. */
public final class TestRecords {
    public static final Schema SCHEMA =
            RecordSchema.KLINES.load(ProjectFolder.find().root().resolve("schemas/assets.avsc"));

    private TestRecords() {}

    public static byte[] encode(Kline kline) {
        KlineEncoder encoder = new KlineEncoder(SCHEMA, "binance", new AssetNames(Map.of(), List.of(kline.symbol())));
        return encoder.encode(kline, KlineRows.collectedAt(kline)).value();
    }

    public static GenericRecord read(byte[] record) {
        try {
            return new GenericDatumReader<GenericRecord>(SCHEMA)
                    .read(null, DecoderFactory.get().binaryDecoder(record, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
