package io.candlestream.simulator.exchange;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.candlestream.simulator.channel.RefusedException;
import io.candlestream.simulator.channel.RestEndpoint;
import io.candlestream.simulator.channel.RestRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * The exchange's REST interface: answers {@code ping}, {@code time} and {@code exchangeInfo} itself, and lets each channel
 * answer its own endpoints. Source: binance-api.md section 4.
 */
final class RestServer implements AutoCloseable {
    private static final List<String> QUOTES =
            List.of("USDT", "USDC", "FDUSD", "TUSD", "BUSD", "BTC", "ETH", "BNB", "EUR", "TRY", "BRL", "JPY");
    private static final String INFO_HEAD = """
            {"timezone":"UTC","serverTime":%d,"rateLimits":[\
            {"rateLimitType":"REQUEST_WEIGHT","interval":"MINUTE","intervalNum":1,"limit":6000},\
            {"rateLimitType":"RAW_REQUESTS","interval":"MINUTE","intervalNum":5,"limit":300000}],\
            "exchangeFilters":[],"symbols":[""";
    private static final String INFO_SYMBOL = """
            {"symbol":"%s","status":"TRADING","baseAsset":"%s","baseAssetPrecision":8,"quoteAsset":"%s",\
            "quotePrecision":8,"quoteAssetPrecision":8,"orderTypes":["LIMIT","MARKET"],"icebergAllowed":true,\
            "isSpotTradingAllowed":true,"isMarginTradingAllowed":false,"filters":[\
            {"filterType":"PRICE_FILTER","minPrice":"0.00000001","maxPrice":"1000000000.00000000","tickSize":"0.00000001"},\
            {"filterType":"LOT_SIZE","minQty":"0.00000001","maxQty":"1000000000.00000000","stepSize":"0.00000001"}],\
            "permissions":[],\
            "permissionSets":[["SPOT"]]}""";
    private static final int SPACES = 1 << 16;
    private static final Answer NOT_FOUND = new Answer(404, 1, "");

    private final List<String> symbols;
    private final Map<String, RestEndpoint> endpoints;
    private final LongSupplier clock;
    private final Exchange.Options options;
    private final RestFaults faults;
    private final ExecutorService threads =
            Executors.newCachedThreadPool(task -> StreamServer.daemon(task, "exchange-rest"));
    private Optional<HttpServer> server = Optional.empty();
    private long minute;
    private int weight;

    /**
     * @param symbols those traded
     * @param endpoints of the channels, by path
     * @param clock the simulated time, epoch milliseconds
     */
    RestServer(
            List<String> symbols,
            Map<String, RestEndpoint> endpoints,
            LongSupplier clock,
            Exchange.Options options,
            RestFaults faults) {
        this.symbols = symbols;
        this.endpoints = endpoints;
        this.clock = clock;
        this.options = options;
        this.faults = faults;
    }

    /** Begins to listen; the port, which is a free one when 0 was asked for. */
    int listen() {
        try {
            HttpServer http = create(new InetSocketAddress(options.address(), options.restPort()));
            http.createContext("/", this::handle);
            http.setExecutor(threads);
            http.start();
            server = Optional.of(http);
            return http.getAddress().getPort();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on port " + options.restPort() + ": " + e.getMessage(), e);
        }
    }

