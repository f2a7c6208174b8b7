package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.EmbeddedServers;
import io.candlestream.sandbox.server.Home;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The live page as a person sees it, in a real browser, on what a real consumer wrote; every part is restarted once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final int FIRST_PAGE = 500;
    private static final Pattern COUNTS = Pattern.compile("(\\d+) of (\\d+) closed candles in sight");
    private static final Path SHOTS = Home.find().root().resolve("sandbox/target/page");

    private final int port = Ports.free();
    private final MetricsStub metrics = new MetricsStub();
    private EmbeddedServers servers;
    private ChartedMarket market;
    private Browser browser;
    private ChildJvm consumer;
    private ChildJvm page;

    @BeforeAll
    void start(@TempDir Path folder) {
        browser = Browser.start();
        servers = EmbeddedServers.start(folder.resolve("servers"));
        market = new ChartedMarket(servers, folder);
        consumer = market.pipeline().consumer(line -> {});
        startPage();
    }

    private void startPage() {
        Pipeline pipeline = market.pipeline()
                .with("CANDLESTREAM_DASHBOARD_CONSUMER_METRICS", metrics.url())
                .with("CANDLESTREAM_DASHBOARD_PRODUCER_METRICS", metrics.url());
        page = pipeline.dashboard(servers.superuser(), port, line -> {});
        await().atMost(DEADLINE).until(() -> page.tail().contains("Page at http://127.0.0.1:" + port));
    }

    @AfterAll
    void stop() {
        Optional.ofNullable(browser).ifPresent(Browser::close);
        Optional.ofNullable(page).ifPresent(ChildJvm::close);
        Optional.ofNullable(consumer).ifPresent(ChildJvm::close);
        Optional.ofNullable(market).ifPresent(ChartedMarket::close);
        Optional.ofNullable(servers).ifPresent(EmbeddedServers::close);
        metrics.close();
    }

    @BeforeEach
    void openThePage() {
        browser.resize(1440, 900, false);
        browser.open("about:blank");
        browser.errors();
        browser.open("http://127.0.0.1:" + port + "/#bitcoin/1m");
        browser.awaitText("asset", "bitcoin");
        browser.awaitText("readout", "Close");
    }

    /** Publishes a candle and waits until the page has it. */
    private void publishAndSee() {
        browser.awaitText("price", market.publish());
    }

    /** How many closed candles should be in sight, and how many of them are not there. */
    private record Sight(long expected, long missing) {}

    private Sight sight() {
        String title = String.valueOf(browser.script("document.querySelector('#health').lastElementChild.title"));
        Matcher counts = COUNTS.matcher(title.replace(",", ""));
        assertThat(counts.matches()).as(title).isTrue();
        long expected = Long.parseLong(counts.group(2));
        return new Sight(expected, expected - Long.parseLong(counts.group(1)));
    }

    private void awaitMissing(long candles) {
        await().atMost(DEADLINE)
                .untilAsserted(() -> assertThat(sight().missing()).isEqualTo(candles));
    }

    @Test
    void showsTheCandleThatWasJustPublished() {
        publishAndSee();

        assertThat(browser.text("readout")).doesNotContain("still open");
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void tellsHowTheConsumerIs() {
        publishAndSee();

        browser.awaitText("health", "/s");
        browser.awaitText("health", "· now");
        assertThat(browser.text("notices")).isEmpty();
    }

    @Test
    void theOpenCandleMoves() {
        for (int second = 1; second <= 3; second++) {
            browser.awaitText("price", market.publishOpen(second));
            assertThat(browser.text("readout")).contains("still open");
        }
        browser.shoot(SHOTS.resolve("open.png"));
        publishAndSee();
        browser.awaitNo("readout", "still open");
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void aGapThatHealsIsFilledInItsPlace() {
        awaitMissing(ChartedMarket.MISSING);

        market.heal();

        awaitMissing(0);
        assertThat(browser.text("health")).contains("100 %");
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void cassandraMayGoAndComeBack() {
        servers.cassandra().kill();
        browser.awaitText("notices", "Cassandra cannot be read since");
        assertThat(browser.text("readout")).as("what was seen stays").contains("Close");

        servers.cassandra().restart();
        publishAndSee();
        browser.awaitNo("notices", "Cassandra");
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void theConsumerMayGoAndComeBack() {
        assertThat(consumer.stop(DEADLINE)).isZero();
        consumer = market.pipeline().consumer(line -> {});

        publishAndSee();
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void thePagesServerMayGoAndComeBack() {
        assertThat(page.stop(DEADLINE)).isZero();
        browser.awaitText("notices", "This page's server does not answer since");

        startPage();
        publishAndSee();
        browser.awaitNo("notices", "not");
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void theKeyboardIsEnough() {
        browser.press("?");
        assertThat(browser.element("#keys").isDisplayed()).isTrue();
        browser.press(Keys.ESCAPE);
        assertThat(browser.element("#keys").isDisplayed()).isFalse();

        long before = sight().expected();
        browser.press("-");
        await().atMost(DEADLINE).until(() -> sight().expected() > before);
        browser.press("+", "+");
        await().atMost(DEADLINE).until(() -> sight().expected() < before);

        browser.press("2");
        await().atMost(DEADLINE).until(() -> browser.element("#intervals [aria-pressed=true]")
                .getText()
                .equals("5m"));
        browser.press("u");
        assertThat(browser.text("zone")).isEqualTo("Local");
        browser.press("u");

        browser.press("/");
        browser.press("nothing like it");
        assertThat(browser.text("asset-list")).isEqualTo("No such asset");
        browser.press(Keys.ESCAPE);
        assertThat(browser.text("asset-list")).isEqualTo("bitcoin");
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void olderCandlesLoadOnTheWayToTheLeft() {
        for (int i = 0; i < 12; i++) {
            browser.press(Keys.chord(Keys.SHIFT, Keys.ARROW_LEFT));
        }

        await().atMost(DEADLINE).until(() -> {
            browser.press("-");
            return sight().expected() > FIRST_PAGE;
        });
        browser.press(Keys.END);
        publishAndSee();
        assertThat(browser.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void followsTheSystemsColours(String scheme) {
        browser.prefer(scheme);

        await().atMost(DEADLINE).until(() -> scheme.equals(browser.script("document.documentElement.dataset.theme")));
        browser.shoot(SHOTS.resolve(scheme + ".png"));
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void fitsAPhone() {
        browser.resize(390, 844, true);
        browser.open("http://127.0.0.1:" + port + "/?phone#bitcoin/1m");
        browser.awaitText("readout", "Close");

        assertThat(browser.script("document.documentElement.scrollWidth <= window.innerWidth"))
                .isEqualTo(true);
        browser.element("#open-assets").click();
        assertThat(browser.element("#asset-list")
                        .findElement(By.tagName("button"))
                        .isDisplayed())
                .isTrue();
        browser.element("#asset-list button").click();
        assertThat(browser.element("#asset-list").isDisplayed()).isFalse();
        browser.shoot(SHOTS.resolve("phone.png"));
        assertThat(browser.errors()).isEmpty();
    }
}
