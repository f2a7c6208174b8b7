package io.candlestream.loader.archive;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A symbol as a person names it: a star stands for any letters and digits. */
public final class SymbolPattern {
    private SymbolPattern() {}

    /** Whether {@code pattern} means {@code symbol}. */
    public static boolean matches(String pattern, String symbol) {
        return Pattern.matches(
                Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")), symbol);
    }
}
