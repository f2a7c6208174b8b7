package io.candlestream.sandbox.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.candlestream.sandbox.exchange.Control.Refused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The exchange's REST interface on the loopback interface: answers {@code ping}, {@code time}, {@code exchangeInfo} and
 * {@code klines} from {@link Truth}. Source: binance-api.md section 4.
 */
final class RestServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SYMBOL = "^[\\w\\-._&&[^a-z]]{1,50}$";
    private static final Pattern SYMBOLS = Pattern.compile(SYMBOL, Pattern.UNICODE_CHARACTER_CLASS);
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
            "isSpotTradingAllowed":true,"isMarginTradingAllowed":false,"filters":[],"permissions":[],\
            "permissionSets":[["SPOT"]]}""";
    private static final int MOST_KLINES = 1000;
    private static final Answer NOT_FOUND = new Answer(404, 1, "");

    private final Market market;
    private final Truth truth;
    private final LongSupplier clock;
    private final Exchange.Options options;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(2, task -> StreamServer.daemon(task, "exchange-rest"));
    private Optional<HttpServer> server = Optional.empty();
    private long minute;
    private int weight;

    /** @param clock the simulated time, epoch milliseconds */
    RestServer(Market market, Truth truth, LongSupplier clock, Exchange.Options options) {
        this.market = market;
        this.truth = truth;
        this.clock = clock;
        this.options = options;
    }

    /** Begins to listen; the port, which is a free one when 0 was asked for. */
    int listen() {
        try {
            HttpServer http = create(new InetSocketAddress(InetAddress.getLoopbackAddress(), options.restPort()));
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
            Answer answer = exchange.getRequestMethod().equals("GET") ? answer(exchange) : NOT_FOUND;
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json;charset=UTF-8");
            exchange.getResponseHeaders().set("X-MBX-USED-WEIGHT-1M", String.valueOf(used(answer.weight())));
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(HttpExchange exchange) {
        Query query = new Query(query(exchange.getRequestURI().toString()));
        String header = exchange.getRequestHeaders().getFirst("X-MBX-TIME-UNIT");
        TimeUnit unit = "MICROSECOND".equalsIgnoreCase(header) ? TimeUnit.MICROSECONDS : TimeUnit.MILLISECONDS;
        long now = KlineFrame.start(unit, clock.getAsLong());
        try {
            return switch (exchange.getRequestURI().getPath()) {
                case "/api/v3/ping" -> new Answer(200, 1, "{}");
                case "/api/v3/time" -> new Answer(200, 1, "{\"serverTime\":" + now + "}");
                case "/api/v3/exchangeInfo" -> new Answer(200, 20, exchangeInfo(query, now));
                case "/api/v3/klines" -> new Answer(200, 2, new KlineFrame(unit).rows(klines(query)));
                default -> NOT_FOUND;
            };
        } catch (Refused refused) {
            return new Answer(400, 1, refused.body().toString());
        }
    }

    /** The weight used in this minute of the wall's clock, with {@code added}. */
    private synchronized int used(int added) {
        long current = TimeUnit.MILLISECONDS.toMinutes(System.currentTimeMillis());
        weight = added + (current == minute ? weight : 0);
        minute = current;
        return weight;
    }

    private List<Update> klines(Query query) {
        String symbol = known(query.mandatory("symbol"));
        if (!query.mandatory("interval").equals(market.interval().code())) {
            throw new Refused(-1120, "Invalid interval.");
        }
        long limit = query.number("limit").orElse(500);
        boolean utc = query.optional("timeZone").orElse("0").matches("[+-]?0{1,2}(:00)?");
        if (limit < 1 || !utc) {
            throw new Refused(-1130, "Data sent for parameter '" + (utc ? "limit" : "timeZone") + "' is not valid.");
        }
        int most = (int) Math.min(limit, MOST_KLINES);
        OptionalLong start = query.time("startTime");
        long end = query.time("endTime").orElse(Long.MAX_VALUE);
        return start.isPresent() ? truth.from(symbol, start.getAsLong(), end, most) : truth.upTo(symbol, end, most);
    }

    private String exchangeInfo(Query query, long now) {
        Optional<String> one = query.optional("symbol");
        Optional<String> many = query.optional("symbols");
        if (one.isPresent() && many.isPresent()) {
            throw new Refused(-1128, "Combination of optional parameters invalid.");
        }
        List<String> wanted =
                many.map(RestServer::names).or(() -> one.map(List::of)).orElseGet(market::symbols);
        return wanted.stream()
                .map(this::known)
                .map(RestServer::described)
                .collect(Collectors.joining(",", INFO_HEAD.formatted(now), "]}"));
    }

    private static List<String> names(String json) {
        try {
            return List.of(JSON.readValue(json, String[].class));
        } catch (JsonProcessingException e) {
            throw illegal("symbols", "^\\[(\"SYMBOL\"(,\"SYMBOL\")*)?\\]$");
        }
    }

    private String known(String symbol) {
        if (!SYMBOLS.matcher(symbol).matches()) {
            throw illegal("symbol", SYMBOL);
        }
        if (!market.symbols().contains(symbol)) {
            throw new Refused(-1121, "Invalid symbol.");
        }
        return symbol;
    }

    private static String described(String symbol) {
        String quote = QUOTES.stream().filter(symbol::endsWith).findFirst().orElse("");
        return INFO_SYMBOL.formatted(symbol, symbol.substring(0, symbol.length() - quote.length()), quote);
    }

    private static Refused illegal(String name, String range) {
        return new Refused(
                -1100, "Illegal characters found in parameter '" + name + "'; legal range is '" + range + "'.");
    }

    @Override
    public void close() {
        server.ifPresent(http -> http.stop(0));
        threads.shutdownNow();
    }

    /** The decoded parameters behind the question mark of {@code address}; a plus sign stays one. */
    static Map<String, String> query(String address) {
        Map<String, String> parameters = new HashMap<>();
        int mark = address.indexOf('?');
        for (String pair : (mark < 0 ? "" : address.substring(mark + 1)).split("&", -1)) {
            String[] parts = pair.split("=", 2);
            parameters.put(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1]));
        }
        return parameters;
    }

    static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private record Answer(int status, int weight, String body) {}

    /** The parameters of a request, read as the exchange reads them. */
    private record Query(Map<String, String> parameters) {
        private static final long LEAST_MICROS = 1_000_000_000_000_000L;

        Optional<String> optional(String name) {
            return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
        }

        String mandatory(String name) {
            return optional(name)
                    .orElseThrow(() -> new Refused(
                            -1102, "Mandatory parameter '" + name + "' was not sent, was empty/null, or malformed."));
        }

        OptionalLong number(String name) {
            String value = optional(name).orElse("");
            if (!value.matches("[0-9]{0,18}")) {
                throw illegal(name, "^[0-9]{1,20}$");
            }
            return value.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(value));
        }

        /** Epoch milliseconds; the exchange takes microseconds too and tells them by their size. */
        OptionalLong time(String name) {
            return number(name).stream()
                    .map(time -> time < LEAST_MICROS ? time : time / 1000)
                    .findFirst();
        }
    }
}
