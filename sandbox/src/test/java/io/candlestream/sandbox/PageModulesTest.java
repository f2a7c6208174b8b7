package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.candlestream.sandbox.server.ProjectFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page's modules that are plain functions, called one by one in a browser that has nothing but their files. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageModulesTest {
    private static final Path PAGE = ProjectFolder.find().root().resolve("dashboard/src/main/resources/page");

    /** Bars of a minute from a list of closing prices, in which 0 is a hole and -1 a slot that is empty at the exchange. */
    private static final String BARS =
            "const bars = (begin, closes) => closes.map((close, i) => ({ t: begin + i * 60000,"
                    + " hole: close <= 0, stored: close > 0 ? 1 : 0, expected: close < 0 ? 0 : 1, closed: close > 0 ? true : undefined,"
                    + " open: close, high: close, low: close, close, volume: 2, trades: 1 }));"
                    + "const lacking = (all, at) => all.map((bar, i) => (i === at ? { ...bar, expected: 5 } : bar));";

    /** A stream of events, answers and a feed of which the test is the server; {@code page(from, to)} has those minutes. */
    private static final String FEED = """
            const { Series } = await import('/js/series.js');
            const rows = (from, to) => bars(from * 60000, Array(to - from).fill(1)).map((b) =>
                [b.t, b.stored, b.expected, b.open, b.high, b.low, b.close, b.volume, b.trades, b.closed]);
            const page = (from, to) => ({ begin: 0, bars: rows(from, to) });
            const streams = [];
            globalThis.EventSource = class extends EventTarget {
              static CLOSED = 2;
              constructor() { super(); streams.push(this); }
              tell(name, data) { this.dispatchEvent(Object.assign(new Event(name), { data: JSON.stringify(data) })); }
              close() {}
            };
            let candles = page(0, 10);
            globalThis.fetch = async (path) => {
              await undefined;
              const body = path.startsWith('/api/candles') ? await candles : { gaps: [] };
              return { ok: !body.error, json: async () => body };
            };
            const until = async (done) => {
              for (let i = 0; i < 60 && !done(); i++) await new Promise((later) => setTimeout(later, 50));
            };
            const troubles = {};
            const feed = new m.Feed(new Series(), { fresh() {}, changed: (change) => change(), gaps() {}, trades() {},
                trouble: (name, what) => { troubles[name] = what; } });
            feed.open('bitcoin', '1m');
            """;

    private Browser browser;
    private HttpServer server;

    @BeforeAll
    void start() throws IOException {
        browser = Browser.start();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", PageModulesTest::serve);
        server.start();
        browser.open("http://127.0.0.1:" + server.getAddress().getPort() + "/icon.svg");
    }

    private static void serve(HttpExchange exchange) throws IOException {
        byte[] file = Files.readAllBytes(
                PAGE.resolve(exchange.getRequestURI().getPath().substring(1)));
        boolean module = exchange.getRequestURI().getPath().endsWith(".js");
        exchange.getResponseHeaders().add("Content-Type", module ? "text/javascript" : "image/svg+xml");
        exchange.sendResponseHeaders(200, file.length);
        exchange.getResponseBody().write(file);
        exchange.close();
    }

    @AfterAll
    void stop() {
        Optional.ofNullable(browser).ifPresent(Browser::close);
        Optional.ofNullable(server).ifPresent(started -> started.stop(0));
    }

    /** What an expression over the module {@code m} is, as JSON, in which nothing is null. */
    private String in(String module, String expression) {
        return run(module, "return JSON.stringify(" + expression + ");");
    }

    /** What a script with the module {@code m} returns. */
    private String run(String module, String script) {
        return String.valueOf(
                browser.promise("import('/js/" + module + ".js').then(async (m) => { " + BARS + script + " })"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "m.movingAverage(bars(0, [1, 2, 0, 4, 5]), 2) | [null,1.5,null,null,4.5]",
                "m.movingAverage(bars(0, [1, 2, 3, 4]), 3) | [null,null,2,3]",
                "m.vwap(bars(0, [10, 20, -1, 30])) | [10,15,null,20]",
                "m.vwap(bars(0, [10, 0, 30])) | [10,null,null]",
                "m.vwap(bars(86400000 - 120000, [10, 20, 30, 40])) | [null,null,30,35]",
                "m.movingAverage(bars(0, [1, 2, 0, 4, 5]), 2, (bar) => 10 * bar.close) | [null,15,null,null,45]",
                "m.movingAverage(lacking(bars(0, [1, 2, 3, 4]), 1), 2) | [null,null,null,3.5]",
                "m.movingAverage(lacking(bars(0, [1, 3]), 1).map((bar) => ({ ...bar, closed: false })), 2) | [null,2]",
                "m.movingAverage(bars(0, [1, 3]).map((bar) => ({ ...bar, stored: 3, expected: 3 })), 2) | [null,2]",
                "m.rsi(lacking(bars(0, [1, 2, 3, 4, 5]), 1), 2) | [null,null,null,null,100]",
                "m.vwap(lacking(bars(0, [10, 20, 30]), 1)) | [10,null,null]",
                "m.pressure(lacking(bars(0, [1, 2]), 1).map((bar) => ({ ...bar, taken: 2 }))) | [1,null]",
                "m.pressure([{ volume: 8, taken: 8 }, { volume: 8, taken: 2 }, { volume: 0, taken: 0 }, { volume: 8 }]) | [1,-0.5,null,null]",
                "m.rsi(bars(0, [1, 2, 3, 4]), 2) | [null,null,100,100]",
                "m.rsi(bars(0, [4, 3, 2, 1]), 2) | [null,null,0,0]",
                "m.rsi(bars(0, [5, 5, 5]), 2) | [null,null,50]",
                "m.rsi(bars(0, [1, 2, 3, 0, 4, 5, 6]), 2) | [null,null,100,null,null,null,100]",
                // Wilder: gains 2, 0, then losses 1 enter with a weight of a half.
                "m.rsi(bars(0, [10, 12, 11, 11]), 2) | [null,null,66.66666666666667,66.66666666666667]"
            })
    void aLineHasNoValueWhereACandleThatItNeedsIsMissing(String expression, String values) {
        assertThat(in("indicators", expression)).isEqualTo(values);
    }

    @Test
    void aLongHoleBreaksTheAxisAndAShortOneDoesNot() {
        assertThat(in("slots", "m.slots(bars(0, [1, 0, 0, 2]), 60000).map(({ index }) => index)"))
                .isEqualTo("[0,1,2,3]");

        String hole = "m.slots(bars(0, [1, ...Array(30).fill(0), 2]), 60000)";
        assertThat(in("slots", hole + ".map(({ index }) => index ?? 'x').join('')"))
                .isEqualTo("\"0xxxxxxxx31\"");
        assertThat(in("slots", hole + "[3].hole")).isEqualTo("{\"from\":60000,\"to\":1860000,\"missing\":30}");
    }

    @Test
    void timeThatNoBarStandsForIsAHoleToo() {
        String apart = "m.slots([...bars(0, [1]), ...bars(6000000, [2])], 60000)";

        assertThat(in("slots", apart + ".length")).isEqualTo("10");
        assertThat(in("slots", apart + "[1].hole")).isEqualTo("{\"from\":60000,\"to\":6000000,\"missing\":99}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "seen | In view +300.00 % 0–180000 3 candles other +300.00 %",
                "seen.slice(1) | In view +300.00 % 0–180000 3 candles other +100.00 % (60000–180000)",
                "seen.slice(0, 2) | In view +300.00 % 0–180000 3 candles other +200.00 % (0–120000)",
                "[] | In view +300.00 % 0–180000 3 candles"
            })
    void theChangeOfAComparedAssetIsThatOfTheSameBars(String others, String line) {
        String script = """
                const { change } = await import('/js/compared.js');
                const seen = bars(0, [10, 15, 20]).map((bar) => ({ ...bar, open: bar.close === 10 ? 5 : bar.close - 5 }));
                const others = new Map(%s.map((bar) => [bar.t, bar]));
                const line = document.createElement('p');
                m.inView(line, seen, { from: 0, to: 180000 }, { span: (from, to) => `${from}–${to}` },
                    { asset: 'other', change: change(seen, others, 60000) });
                return [...line.children].map((part) => part.textContent).join(' ');
                """;

        assertThat(run("headline", script.formatted(others))).isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource({
        "100, 101, +1.00 %, rising",
        "100, 99, −1.00 %, falling",
        "100, 100, 0.00 %, ''",
        "84558.45, 84558.41, 0.00 %, ''",
        "84558.41, 84558.45, 0.00 %, ''"
    })
    void aChangeThatReadsAsNothingHasNeitherSignNorColour(String from, String to, String text, String tone) {
        assertThat(in("format", "[m.percentChange(" + from + ", " + to + "), m.tone(" + from + ", " + to + ")]"))
                .isEqualTo("[\"" + text + "\",\"" + tone + "\"]");
    }

    @Test
    void aSmallVolumeIsNotWrittenAsNothing() {
        assertThat(in(
                        "format",
                        "[0.00042, 0.012345, 0.00000001, 3 * 0.0001, 0, 0.9999, 1.234, 12345].map(m.volume).join(' ')"))
                .isEqualTo("\"0.00042 0.0123 0.00000001 0.0003 0 1 1.23 12.35K\"");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1.25, 4, 8.75, 9.5, 12})
    void placesAndTimesAreEachOthersInverse(double place) {
        String all = "((all) => m.placeOf(all, m.timeOf(all, " + place
                + ")))(m.slots(bars(0, [1, ...Array(30).fill(0), 2, 3]), 60000))";

        assertThat(Double.parseDouble(in("slots", all))).isEqualTo(place);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "m.stretches(bars(0, [1, 0, 0, 2]), [], 60000) | [{\"from\":60000,\"to\":180000,\"state\":\"missing\"}]",
                "m.stretches(bars(0, [1, 0, 0, 2]), [[60000, 180000, 'open']], 60000) | [{\"from\":60000,\"to\":180000,\"state\":\"open\"}]",
                "m.stretches(bars(0, [1, 0, 0, 2]), [[60000, 120000, 'open']], 60000).map(({ state }) => state) | [\"open\",\"missing\"]",
                "m.stretches(bars(0, [1, -1, 2]), [], 60000) | []",
                "m.stretches(bars(0, [1, 2]).map((bar) => ({ ...bar, expected: 5 })), [[0, 1000, 'open']], 60000).map(({ state }) => state) | [\"open\",\"missing\"]",
                "m.at([{ from: 0, to: 9, state: 'healed' }, { from: 3, to: 5, state: 'open' }], 4).state | \"open\""
            })
    void everyStretchWithoutCandlesIsKnown(String expression, String stretches) {
        assertThat(in("missing", expression)).isEqualTo(stretches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#bitcoin/1m",
                "#a%20%2F%3F%23b/1h?from=2024-08-08T06:00Z&to=2024-08-08T07:00:01.500Z&compare=x%26y&ma=7,25&vwap&rsi&volume&taker&log"
            })
    void anAddressIsReadAsItWasWritten(String hash) {
        assertThat(in(
                        "address",
                        "m.format({ studies: { ma: [] }, ...JSON.parse(JSON.stringify(m.parse('" + hash + "'))) })"))
                .isEqualTo('"' + hash + '"');
        assertThat(in("address", "m.parse('" + hash + "').bad")).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#b/1m?from=1&to=2",
                "#b/1m?to=2024-08-08T06:00Z",
                "#b/1m?from=2024-08-08T07:00Z&to=2024-08-08T06:00Z",
                "#b/1m?from=2024-13-08T07:00Z&to=2024-08-08T06:00Z"
            })
    void aRangeThatIsNoneIsToldOf(String hash) {
        assertThat(in("address", "[m.parse('" + hash + "').range, m.parse('" + hash + "').bad.length]"))
                .startsWith("[null,")
                .doesNotEndWith(",0]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "new m.Scale(61234, 61987, 0, 400).ticks(54) | [61400,61600,61800]",
                "new m.Scale(0.000011, 0.0000119, 0, 400).ticks(54).map((value) => value.toFixed(8)).join(' ') | \"0.00001100 0.00001120 0.00001140 0.00001160 0.00001180\"",
                "new m.Scale(1, 1000, 0, 400, true).ticks(54) | [1,3,10,30,100,300,1000]",
                "new m.Scale(1, 100, 0, 400, true).y(10) | 200",
                "new m.Scale(1, 100, 0, 400, true).value(200).toFixed(6) | \"10.000000\"",
                "new m.Scale(-5, 5, 0, 400, true).y(0) | 200"
            })
    void valuesOfTheAxisAreRound(String expression, String ticks) {
        assertThat(in("scale", expression)).isEqualTo(ticks);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "m.exact('61800', 2) | \"61,800.00\"",
                "m.exact('1234567.1', 3) | \"1,234,567.100\"",
                "m.exact('0.00001234', 8) | \"0.00001234\"",
                "m.exact('123456789012345678.12345678', 8) | \"123,456,789,012,345,678.12345678\"",
                "m.exact('17', 0) | \"17\"",
                "['5', '5.1', '0.00001234'].map(m.decimals) | [0,1,8]"
            })
    void theNumbersOfATradeAreExact(String expression, String text) {
        assertThat(in("trades", expression)).isEqualTo(text);
    }

    @Test
    void theAxisAlwaysTellsADate() {
        String clock = "({ shift: (t) => t, date: (t) => new Date(t).toISOString().slice(0, 10), year: () => '1970',"
                + " minute: (t) => new Date(t).toISOString().slice(11, 16) })";
        String slots = "bars(86400000 - 600000, Array(20).fill(1))";

        assertThat(in("ticks", "m.dateTicks(" + slots + ", 3, 15, 300000, " + clock + ")"))
                .isEqualTo("[{\"slot\":3,\"text\":\"1970-01-01\"},{\"slot\":10,\"text\":\"1970-01-02\"}]");
        assertThat(in("ticks", "m.timeTicks(" + slots + ", 3, 15, 300000, " + clock + ")"))
                .isEqualTo(
                        "[{\"slot\":5,\"text\":\"23:55\"},{\"slot\":10,\"text\":\"00:00\"},{\"slot\":15,\"text\":\"00:05\"}]");
    }

    @Test
    void aSeriesPutsPagesAndChangesTogetherAndForgetsWhatIsOld() {
        String series = "((series) => { series.merge(bars(300000, [6, 7])); series.merge(bars(0, [1, 0, 3, 4, 5]));"
                + " series.merge(bars(60000, [2])); series.merge(bars(60000, [0])); return series.all.map(({ close }) => close); })"
                + "(new m.Series())";
        String long8 =
                "((series) => { for (let i = 0; i < 9000; i++) { series.merge(bars(i * 60000, [1])); series.trim(); }"
                        + " return [series.all.length <= 6000, series.last.t === 8999 * 60000]; })(new m.Series())";

        assertThat(in("series", series)).isEqualTo("[1,2,3,4,5,6,7]");
        assertThat(in("series", long8)).isEqualTo("[true,true]");
    }

    @ParameterizedTest
    @CsvSource({
        "'closed: true, stored: 5, trades: 9', 'closed: true, stored: 5, trades: 7', 2",
        "'closed: true, stored: 3, trades: 9', 'closed: true, stored: 5, trades: 7', 2",
        "'closed: true, stored: 5, trades: 7', 'closed: true, stored: 3, trades: 9', 1",
        "'closed: false, stored: 4, trades: 9', 'closed: false, stored: 4, trades: 7', 1",
        "'closed: false, stored: 4, trades: 7', 'closed: false, stored: 4, trades: 9', 2",
        "'closed: true, stored: 5, trades: 7', 'closed: false, stored: 4, trades: 9', 1"
    })
    void aCorrectedCandleIsTakenThoughItHasFewerTrades(String known, String bar, int taken) {
        String series = "((series) => { series.merge([{ t: 0, n: 1, " + known + " }]); series.merge([{ t: 0, n: 2, "
                + bar + " }]); return series.all[0].n; })(new m.Series())";

        assertThat(in("series", series)).isEqualTo(String.valueOf(taken));
    }

    @Test
    void whatIsInViewIsPythonThatLoadsIt() {
        assertThat(
                        in(
                                "snippet",
                                "m.python({ asset: 'bit\"coin', interval: '15m', table: '1m', range: { from: 0, to: 900000 } })"))
                .contains(
                        "cs.load(\\\"bit\\\\\\\"coin\\\", \\\"1970-01-01T00:00:00Z\\\", \\\"1970-01-01T00:15:00Z\\\")")
                .contains("resample(\\\"15min\\\")");
    }

    @Test
    void aStreamThatWasRefusedIsOpenedAgainWhenAPageWasRefusedToo() {
        String script = """
                candles = { error: 'busy' };
                streams[0].readyState = EventSource.CLOSED;
                streams[0].tell('error');
                await until(() => troubles.table);
                candles = page(0, 10);
                await until(() => streams.length === 2 && feed.series.last);
                const before = troubles.stream !== undefined;
                streams[1]?.tell('open');
                feed.close();
                return [streams.length, before, troubles.stream].join();
                """;

        assertThat(run("feed", FEED + script)).isEqualTo("2,true,");
    }

    @Test
    void afterALongAbsenceTheSeriesHasNoJumpThoughTheStreamIsFasterThanItsPage() {
        String script = """
                streams[0].tell('open');
                await until(() => feed.series.last);
                let arrive;
                candles = new Promise((resolve) => { arrive = resolve; });
                streams[0].tell('error');
                streams[0].tell('open');
                streams[0].tell('bars', rows(900, 1003));
                arrive(page(503, 1002));
                await until(() => feed.series.first.t > 0);
                feed.close();
                return feed.series.all.map(({ t }) => t / 60000).join();
                """;

        assertThat(run("feed", FEED + script))
                .isEqualTo(IntStream.range(503, 1003).mapToObj(String::valueOf).collect(Collectors.joining(",")));
    }
}
