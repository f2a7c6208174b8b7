package io.candlestream.tools.access;

/**
 * An asset of the table.
 *
 * @param symbol and {@code interval} of its newest row; empty where somebody else wrote it without
 */
public record Asset(String name, String symbol, String interval) {
    /** Whether a person means this one. */
    public boolean isCalled(String text) {
        return name.equalsIgnoreCase(text) || symbol.equalsIgnoreCase(text);
    }
}