    private HttpServer create(InetSocketAddress address) throws IOException {
        if (options.tls().isEmpty()) {
            return HttpServer.create(address, 0);
        }
        HttpsServer https = HttpsServer.create(address, 0);
        https.setHttpsConfigurator(new HttpsConfigurator(options.tls().get()));
        return https;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String symbol =
                    Address.parameters(exchange.getRequestURI().toString()).getOrDefault("symbol", "");
            Optional<RestFault> fault = faults.met(symbol);
            Optional<RestFault.Refusal> refusal = fault.flatMap(RestFault::refusal);
            refusal.flatMap(RestFault.Refusal::retryAfter)
                    .ifPresent(after -> exchange.getResponseHeaders().set("Retry-After", after));
            Answer answer =
                    refusal.map(r -> new Answer(r.status(), 1, r.body())).orElseGet(() -> answer(exchange));
            Answer sent = fault.map(answer::withFault).orElse(answer);
            if (!fault.equals(Optional.of(RestFault.SILENT)) && (refusal.isPresent() || !sent.equals(answer))) {
                faults.count();
            }
            exchange.getResponseHeaders().set("Content-Type", "application/json;charset=UTF-8");
            exchange.getResponseHeaders().set("X-MBX-USED-WEIGHT-1M", String.valueOf(used(answer.weight())));
            send(exchange, sent, fault);
        }
    }

    private void send(HttpExchange exchange, Answer answer, Optional<RestFault> fault) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        if (fault.equals(Optional.of(RestFault.HUGE))) {
            faults.count();
            sendSpaces(exchange);
            return;
        }
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        if (fault.equals(Optional.of(RestFault.STALLED))) {
            exchange.getResponseBody().write(body, 0, body.length / 2);
            exchange.getResponseBody().flush();
            faults.awaitEndOf(RestFault.STALLED);
            return;
        }
        exchange.getResponseBody().write(body);
    }

    /** Until the client has enough of it. */
    private void sendSpaces(HttpExchange exchange) throws IOException {
        byte[] spaces = " ".repeat(SPACES).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, 0);
        while (faults.lasts(RestFault.HUGE)) {
            exchange.getResponseBody().write(spaces);
        }
    }

    private Answer answer(HttpExchange exchange) {
        if (!exchange.getRequestMethod().equals("GET")) {
            return NOT_FOUND;
        }
        String header = exchange.getRequestHeaders().getFirst("X-MBX-TIME-UNIT");
        TimeUnit unit = "MICROSECOND".equalsIgnoreCase(header) ? TimeUnit.MICROSECONDS : TimeUnit.MILLISECONDS;
        RestRequest request =
                new RestRequest(Address.parameters(exchange.getRequestURI().toString()), unit, symbols);
        long now = unit.convert(clock.getAsLong(), TimeUnit.MILLISECONDS);
        try {
            String path = exchange.getRequestURI().getPath();
            return switch (path) {
                case "/api/v3/ping" -> new Answer(200, 1, "{}");
                case "/api/v3/time" -> new Answer(200, 1, "{\"serverTime\":" + now + "}");
                case "/api/v3/exchangeInfo" -> new Answer(200, 20, exchangeInfo(request, now));
                default ->
                    Optional.ofNullable(endpoints.get(path))
                            .map(endpoint -> new Answer(
                                    200, endpoint.weight(), endpoint.answer().apply(request)))
                            .orElse(NOT_FOUND);
            };
        } catch (RefusedException refused) {
            return new Answer(400, 1, Control.body(refused).toString());
        } catch (RuntimeException e) { // of a store that does not answer
            RefusedException unknown = new RefusedException(
                    -1000, "An unknown error occurred while processing the request: " + e.getMessage());
            return new Answer(503, 1, Control.body(unknown).toString());
        }
    }

    /** The weight used in this minute of the wall's clock, with {@code added}. */
    private synchronized int used(int added) {
        long current = TimeUnit.MILLISECONDS.toMinutes(System.currentTimeMillis());
        weight = added + (current == minute ? weight : 0);
        minute = current;
        return weight;
    }

    private String exchangeInfo(RestRequest request, long now) {
        return request.symbols().stream()
                .map(RestServer::described)
                .collect(Collectors.joining(",", INFO_HEAD.formatted(now), "]}"));
    }

    private static String described(String symbol) {
        String quote = QUOTES.stream().filter(symbol::endsWith).findFirst().orElse("");
        return INFO_SYMBOL.formatted(symbol, symbol.substring(0, symbol.length() - quote.length()), quote);
    }

    @Override
    public void close() {
        server.ifPresent(http -> http.stop(0));
        threads.shutdownNow();
    }

    private record Answer(int status, int weight, String body) {
        Answer withFault(RestFault fault) {
            return new Answer(status, weight, fault.spoilt(body));
        }
    }
}
