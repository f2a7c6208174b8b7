package io.candlestream.consumer.wire;

import io.candlestream.consumer.row.Decoded;
import io.candlestream.consumer.row.Decoded.Rejected;
import io.candlestream.consumer.row.Reason;
import io.candlestream.consumer.row.RowDecoder;
import io.candlestream.consumer.row.RowKind;
import io.candlestream.consumer.row.TableRow;
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
final class WriterDecoder<R extends TableRow> implements RowDecoder<R> {
    private static final int SHOWN_REASONS = 3;
    private static final int SHOWN_CHARACTERS = 200;

    private final RowDecoder<R> text;
    private final TextForm form;
    private final GenericDatumReader<GenericRecord> reader;
    private BinaryDecoder bytes = DecoderFactory.get().binaryDecoder(new byte[0], null);

    private WriterDecoder(RowKind<R> kind, Schema written, Schema read) {
        this.text = kind.decoder(kind.schema());
        this.form = new TextForm(kind.schema());
        this.reader = new GenericDatumReader<>(written, read);
    }

    /** The decoder of records written by the schema {@code json}. */
    static <R extends TableRow> RowDecoder<R> of(RowKind<R> kind, String json) throws IncompatibleSchemaException {
        try {
            Schema ours = kind.schema();
            Schema written = Schema.applyAliases(new Schema.Parser().parse(json), ours);
            Schema read = TextForm.readable(ours, written);
            SchemaPairCompatibility fit = SchemaCompatibility.checkReaderWriterCompatibility(read, written);
            if (fit.getType() != SchemaCompatibilityType.COMPATIBLE) {
                throw new IncompatibleSchemaException(reasons(fit));
            }
            return TextForm.isOf(written, ours) ? kind.decoder(written) : new WriterDecoder<>(kind, written, read);
        } catch (AvroRuntimeException e) {
            throw new IncompatibleSchemaException("not an Avro schema: " + firstWords(e));
        }
    }

    private static String reasons(SchemaPairCompatibility fit) {
        return fit.getResult().getIncompatibilities().stream()
                .limit(SHOWN_REASONS)
                .map(i -> i.getType() + " at " + i.getLocation() + " (" + i.getMessage() + ")")
                .collect(Collectors.joining(", "));
    }

    private static String firstWords(Exception e) {
        String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return line.substring(0, Math.min(line.length(), SHOWN_CHARACTERS));
    }

    @Override
    public Decoded<R> decode(byte[] value, long consumedAt) {
        try {
            bytes = DecoderFactory.get().binaryDecoder(value, bytes);
            GenericRecord record = reader.read(null, bytes);
            if (!bytes.isEnd()) {
                return new Rejected<>(Reason.TRAILING_BYTES, "bytes after the last field of the writer's schema");
            }
            return text.decode(form.bytes(record), consumedAt);
        } catch (EOFException e) {
            return new Rejected<>(Reason.TRUNCATED, "the record ends within a field, after " + value.length + " bytes");
        } catch (IOException | RuntimeException e) { // Avro lets out whatever damaged bytes lead to
            return new Rejected<>(Reason.MALFORMED, "Avro cannot read it by the writer's schema: " + firstWords(e));
        }
    }
}
