package io.candlestream.sandbox.status;

import io.candlestream.sandbox.demo.DemoPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A demo or cluster of this project that runs now, with the processes that it started.
 *
 * @param number by which {@code --demo} chooses it; empty when there is no other
 */
record RunningDemo(DemoPlace place, ProcessHandle process, OptionalInt number) {
    private static final Pattern PAGE = Pattern.compile("Page at (http://\\S+)");
    private static final Pattern MASTER = Pattern.compile("Starting Spark master at (spark://\\S+)");
    private static final Pattern MASTER_PAGE = Pattern.compile("MasterWebUI.* at (http://\\S+)");

    static List<RunningDemo> all() {
        List<DemoPlace> places = DemoPlace.allRunning();
        List<DemoPlace> chosen = places.stream().filter(DemoPlace::ready).toList();
        return places.stream()
                .flatMap(
                        place -> ProcessHandle.of(place.pid())
                                .map(process -> new RunningDemo(place, process, number(place, chosen)))
                                .stream())
                .toList();
    }

    /** What --demo takes for it, where there are several to choose from. */
    private static OptionalInt number(DemoPlace place, List<DemoPlace> chosen) {
        int at = chosen.indexOf(place);
        return chosen.size() > 1 && at >= 0 ? OptionalInt.of(at + 1) : OptionalInt.empty();
    }

    ComponentGroup status() {
        boolean cluster = Files.exists(place.folder().resolve("spark"));
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", place.name());
        number.ifPresent(n -> facts.put("number", n));
        facts.put("pid", process.pid());
        process.info().startInstant().ifPresent(since -> facts.put("since", since.toString()));
        facts.put("folder", place.folder().toString());
        List<Component> parts = place.ready() ? parts(place.environment()) : List.of();
        String title = title(cluster ? "cluster" : "demo") + (parts.isEmpty() ? ", its servers start" : "");
        return ComponentGroup.asked(title, facts, parts);
    }

    /** Such as {@code demo 2: blue (4711)}. */
    private String title(String kind) {
        String pid = String.valueOf(process.pid());
        String named = place.name().equals(pid) ? pid : place.name() + " (" + pid + ")";
        return kind + (number.isPresent() ? " " + number.getAsInt() + ": " : " ") + named;
    }

    private List<Component> parts(Map<String, String> environment) {
        List<Component> parts = new ArrayList<>();
        said("dashboard.log", PAGE).ifPresent(url -> parts.add(Component.page("page", url, pid("dashboard/target/"))));
        for (String name : List.of("producer", "consumer")) {
            parts.add(Component.program(name, environment, "0", pid("binance-" + name + "/target/")));
        }
        parts.add(Component.server("broker", environment.get("REDPANDA_BROKERS"), pid("sandbox/broker/target/")));
        parts.add(Component.server(
                "Cassandra",
                environment.get("ASSET_CASSANDRA_HOST") + ":" + environment.get("ASSET_CASSANDRA_PORT"),
                pid("sandbox/cassandra/target/")));
        Optional.ofNullable(environment.get("CANDLESTREAM_POSTGRES_HOST"))
                .ifPresent(host -> parts.add(Component.server(
                        "PostgreSQL",
                        host + ":" + environment.get("CANDLESTREAM_POSTGRES_PORT"),
                        pid("bin/postgres"))));
        Optional.ofNullable(environment.get("CANDLESTREAM_PRODUCER_REST_URL")).ifPresent(url -> {
            parts.add(Component.server("exchange", url, OptionalLong.of(process.pid())));
            Optional.ofNullable(environment.get("CANDLESTREAM_PRODUCER_STREAM_URL"))
                    .ifPresent(stream ->
                            parts.add(Component.server("its stream", stream, OptionalLong.of(process.pid()))));
        });
        String master = "org.apache.spark.deploy.master.Master";
        said("spark/spark-master.log", MASTER).ifPresent(url -> parts.add(Component.server("Spark", url, pid(master))));
        said("spark/spark-master.log", MASTER_PAGE)
                .ifPresent(url -> parts.add(Component.page("Spark page", url, pid(master))));
        return parts;
    }

    /** What a program has written into its log last. */
    private Optional<String> said(String log, Pattern pattern) {
        Path file = place.folder().resolve(log);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(pattern::matcher)
                    .filter(Matcher::find)
                    .map(found -> found.group(1))
                    .reduce((first, second) -> second);
        } catch (IOException | java.io.UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private OptionalLong pid(String word) {
        return process.descendants()
                .filter(child -> child.info().commandLine().orElse("").contains(word))
                .mapToLong(ProcessHandle::pid)
                .findFirst();
    }
}
