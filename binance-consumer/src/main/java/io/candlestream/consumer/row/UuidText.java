package io.candlestream.consumer.row;

import java.util.Optional;
import java.util.UUID;

/** Reads the 36-character form of a UUID from bytes; {@link UUID#fromString} takes {@code 1-1-1-1-1} as well. */
final class UuidText {
    private static final int LENGTH = 36;

    private UuidText() {}

    static Optional<UUID> uuid(byte[] bytes, int offset, int length) {
        if (length != LENGTH) {
            return Optional.empty();
        }
        long high = 0;
        long low = 0;
        for (int i = 0; i < LENGTH; i++) {
            byte next = bytes[offset + i];
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            int digit = dash ? 0 : Character.digit(next, 16);
            if (digit < 0 || dash != (next == '-')) {
                return Optional.empty();
            }
            if (!dash) {
                high = i < 18 ? (high << 4) | digit : high;
                low = i > 18 ? (low << 4) | digit : low;
            }
        }
        return Optional.of(new UUID(high, low));
    }
}
