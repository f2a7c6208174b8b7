package io.candlestream.sandbox.demo;

import io.candlestream.runtime.http.BoundedAnswer;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.settings.Spelling;
import io.candlestream.simulator.market.Market;
import io.candlestream.simulator.market.SeededMarket;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The symbols that a demo can play, by its options, and what is said of one that is none. */
final class Symbols {
    private static final int OK = 200;
    private static final int MOST_NAMED = 3;
    private static final int MOST_BYTES = 4 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    /** All symbols with their prices are 150 KB; what {@code exchangeInfo} says of them is a hundred times that. */
    private static final String PRICES = "/api/v3/ticker/price";

    private static final Pattern NAME = Pattern.compile("\"symbol\"\\s*:\\s*\"([^\"]{1,64})\"");

    private Symbols() {}

    /** Prints the symbols that {@code options} can choose from, and returns the exit code. */
    static int print(DemoOptions options, PrintStream out) {
        of(options).stream().sorted().forEach(out::println);
        return Program.OK;
    }

    private static List<String> of(DemoOptions options) {
        if (options.live) {
            return traded(LiveExchange.REST)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "Cannot list the symbols: " + LiveExchange.REST.getHost() + " does not answer"));
        }
        return options.data()
                .map(folder -> Market.of(folder, options.interval).symbols())
                .orElse(SeededMarket.LISTED);
    }

    /**
     * Returns when all of {@code wanted} are {@code listed}.
     *
     * @throws IllegalArgumentException naming the others, and what was meant
     */
    static void require(Collection<String> wanted, Collection<String> listed, DemoOptions options) {
        List<String> unknown =
                wanted.stream().filter(symbol -> !listed.contains(symbol)).toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("Cannot start the demo: --symbols " + String.join(",", unknown) + ": "
                    + where(options) + " has no such pair" + meant(unknown, listed) + " (./candlestream demo "
                    + kind(options) + "--list-symbols prints all " + listed.size() + ")");
        }
    }

    private static String where(DemoOptions options) {
        return options.live
                ? "the exchange"
                : options.data().map(Object::toString).orElse("the made-up market");
    }

    private static String kind(DemoOptions options) {
        return options.live
                ? "--live "
                : options.data().map(folder -> "--data " + folder + " ").orElse("");
    }

    private static String meant(List<String> unknown, Collection<String> listed) {
        String nearest = unknown.stream()
                .flatMap(symbol -> near(symbol, listed).stream())
                .distinct()
                .limit(MOST_NAMED)
                .collect(Collectors.joining(", "));
        return nearest.isEmpty() ? "" : "; did you mean " + nearest + "?";
    }

    /** By its letters, else as one of the pairs that it is a part of: {@code BTC} is no pair, {@code BTCUSDT} is. */
    private static List<String> near(String symbol, Collection<String> listed) {
        List<String> spelt = Spelling.nearest(symbol, listed, MOST_NAMED);
        return spelt.isEmpty()
                ? listed.stream()
                        .filter(pair -> pair.startsWith(symbol))
                        .sorted()
                        .limit(MOST_NAMED)
                        .toList()
                : spelt;
    }

    /** The symbols that the exchange at {@code rest} trades; empty when it does not say so soon. */
    static Optional<List<String>> traded(URI rest) {
        HttpRequest request = HttpRequest.newBuilder(rest.resolve(PRICES)).build();
        HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        try {
            HttpResponse<byte[]> response = BoundedAnswer.of(client, request, PATIENCE, MOST_BYTES);
            List<String> names = NAME.matcher(new String(response.body(), StandardCharsets.UTF_8))
                    .results()
                    .map(found -> found.group(1))
                    .toList();
            return Optional.of(names).filter(all -> response.statusCode() == OK && !all.isEmpty());
        } catch (IOException e) {
            return Optional.empty(); // the producer waits for it, and says so
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
