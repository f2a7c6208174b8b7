package io.candlestream.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The recorded frames of trades, by symbol and id.
 *
 * @param sums what {@link #sums} has made, since most tickers of all windows and stores are of the same trades
 */
record Tape(Map<String, NavigableMap<Long, JsonNode>> trades, Map<List<String>, String> sums) {
    static Tape read(Path folder) throws IOException {
        ObjectMapper json = new ObjectMapper();
        Map<String, NavigableMap<Long, JsonNode>> trades = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".jsonl.gz")).toList()) {
                try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
                    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                        JsonNode trade = json.readTree(line).get("data");
                        trades.computeIfAbsent(trade.get("s").asText(), symbol -> new TreeMap<>())
                                .put(trade.get("t").asLong(), trade);
                    }
                }
            }
        }
        return new Tape(trades, new HashMap<>());
    }

    /** As {@link EveryStoreIT#TRADE} has them. */
    Set<String> lines() {
        return trades.values().stream()
                .flatMap(one -> one.values().stream())
                .map(trade -> String.join(
                        " ",
                        trade.get("s").asText(),
                        trade.get("t").asText(),
                        EveryStoreIT.text(price(trade)),
                        EveryStoreIT.text(quantity(trade)),
                        EveryStoreIT.text(price(trade).multiply(quantity(trade)).setScale(8, RoundingMode.DOWN)),
                        trade.get("T").asText(),
                        trade.get("m").asText(),
                        trade.get("E").asText(),
                        "socket"))
                .collect(Collectors.toSet());
    }

    private static BigDecimal price(JsonNode trade) {
        return new BigDecimal(trade.get("p").asText());
    }

    private static BigDecimal quantity(JsonNode trade) {
        return new BigDecimal(trade.get("q").asText());
    }

    /** What the trades between both ids of {@code stored}, a line as {@link EveryStoreIT#TICKER} has it, make. */
    String ticker(String[] stored) {
        return String.join(
                " ",
                stored[0],
                stored[1],
                sums.computeIfAbsent(List.of(stored[0], stored[9], stored[10]), this::sums),
                stored[9],
                stored[10],
                "socket");
    }

    private String sums(List<String> symbolAndIds) {
        NavigableMap<Long, JsonNode> window = trades.get(symbolAndIds.get(0))
                .subMap(Long.parseLong(symbolAndIds.get(1)), true, Long.parseLong(symbolAndIds.get(2)), true);
        List<BigDecimal> prices = window.values().stream().map(Tape::price).toList();
        BigDecimal volume = window.values().stream().map(Tape::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal quote = window.values().stream()
                .map(trade -> price(trade).multiply(quantity(trade)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return String.join(
                " ",
                EveryStoreIT.text(prices.get(0)),
                EveryStoreIT.text(prices.stream().reduce(BigDecimal::max).orElseThrow()),
                EveryStoreIT.text(prices.stream().reduce(BigDecimal::min).orElseThrow()),
                EveryStoreIT.text(prices.get(prices.size() - 1)),
                EveryStoreIT.text(volume),
                EveryStoreIT.text(quote.setScale(8, RoundingMode.DOWN)),
                String.valueOf(window.size()));
    }
}
