package io.candlestream.sandbox.status;

import io.candlestream.runtime.terminal.VisibleText;
import io.candlestream.sandbox.status.Component.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Parts that belong together, and what they answered.
 *
 * @param title of the whole, such as {@code demo 4711}
 * @param facts of the whole, such as its folder
 */
record ComponentGroup(String title, Map<String, Object> facts, List<State> states) {
    /** Asks all of them, side by side. */
    static ComponentGroup asked(String title, Map<String, Object> facts, List<Component> parts) {
        return new ComponentGroup(
                title, facts, parts.parallelStream().map(Component::state).toList());
    }

    boolean ready() {
        return !states.isEmpty() && states.stream().allMatch(State::ready);
    }

    /** For a person, 80 characters wide but for long reasons. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(title);
        for (State state : states) {
            Component part = state.part();
            String pid = part.pid().isPresent() ? "pid " + part.pid().getAsLong() : "";
            lines.add(String.format(
                            Locale.ROOT,
                            "  %-12s %-36s %-9s %s",
                            part.name(),
                            VisibleText.of(part.address()),
                            state.ready() ? "ready" : "not ready",
                            pid)
                    .stripTrailing());
            if (!state.ready()) {
                lines.add("               " + VisibleText.of(state.why()));
            }
            state.streams().forEach(stream -> lines.add("    " + VisibleText.of(stream.line())));
        }
        return lines;
    }

    /** Plain data for a program. */
    Map<String, Object> data() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("what", title);
        data.putAll(facts);
        data.put("ready", ready());
        data.put("parts", states.stream().map(State::data).toList());
        return data;
    }
}
