package io.candlestream.sandbox.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which demo a tool works on.
 *
 * @param place of the demo; empty when there is none
 * @param message what a person has to know of the choice
 */
record DemoChoice(Optional<DemoPlace> place, Optional<String> message) {
    private static final String NONE =
            "No demo runs and none was kept: start ./candlestream demo, or end one with --keep"
                    + " (for servers of your own set ASSET_CASSANDRA_HOST and REDPANDA_BROKERS)";

    /**
     * The demo that {@code wanted} names: by its name, its process id or its place in {@code running}; else the one that was
     * started last, else the one that was kept.
     */
    static DemoChoice of(Optional<String> wanted, List<DemoPlace> running, Optional<DemoPlace> kept) {
        return wanted.map(name -> named(name, running, kept)).orElseGet(() -> usual(running, kept));
    }

    private static DemoChoice usual(List<DemoPlace> running, Optional<DemoPlace> kept) {
        if (running.isEmpty()) {
            return new DemoChoice(kept, kept.isPresent() ? Optional.empty() : Optional.of(NONE));
        }
        DemoPlace newest = running.get(running.size() - 1);
        Optional<String> message = running.size() == 1
                ? Optional.empty()
                : Optional.of(running.size() + " demos run, this is on the newest, " + newest.description()
                        + "; --demo NAME|N chooses: " + list(running, Optional.empty()));
        return new DemoChoice(Optional.of(newest), message);
    }

    private static DemoChoice named(String name, List<DemoPlace> running, Optional<DemoPlace> kept) {
        List<DemoPlace> known = new ArrayList<>(running);
        kept.ifPresent(known::add);
        Optional<DemoPlace> byName = known.stream()
                .filter(place -> name.equals(place.id()) || name.equals(place.name()))
                .findFirst();
        Optional<DemoPlace> place = byName.or(() -> atPlace(name, running));
        String others = known.isEmpty() ? NONE : "there are " + list(running, kept);
        return new DemoChoice(
                place, place.isPresent() ? Optional.empty() : Optional.of("No demo is called " + name + ": " + others));
    }

    private static Optional<DemoPlace> atPlace(String number, List<DemoPlace> running) {
        return IntStream.rangeClosed(1, running.size())
                .filter(i -> number.equals(String.valueOf(i)))
                .mapToObj(i -> running.get(i - 1))
                .findFirst();
    }

    private static String list(List<DemoPlace> running, Optional<DemoPlace> kept) {
        String numbered = IntStream.rangeClosed(1, running.size())
                .mapToObj(i -> i + " = " + running.get(i - 1).description())
                .collect(Collectors.joining("; "));
        String last = kept.map(DemoPlace::description).orElse("");
        return numbered + (numbered.isEmpty() || last.isEmpty() ? "" : "; ") + last;
    }
}
