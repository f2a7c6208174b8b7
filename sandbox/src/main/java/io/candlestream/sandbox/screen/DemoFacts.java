package io.candlestream.sandbox.screen;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What stays the same while the demo runs, from when it is known on.
 *
 * @param market which one it is, such as {@code made-up market, 60x}
 * @param page where the live page is
 * @param first when the first candle was in the table
 * @param places where everything else is, by its name
 */
record DemoFacts(String market, String page, String first, Map<String, String> places) {
    DemoFacts() {
        this("", "", "", new LinkedHashMap<>());
    }
}
