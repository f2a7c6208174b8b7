package io.candlestream.ingest.repair;

import static io.candlestream.producer.kline.MinuteKlines.openTime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.candlestream.producer.kline.MinuteKlines;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A real HTTP server that tells of the candles that a test gives it, up to the time that the test sets. */
final class TestExchangeRest implements AutoCloseable {
    final List<String> asked = new CopyOnWriteArrayList<>();
    private final Set<Long> candles = new ConcurrentSkipListSet<>();
    private final Set<Long> impossible = new ConcurrentSkipListSet<>();
    private final HttpServer server;
    private volatile long now = openTime(1000);
    private volatile boolean broken;
    private volatile String refused = "";
    private volatile String misplaced = "";
    private volatile boolean bySecond;
    private final AtomicInteger staleAnswers = new AtomicInteger();

    TestExchangeRest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v3/time", http -> answer(http, "{\"serverTime\":" + now + "}"));
        server.createContext("/api/v3/klines", this::klines);
        server.start();
    }

    /** Adds the candles from one number to another, the last not included. */
    TestExchangeRest with(int from, int to) {
        for (int candle = from; candle < to; candle++) {
            candles.add(openTime(candle));
        }
        return this;
    }

    /** Tells of one candle that takers bought more than was traded. */
    void garble(int candle) {
        impossible.add(openTime(candle));
    }

    /** Tells all candles right again. */
    void correct() {
        impossible.clear();
        bySecond = false;
    }

    TestExchangeRest now(long time) {
        now = time;
        return this;
    }

    /** Answers with HTTP 500 from now on, until {@link #recover}. */
    void breakDown() {
        broken = true;
    }

    void recover() {
        broken = false;
    }

    /** Answers with HTTP 400 for a symbol that is not traded any more. */
    void refuse(String symbol) {
        refused = symbol;
    }

    /** Tells a candle of {@code symbol} that was not asked for. */
    void misplace(String symbol) {
        misplaced = symbol;
    }

    /** Tells the candles of each second, which nobody asked for, until {@link #correct}. */
    void tellSeconds() {
        bySecond = true;
    }

    /** Tells in so many answers of half of the trades. */
    TestExchangeRest staleAnswers(int answers) {
        staleAnswers.set(answers);
        return this;
    }

    URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    private void klines(HttpExchange http) throws IOException {
        Map<String, String> query = Arrays.stream(
                        http.getRequestURI().getQuery().split("&"))
                .map(pair -> pair.split("="))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (a, b) -> b, ConcurrentHashMap::new));
        long from = Long.parseLong(query.get("startTime"));
        long to = Long.parseLong(query.get("endTime"));
        String symbol = query.get("symbol");
        asked.add(symbol + " " + from + " " + to);
        if (symbol.equals(refused)) {
            answer(http, 400, "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}");
            return;
        }
        answer(
                http,
                symbol.equals(misplaced)
                        ? "[" + row(to + 1, MinuteKlines.MINUTE, 100) + "]"
                        : rows(from, to, Long.parseLong(query.get("limit"))));
    }

    private String rows(long from, long to, long limit) {
        int trades = staleAnswers.getAndUpdate(left -> Math.max(0, left - 1)) > 0 ? 50 : 100;
        return candles.stream()
                .filter(open -> from <= open && open <= to)
                .flatMap(open -> bySecond
                        ? LongStream.range(0, 60).mapToObj(second -> row(open + second * 1000, 1000, 1))
                        : Stream.of(row(open, MinuteKlines.MINUTE, trades)))
                .limit(limit)
                .collect(Collectors.joining(",", "[", "]"));
    }

    private String row(long open, long length, int trades) {
        return "[" + open + ",\"1\",\"2\",\"1\",\"2\",\"10\"," + (open + length - 1) + ",\"15\"," + trades + ",\""
                + (impossible.contains(open) ? 50 : 5) + "\",\"7\",\"0\"]";
    }

    private void answer(HttpExchange http, String body) throws IOException {
        answer(http, broken ? 500 : 200, body);
    }

    private static void answer(HttpExchange http, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        http.sendResponseHeaders(status, bytes.length);
        http.getResponseBody().write(bytes);
        http.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
