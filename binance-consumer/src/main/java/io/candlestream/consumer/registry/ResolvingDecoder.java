package io.candlestream.consumer.registry;

import io.candlestream.consumer.stream.Decoded;
import io.candlestream.consumer.stream.Decoded.Rejected;
import io.candlestream.consumer.stream.RejectReason;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowDecoder;
import io.candlestream.consumer.stream.StreamType;
import java.io.EOFException;
import java.io.IOException;
import java.util.stream.Collectors;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * Reads what another schema wrote, by Avro's rules of resolution: fields by name or alias in any order, defaults for those
 * that are missing, unknown ones skipped; on top of that numbers and times become text.
 */
final class ResolvingDecoder<R extends Row> implements RowDecoder<R> {
    private static final int SHOWN_REASONS = 3;
    private static final int SHOWN_CHARACTERS = 200;

    private final RowDecoder<R> text;
    private final StringRecordConverter form;
    private final GenericDatumReader<GenericRecord> reader;
    private BinaryDecoder bytes = DecoderFactory.get().binaryDecoder(new byte[0], null);

    private ResolvingDecoder(StreamType<R> type, Schema written, Schema read) {
        this.text = type.decoder(type.schema());
        this.form = new StringRecordConverter(type.schema());
        this.reader = new GenericDatumReader<>(written, read);
    }

    static <R extends Row> RowDecoder<R> of(StreamType<R> type, String json) throws IncompatibleSchemaException {
        try {
            Schema ours = type.schema();
            Schema written = Schema.applyAliases(new Schema.Parser().parse(json), ours);
            Schema read = StringRecordConverter.readable(ours, written);
            SchemaPairCompatibility fit = SchemaCompatibility.checkReaderWriterCompatibility(read, written);
            if (fit.getType() != SchemaCompatibilityType.COMPATIBLE) {
                throw new IncompatibleSchemaException(reasons(fit));
            }
            return StringRecordConverter.isOf(written, ours)
                    ? type.decoder(written)
                    : new ResolvingDecoder<>(type, written, read);
        } catch (AvroRuntimeException e) {
            throw new IncompatibleSchemaException("not an Avro schema: " + firstLine(e));
        }
    }

    private static String reasons(SchemaPairCompatibility fit) {
        return fit.getResult().getIncompatibilities().stream()
                .limit(SHOWN_REASONS)
                .map(i -> i.getType() + " at " + i.getLocation() + " (" + i.getMessage() + ")")
                .collect(Collectors.joining(", "));
    }

    private static String firstLine(Exception e) {
        String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return line.substring(0, Math.min(line.length(), SHOWN_CHARACTERS));
    }

    @Override
    public Decoded<R> decode(byte[] value, long consumedAt) {
        try {
            bytes = DecoderFactory.get().binaryDecoder(value, bytes);
            GenericRecord record = reader.read(null, bytes);
            if (!bytes.isEnd()) {
                return new Rejected<>(RejectReason.TRAILING_BYTES, "bytes after the last field of the writer's schema");
            }
            return text.decode(form.bytes(record), consumedAt);
        } catch (EOFException e) {
            return new Rejected<>(
                    RejectReason.TRUNCATED, "the record ends within a field, after " + value.length + " bytes");
        } catch (IOException | RuntimeException e) { // Avro lets out whatever damaged bytes lead to
            return new Rejected<>(
                    RejectReason.MALFORMED, "Avro cannot read it by the writer's schema: " + firstLine(e));
        }
    }
}
