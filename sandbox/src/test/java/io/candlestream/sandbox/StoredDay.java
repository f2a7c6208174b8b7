package io.candlestream.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Recorded candles and trades as files of the archive: a day and a half of candles alone, ten minutes with the trades that made them. */
final class StoredDay {
    static final List<String> SYMBOLS = List.of("BTCUSDT", "ETHUSDT");
    static final List<String> MONTHS = List.of("2024-08", "2025-10");

    private static final long END = Instant.parse("2025-10-31T00:00:00Z").toEpochMilli();

    private StoredDay() {}

    static void write(Path folder) throws IOException {
        for (String symbol : SYMBOLS) {
            Path candles = RecordedData.folder("klines-spot-1m").resolve(symbol + "-1m-20251029-20251101.csv.gz");
            Files.write(
                    folder.resolve(symbol + "-1m-2025-10.csv"),
                    lines(candles).stream()
                            .filter(line -> Long.parseLong(line.substring(0, line.indexOf(','))) < END)
                            .toList());
            List<String> made = lines(RecordedData.folder("trades")
                    .resolve(symbol.toLowerCase(java.util.Locale.ROOT) + "-1m-klines-from-trades.csv.gz"));
            Files.write(
                    folder.resolve(symbol + "-1m-2024-08.csv"),
                    made.subList(1, made.size()).stream()
                            .map(line -> line.replaceFirst("^((?:[^,]*,){11}).*", "$10"))
                            .toList());
        }
        List<JsonNode> trades = trades();
        Files.write(
                folder.resolve("BTCUSDT-trades-2024-08.csv"),
                trades.stream().map(StoredDay::trade).toList());
        Files.write(folder.resolve("BTCUSDT-aggTrades-2024-08.csv"), aggregated(trades));
    }

    private static List<JsonNode> trades() throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> trades = new ArrayList<>();
        for (String line :
                lines(RecordedData.folder("trades").resolve("btcusdt-trade-20240808T2354-20240809T0005.jsonl.gz"))) {
            trades.add(json.readTree(line).get("data"));
        }
        return trades;
    }

    private static String trade(JsonNode trade) {
        BigDecimal price = new BigDecimal(trade.get("p").asText());
        BigDecimal quantity = new BigDecimal(trade.get("q").asText());
        return String.join(
                ",",
                trade.get("t").asText(),
                price.toPlainString(),
                quantity.toPlainString(),
                price.multiply(quantity).toPlainString(),
                trade.get("T").asText(),
                flag(trade),
                "True");
    }

    private static String flag(JsonNode trade) {
        return trade.get("m").asBoolean() ? "True" : "False";
    }

    /** Trades in a row at one price, one time and of one side. */
    private static List<String> aggregated(List<JsonNode> trades) {
        List<String> rows = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= trades.size(); i++) {
            if (i == trades.size() || !key(trades.get(i)).equals(key(trades.get(from)))) {
                JsonNode first = trades.get(from);
                BigDecimal quantity = trades.subList(from, i).stream()
                        .map(trade -> new BigDecimal(trade.get("q").asText()))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                rows.add(String.join(
                        ",",
                        String.valueOf(1_000_000 + rows.size()),
                        first.get("p").asText(),
                        quantity.toPlainString(),
                        first.get("t").asText(),
                        trades.get(i - 1).get("t").asText(),
                        first.get("T").asText(),
                        flag(first),
                        "True"));
                from = i;
            }
        }
        return rows;
    }

    private static String key(JsonNode trade) {
        return trade.get("T").asText() + " " + trade.get("p").asText() + " " + flag(trade);
    }

    private static List<String> lines(Path file) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }
}
