package io.candlestream.consumer.stream;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.avro.Schema;

/**
 * A window on the Avro binary of a record whose fields are all strings: finds every field without copying it, and reads
 * single fields as what they mean. One instance serves one thread and is moved from record to record by {@link #open}.
 *
 * <p>Source: Avro 1.11 specification, "Binary Encoding": a string is its length in bytes as zigzag varint, then UTF-8.
 */
public final class StringRecordReader {
    private static final int LONGEST_VARINT = 10;

    /** So many decimal digits come out of a double as they went in. */
    private static final int LONGEST_IN_DOUBLE = 15;

    private final List<String> fields;
    private final int maxTextBytes;
    private final int[] offsets;
    private final int[] lengths;
    private final TextCache texts = new TextCache();
    private byte[] bytes = new byte[0];
    private int position;

    /**
     * @param written the schema by which the records were written, a record of strings
     * @param maxTextBytes a longer value is refused
     */
    public StringRecordReader(Schema written, int maxTextBytes) {
        this.fields = written.getFields().stream().map(Schema.Field::name).toList();
        this.maxTextBytes = maxTextBytes;
        this.offsets = new int[fields.size() + 1];
        this.lengths = new int[fields.size() + 1];
    }

    /** Where {@code field} stands in every record; one that the schema lacks stands where nothing ever is. */
    public int slot(String field) {
        int index = fields.indexOf(field);
        return index >= 0 ? index : fields.size();
    }

    /** Moves to {@code value}; whatever its bytes are, no more is allocated than they hold. */
    public void open(byte[] value) throws RejectedException {
        bytes = value;
        position = 0;
        for (int slot = 0; slot < fields.size(); slot++) {
            lengths[slot] = length();
            offsets[slot] = position;
            position += lengths[slot];
        }
        if (position != bytes.length) {
            throw new RejectedException(
                    RejectReason.TRAILING_BYTES, bytes.length - position + " bytes after the last field of the schema");
        }
    }

    private int length() throws RejectedException {
        long length = varint();
        if (length < 0) {
            throw new RejectedException(RejectReason.BAD_LENGTH, "a text of " + length + " bytes at byte " + position);
        }
        if (length > maxTextBytes) {
            throw new RejectedException(RejectReason.TOO_LONG, "a text of " + length + " bytes at byte " + position);
        }
        if (length > bytes.length - position) {
            throw truncated();
        }
        return (int) length;
    }

    private long varint() throws RejectedException {
        if (position < bytes.length && bytes[position] >= 0) { // one byte: a text of up to 63 bytes
            long only = bytes[position++];
            return (only >>> 1) ^ -(only & 1);
        }
        long raw = 0;
        for (int i = 0; i < LONGEST_VARINT; i++) {
            if (position == bytes.length) {
                throw truncated();
            }
            byte next = bytes[position++];
            raw |= (next & 0x7FL) << (7 * i);
            if (next >= 0) {
                return (raw >>> 1) ^ -(raw & 1);
            }
        }
        throw new RejectedException(RejectReason.BAD_LENGTH, "a length of more than 10 bytes at byte " + position);
    }

    private RejectedException truncated() {
        return new RejectedException(
                RejectReason.TRUNCATED, "the record ends within a field, after " + bytes.length + " bytes");
    }

    /** Whether the field is empty or unknown to the writer's schema. */
    public boolean absent(int slot) {
        return lengths[slot] == 0;
    }

    /** The field's text. */
    public String text(int slot) throws RejectedException {
        try {
            return texts.text(bytes, offsets[slot], lengths[slot]);
        } catch (CharacterCodingException e) {
            throw refused(slot, RejectReason.BAD_UTF8, "is not UTF-8");
        }
    }

    /** The field's text, a symbol: it may be empty and have letters of any language, but no blank. */
    public String symbol(int slot) throws RejectedException {
        String symbol = text(slot);
        for (int i = 0; i < symbol.length(); i++) {
            char letter = symbol.charAt(i);
            if (Character.isISOControl(letter) || Character.isWhitespace(letter) || Character.isSpaceChar(letter)) {
                throw refused(slot, RejectReason.BAD_SYMBOL, "has a blank or a control character");
            }
        }
        return symbol;
    }

