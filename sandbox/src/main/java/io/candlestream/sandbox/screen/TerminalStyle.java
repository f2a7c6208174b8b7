package io.candlestream.sandbox.screen;

import io.candlestream.runtime.terminal.TextWidth;
import io.candlestream.runtime.terminal.VisibleText;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;

/**
 * What a terminal can show.
 *
 * @param colour whether it may be given colours
 * @param blocks whether it knows more characters than ASCII
 */
record TerminalStyle(boolean colour, boolean blocks) {
    private static final String BLOCKS = "▁▂▃▄▅▆▇█";
    private static final String STROKES = "_.-'";

    /**
     * The look of the terminal that {@code environment} describes.
     *
     * @param charset of the terminal, which need not be the one that Java was given
     */
    static TerminalStyle of(Map<String, String> environment, String charset) {
        boolean colour = environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new TerminalStyle(colour, charset.matches("(?i)utf-?8"));
    }

    /** What the launcher says of the terminal's charset, else what Java thinks. */
    static String charset() {
        return System.getProperty(
                "candlestream.charset", Charset.defaultCharset().name());
    }

    /** {@code text}, which may be foreign, within {@code most} columns. */
    String cut(String text, int most) {
        return TextWidth.cut(VisibleText.of(text), most, blocks ? "…" : "~");
    }

    /** The course of {@code values}, oldest first, a character each; level in the middle. */
    String sparkline(List<Double> values) {
        String levels = blocks ? BLOCKS : STROKES;
        double low = values.stream().mapToDouble(v -> v).min().orElse(0);
        double high = values.stream().mapToDouble(v -> v).max().orElse(0);
        StringBuilder line = new StringBuilder();
        for (double value : values) {
            double share = high > low ? (value - low) / (high - low) : 0.4;
            line.append(levels.charAt((int) Math.min(levels.length() - 1, share * levels.length())));
        }
        return line.toString();
    }
}
