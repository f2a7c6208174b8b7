package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Ports;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.sandbox.server.TableSetup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.openqa.selenium.Keys;

/** The live page over many assets, for many hours, and over none: how much it loads, how soon it tells a price, what it holds. */
@Tag("nightly")
@Execution(ExecutionMode.SAME_THREAD)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SharedServers.class)
class CrowdedPageIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final String TABLE = "crowd";
    private static final String EMPTY = "no_crowd";
    private static final Instant FIRST = Instant.parse("2024-08-08T00:00:00Z");
    private static final int ASSETS = 200;
    private static final int MINUTES = 90;
    /** Eight hours of minutes. */
    private static final int SESSION = 480;

    private static final long MOST_BYTES = 400_000;
    private static final long MOST_GROWTH = 2_000_000;
    private static final int MOST_UNDER_WAY = 256;

    private final int port = Ports.free();
    private CqlSession session;
    private PreparedStatement insert;
    private Pipeline pipeline;
    private Servers servers;
    private Browser browser;
    private ChildJvm page;
    private int next = MINUTES;

    @BeforeAll
    void start(Servers started, @TempDir Path folder) {
        servers = started;
        browser = Browser.start();
        session = servers.superuser().connect();
        new TableSetup(session).tables(TABLE);
        insert = session.prepare("INSERT INTO assets." + TABLE
                + " (asset_name, symbol, timestamp, open, high, low, close, volume, trades, is_closed)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, 2.0, 10, ?)");
        fill();
        pipeline = Pipeline.between(servers, servers.superuser(), folder)
                .with("CANDLESTREAM_DASHBOARD_MARKET_NOTE", "made-up market");
        page = startPage(TABLE, port);
    }

    private ChildJvm startPage(String table, int at) {
        return ChartPage.serve(pipeline.with("ASSET_CASSANDRA_TABLE", table), servers.superuser(), at);
    }

    private void fill() {
        Deque<CompletionStage<?>> underWay = new ArrayDeque<>();
        for (int asset = 0; asset < ASSETS; asset++) {
            for (int minute = 0; minute < MINUTES; minute++) {
                underWay.add(put(asset, minute, true));
                if (underWay.size() == MOST_UNDER_WAY) {
                    underWay.remove().toCompletableFuture().join();
                }
            }
        }
        underWay.forEach(write -> write.toCompletableFuture().join());
    }

    private CompletionStage<?> put(int asset, int minute, boolean closed) {
        double open = 100 + asset + Math.sin(minute / 9.0 + asset);
        double close = 100 + asset + Math.sin((minute + 1) / 9.0 + asset);
        return session.executeAsync(insert.bind(
                "asset-%03d".formatted(asset),
                "A%03dUSDT".formatted(asset),
                FIRST.plus(Duration.ofMinutes(minute)),
                open,
                Math.max(open, close) + 0.2,
                Math.min(open, close) - 0.2,
                close,
                closed));
    }

    @AfterAll
    void stop() {
        Optional.ofNullable(browser).ifPresent(Browser::close);
        Optional.ofNullable(page).ifPresent(ChildJvm::close);
        Optional.ofNullable(session).ifPresent(CqlSession::close);
    }

    @BeforeEach
    void openThePage() {
        browser.resize(1440, 900, false);
        browser.open("about:blank");
        browser.open("http://127.0.0.1:" + port + "/#asset-000/1m");
        browser.awaitText("readout", "Close");
        await().atMost(DEADLINE)
                .until(() -> number("document.querySelectorAll('#asset-list path[d^=M]').length") == ASSETS);
    }

    private long number(String expression) {
        return ((Number) browser.script(expression)).longValue();
    }

    @Test
    void theDaysThatHaveEndedAreShownUnderTheGaps() throws IOException {
        List.of(-2880, -1441)
                .forEach(minute ->
                        put(ASSETS - 1, minute, true).toCompletableFuture().join());
        browser.open("http://127.0.0.1:" + port + "/#asset-199/1m");
        browser.awaitText("asset", "asset-199");

        browser.press("g");
        browser.awaitText("days-title", "6 Aug 2024 – 7 Aug 2024 (UTC)");
        assertThat(browser.script(
                        "[...document.querySelectorAll('.day')].map((day) => day.getAttribute('aria-label')).join()"))
                .isEqualTo("6 Aug 2024: hole,7 Aug 2024: no data");
        assertThat(new ChartPage(browser).violations()).isEmpty();
        browser.element(".day.hole").click();
        browser.awaitText("in-view", "6 Aug 2024");
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void loadsLittleAndTellsAPriceSoon() {
        long soonest = Long.MAX_VALUE;
        for (int visit = 0; visit < 3; visit++) {
            openThePage();
            soonest = Math.min(soonest, number("performance.getEntriesByName('price')[0].startTime | 0"));
        }

        assertThat(
                        number(
                                "performance.getEntriesByType('resource').reduce((sum, file) => sum + file.encodedBodySize, 0)"))
                .isLessThan(MOST_BYTES);
        assertThat(soonest).isLessThan(1000);
    }

    @Test
    void hundredsOfAssetsAreFoundAndOrdered() {
        browser.press("/");
        browser.press("a007usdt");
        assertThat(browser.text("asset-list"))
                .as("found for %s", browser.script("document.querySelector('#search').value"))
                .startsWith("asset-007");
        browser.press(Keys.ESCAPE);

        browser.inject("const order = document.querySelector('#order'); order.value = 'volume';"
                + "order.dispatchEvent(new Event('change'))");
        assertThat(browser.text("asset-list")).startsWith("asset-199");
        browser.inject("const order = document.querySelector('#order'); order.value = 'name';"
                + "order.dispatchEvent(new Event('change'))");
        assertThat(browser.text("asset-list")).startsWith("asset-000");
        browser.inject("localStorage.clear()");
    }

    @Test
    void anEmptyTableSaysSoAndOffersNothingBeforeItsFirstCandle() {
        new TableSetup(session).tables(EMPTY);
        int other = Ports.free();
        try (ChildJvm empty = startPage(EMPTY, other)) {
            browser.errors();
            browser.open("http://127.0.0.1:" + other + "/");
            browser.awaitText("absent", "The table holds no candle yet");
            browser.awaitNo("notices", "Cannot read the table");
            browser.press("2", "g", Keys.ESCAPE, "l");
            List<String> drawn = List.of("#intervals", ".tools", ".legend", "#chart");
            assertThat(drawn).noneMatch(css -> browser.element(css).isDisplayed());

            session.execute("INSERT INTO assets." + EMPTY + " (asset_name, symbol, timestamp, open, high, low, close,"
                    + " volume, trades, is_closed) VALUES ('gold', 'GOLDUSDT', '" + FIRST
                    + "', 1, 2, 1, 2, 3, 4, true)");

            browser.awaitText("readout", "Close");
            assertThat(drawn).allMatch(css -> browser.element(css).isDisplayed());
            assertThat(browser.text("absent")).isEmpty();
            assertThat(browser.errors()).isEmpty();
            assertThat(empty.alive()).isTrue();
        }
    }

    @Test
    void hundredsOfAssetsDoNotHoldUpThePage() {
        browser.inject("window.longest = 0; new PerformanceObserver((list) => list.getEntries().forEach((task) =>"
                + " window.longest = Math.max(window.longest, task.duration))).observe({ entryTypes: ['longtask'] })");
        for (int minute = 0; minute < 4; minute++) {
            for (int asset = 0; asset < ASSETS; asset++) {
                put(asset, next, true).toCompletableFuture().join();
            }
            next++;
            browser.press(Keys.ARROW_LEFT, "-", "+", Keys.END);
            seen(next - 1);
        }

        assertThat(number("window.longest | 0")).isLessThan(150);
    }

    @Test
    void hoursOfUpdatesLeaveNothingBehind() {
        session(60);
        long before = browser.heap();

        session(SESSION);

        assertThat(browser.heap() - before).isLessThan(MOST_GROWTH);
        assertThat(browser.errors()).isEmpty();
    }

    /** Plays so many minutes as fast as the page follows, each candle open and then closed. */
    private void session(int minutes) {
        for (int minute = 0; minute < minutes; minute++) {
            put(0, next, false).toCompletableFuture().join();
            put(0, next, true).toCompletableFuture().join();
            next++;
            if (minute % 10 == 0) {
                seen(next - 1);
            }
        }
        seen(next - 1);
    }

    private void seen(int minute) {
        String time = FIRST.plus(Duration.ofMinutes(minute)).toString().substring(11, 16);
        await().atMost(DEADLINE).until(() -> browser.text("readout").contains(", " + time));
    }
}
