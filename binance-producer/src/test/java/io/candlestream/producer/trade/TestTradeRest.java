package io.candlestream.producer.trade;

import static io.candlestream.producer.trade.TestTrades.time;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.candlestream.history.RequestWeightLimiter;
import io.candlestream.history.RestApi;
import io.candlestream.history.RestTrades;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** A real HTTP server that tells the trades from one id to another, each a fill of its own. */
final class TestTradeRest implements AutoCloseable {
    private final HttpServer server;
    private final long first;
    private volatile long floor;
    private volatile long passedOver = -1;
    private volatile long worthless = -1;
    private volatile long late = -1;
    private final AtomicInteger emptyAnswers = new AtomicInteger();
    private volatile long last;
    private volatile long most = 1000;

    TestTradeRest(long first, long last) throws IOException {
        this.first = first;
        this.last = last;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v3/historicalTrades", http -> answer(http, trades(http)));
        server.createContext("/api/v3/aggTrades", http -> answer(http, fill(http)));
        server.start();
    }

    /** Tells no trades before this one by their ids; the fills know them still. */
    void floor(long id) {
        floor = id;
    }

    /** Lets so many answers be empty. */
    void emptyAnswers(int answers) {
        emptyAnswers.set(answers);
    }

    /** Does not tell this trade. */
    void passesOver(long id) {
        passedOver = id;
    }

    /** Tells a price of zero of this trade. */
    void worthless(long id) {
        worthless = id;
    }

    /** Tells a time of this trade that is a second too late. */
    void late(long id) {
        late = id;
    }

    /** Lets the newest trade be another one. */
    void last(long id) {
        last = id;
    }

    long last() {
        return last;
    }

    /** Tells no more than so many trades at once, whatever is asked for. */
    void most(long trades) {
        most = trades;
    }

    RestTrades client() {
        URI url = URI.create("http://localhost:" + server.getAddress().getPort());
        return new RestTrades(new RestApi(url, HttpClient.newHttpClient(), new RequestWeightLimiter(6000)));
    }

    private String trades(HttpExchange http) {
        if (emptyAnswers.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return "[]";
        }
        return LongStream.rangeClosed(
                        Math.max(Math.max(first, floor), number(http, "fromId").orElse(first)), last)
                .filter(id -> id != passedOver)
                .limit(Math.min(most, number(http, "limit").orElse(500)))
                .mapToObj(id -> "{\"id\":" + id + ",\"price\":\"" + (id == worthless ? "0.00" : "61837.63")
                        + "\",\"qty\":\"0.02\",\"quoteQty\":\"1236.7526\"," + "\"time\":"
                        + (time(id) + (id == late ? 1000 : 0)) + ",\"isBuyerMaker\":true,\"isBestMatch\":true}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private String fill(HttpExchange http) {
        OptionalLong start = number(http, "startTime");
        return LongStream.rangeClosed(first, last)
                .filter(id -> start.isPresent() ? time(id) >= start.getAsLong() : id == last)
                .limit(1)
                .mapToObj(id -> "{\"a\":" + id + ",\"f\":" + id + ",\"l\":" + id + ",\"T\":" + time(id) + "}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static OptionalLong number(HttpExchange http, String name) {
        Matcher value = Pattern.compile("\\b" + name + "=(\\d+)")
                .matcher(http.getRequestURI().getQuery());
        return value.find() ? OptionalLong.of(Long.parseLong(value.group(1))) : OptionalLong.empty();
    }

    private static void answer(HttpExchange http, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        http.sendResponseHeaders(200, bytes.length);
        http.getResponseBody().write(bytes);
        http.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
