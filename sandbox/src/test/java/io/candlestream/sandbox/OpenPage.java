package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.EmbeddedServers;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The live page on what a real consumer wrote, in a real browser; each test begins with it open at bitcoin's minutes. */
@Execution(ExecutionMode.SAME_THREAD)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OpenPage {
    static final Duration DEADLINE = Duration.ofSeconds(60);

    private final int port = Ports.free();
    EmbeddedServers servers;
    ChartedMarket market;
    Browser browser;
    ChartPage chart;
    ChildJvm consumer;
    ChildJvm page;

    @BeforeAll
    void start(@TempDir Path folder) {
        browser = Browser.start();
        chart = new ChartPage(browser);
        servers = EmbeddedServers.start(folder.resolve("servers"));
        market = new ChartedMarket(servers, folder);
        consumer = market.pipeline().consumer(line -> {});
        startPage();
    }

    void startPage() {
        Pipeline how = market.pipeline()
                .with("CANDLESTREAM_DASHBOARD_MARKET_NOTE", "made-up market, 60×")
                .with("CANDLESTREAM_DASHBOARD_PRODUCER_METRICS", " "); // the candles are published by the test itself
        page = ChartPage.serve(how, servers.superuser(), port);
    }

    @AfterAll
    void stop() {
        Optional.ofNullable(browser).ifPresent(Browser::close);
        Optional.ofNullable(page).ifPresent(ChildJvm::close);
        Optional.ofNullable(consumer).ifPresent(ChildJvm::close);
        Optional.ofNullable(market).ifPresent(ChartedMarket::close);
        Optional.ofNullable(servers).ifPresent(EmbeddedServers::close);
    }

    @BeforeEach
    void openThePage() {
        browser.resize(1440, 900, false);
        browser.open("about:blank");
        browser.rest();
        browser.errors();
        open("#bitcoin/1m");
        browser.awaitText("asset", "bitcoin");
    }

    void open(String address) {
        browser.open("http://127.0.0.1:" + port + "/" + address);
        browser.awaitText("readout", "Close");
    }

    @AfterEach
    void sawNoErrors() {
        assertThat(browser.errors()).isEmpty();
    }

    /** Publishes a candle and waits until the page has it. */
    void publishAndSee() {
        browser.awaitText("price", market.publish());
    }
}
