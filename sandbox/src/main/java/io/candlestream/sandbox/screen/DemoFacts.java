package io.candlestream.sandbox.screen;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What stays the same while the demo runs: which market it is, where the page is, and where everything else is. */
final class DemoFacts {
    private String market = "";
    private String page = "";
    private String first = "";
    private final Map<String, String> places = new LinkedHashMap<>();

    void market(String text) {
        market = text;
    }

    String market() {
        return market;
    }

    void page(String address) {
        page = address;
    }

    String page() {
        return page;
    }

    void first(String text) {
        first = text;
    }

    String first() {
        return first;
    }

    void place(String name, String where) {
        places.put(name, where);
    }

    List<Map.Entry<String, String>> places() {
        return new ArrayList<>(places.entrySet());
    }
}