    /** The double nearest to the field's decimal text. */
    public double decimal(int slot) throws RejectedException {
        double value = NumberParser.decimal(bytes, offsets[slot], lengths[slot]);
        if (Double.isNaN(value)) {
            throw refused(slot, RejectReason.NOT_A_NUMBER, "is not a decimal number");
        }
        return value;
    }

    /** The field's number where its text is longer than what each double holds; empty for what {@link #decimal} holds whole. */
    public Optional<Decimal> beyondDouble(int slot) {
        return lengths[slot] <= LONGEST_IN_DOUBLE
                ? Optional.empty()
                : NumberParser.wide(bytes, offsets[slot], lengths[slot]);
    }

    /** Exactly the field's decimal text, whose digits fit into 64 bits and which has no exponent. */
    public Decimal exact(int slot) throws RejectedException {
        return NumberParser.exact(bytes, offsets[slot], lengths[slot])
                .orElseThrow(() -> refused(
                        slot, RejectReason.NOT_A_NUMBER, "is not a decimal number whose digits fit into 64 bits"));
    }

    /** As {@link #exact}, of digits that fit into 128 bits: those of a sum over many trades. */
    public Decimal wide(int slot) throws RejectedException {
        return NumberParser.wide(bytes, offsets[slot], lengths[slot])
                .orElseThrow(() -> refused(
                        slot, RejectReason.NOT_A_NUMBER, "is not a decimal number whose digits fit into 128 bits"));
    }

    /** As {@link #wide}, empty when absent. */
    public Optional<Decimal> optionalWide(int slot) throws RejectedException {
        return absent(slot) ? Optional.empty() : Optional.of(wide(slot));
    }

    /** As {@link #decimal}, empty when absent. */
    public OptionalDouble optionalDecimal(int slot) throws RejectedException {
        return absent(slot) ? OptionalDouble.empty() : OptionalDouble.of(decimal(slot));
    }

    /** The field's whole number. */
    public long whole(int slot) throws RejectedException {
        return NumberParser.whole(bytes, offsets[slot], lengths[slot])
                .orElseThrow(() -> refused(slot, RejectReason.NOT_A_NUMBER, "is not a whole number"));
    }

    /** As {@link #whole}, empty when absent. */
    public OptionalLong optionalWhole(int slot) throws RejectedException {
        return absent(slot) ? OptionalLong.empty() : OptionalLong.of(whole(slot));
    }

    /** The field's time in epoch milliseconds, read by {@link TimeParser}. */
    public long time(int slot) throws RejectedException {
        return TimeParser.millis(bytes, offsets[slot], lengths[slot])
                .orElseThrow(
                        () -> refused(slot, RejectReason.NOT_A_TIME, "is not a time (ISO-8601 or epoch milliseconds)"));
    }

    /** As {@link #time}, empty when absent. */
    public OptionalLong optionalTime(int slot) throws RejectedException {
        return absent(slot) ? OptionalLong.empty() : OptionalLong.of(time(slot));
    }

    /** The field's truth, {@code true} or {@code false} in any case. */
    public boolean truth(int slot) throws RejectedException {
        String text = text(slot);
        if (text.equalsIgnoreCase("true")) {
            return true;
        }
        if (text.equalsIgnoreCase("false")) {
            return false;
        }
        throw refused(slot, RejectReason.NOT_A_BOOLEAN, "is neither true nor false");
    }

    /** The field's UUID, in the form of 36 characters. */
    public UUID uuid(int slot) throws RejectedException {
        return UuidParser.uuid(bytes, offsets[slot], lengths[slot])
                .orElseThrow(() -> refused(slot, RejectReason.NOT_A_UUID, "is not a UUID"));
    }

    /** The refusal of the field in {@code slot}, its name and value put before {@code problem}. */
    public RejectedException refused(int slot, RejectReason reason, String problem) {
        String value = StandardCharsets.UTF_8
                .decode(ByteBuffer.wrap(bytes, offsets[slot], lengths[slot]))
                .toString();
        return RejectedException.of(reason, fields.get(slot), value, problem);
    }
}
