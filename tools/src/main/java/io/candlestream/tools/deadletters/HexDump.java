package io.candlestream.tools.deadletters;

import java.io.PrintStream;
import java.util.HexFormat;

/** Bytes in rows of sixteen, with their place and what of them is ASCII. */
final class HexDump {
    private static final int ROW = 16;
    private static final int MOST_BYTES = 4096;
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    private HexDump() {}

    static void print(byte[] bytes, PrintStream out) {
        for (int from = 0; from < Math.min(bytes.length, MOST_BYTES); from += ROW) {
            int to = Math.min(from + ROW, bytes.length);
            out.printf("  %06x  %-47s  %s%n", from, HEX.formatHex(bytes, from, to), ascii(bytes, from, to));
        }
        if (bytes.length > MOST_BYTES) {
            out.println("  and " + (bytes.length - MOST_BYTES) + " bytes more");
        }
    }

    private static String ascii(byte[] bytes, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(bytes[i] >= ' ' && bytes[i] <= '~' ? (char) bytes[i] : '.');
        }
        return text.toString();
    }
}
