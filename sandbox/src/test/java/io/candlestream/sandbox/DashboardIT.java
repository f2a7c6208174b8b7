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
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
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
    private static final int CANDLES = 700;
    private static final Path SHOTS = Home.find().root().resolve("sandbox/target/page");

    private final int port = Ports.free();
    private final MetricsStub metrics = new MetricsStub();
    private EmbeddedServers servers;
    private CandleTopic topic;
    private Browser browser;
    private ChildJvm consumer;
    private ChildJvm page;
    private int next = CANDLES;

    @BeforeAll
    void start(@TempDir Path folder) {
        browser = Browser.start();
        servers = EmbeddedServers.start(folder.resolve("servers"));
        topic = new CandleTopic(servers, "page", folder);
        topic.append(10, CANDLES);
        consumer = topic.pipeline().consumer(line -> {});
        startPage();
    }

    private void startPage() {
        Pipeline pipeline = topic.pipeline()
                .with("CANDLESTREAM_DASHBOARD_CONSUMER_METRICS", metrics.url())
                .with("CANDLESTREAM_DASHBOARD_PRODUCER_METRICS", "");
        page = pipeline.dashboard(servers.superuser(), port, line -> {});
        await().atMost(DEADLINE).until(() -> page.tail().contains("Page at http://127.0.0.1:" + port));
    }

    @AfterAll
    void stop() {
        Optional.ofNullable(browser).ifPresent(Browser::close);
        Optional.ofNullable(page).ifPresent(ChildJvm::close);
        Optional.ofNullable(consumer).ifPresent(ChildJvm::close);
        Optional.ofNullable(topic).ifPresent(CandleTopic::close);
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

    /** Publishes a candle of the next minute and waits until the page has it. */
    private void publishAndSee(String close) {
        topic.append(AvroCandle.at(CandleTopic.at(next++)).with("close", close));
        browser.awaitText("price", price(close));
    }

    private static String price(String close) {
        return String.format(Locale.ROOT, "%,.2f", Double.parseDouble(close));
    }

    /** Unlike any other that was or will be. */
    private String someClose() {
        return "61%d.25".formatted(790 + next % 60);
    }

    private long inSight() {
        String title = String.valueOf(browser.script("document.querySelector('#health').lastElementChild.title"));
        return Long.parseLong(title.replaceAll("^[\\d,]+ of ([\\d,]+) .*", "$1").replace(",", ""));
    }

    @Test
    void showsTheCandleThatWasJustPublished() {
        publishAndSee(someClose());

        assertThat(browser.text("readout")).doesNotContain("still open");
        assertThat(browser.text("health")).contains("100 %");
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void tellsHowTheConsumerIs() {
        publishAndSee(someClose());

        browser.awaitText("health", "/s");
        browser.awaitText("health", "· now");
        assertThat(browser.text("notices")).isEmpty();
    }

    @Test
    void theOpenCandleMoves() {
        Instant open = Instant.parse(CandleTopic.at(next++));
        for (int second = 1; second <= 3; second++) {
            String close = "617%d.5".formatted(90 + second);
            topic.append(AvroCandle.at(open.toString())
                    .with("is_closed", "false")
                    .with("event_time", open.plusSeconds(second).toString())
                    .with("close", close));
            browser.awaitText("price", price(close));
            assertThat(browser.text("readout")).contains("still open");
        }
        browser.shoot(SHOTS.resolve("open.png"));
        topic.append(AvroCandle.at(open.toString()).with("close", "61833.75"));
        browser.awaitText("price", "61,833.75");
        browser.awaitNo("readout", "still open");
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void cassandraMayGoAndComeBack() {
        servers.cassandra().kill();
        browser.awaitText("notices", "Cassandra cannot be read since");
        assertThat(browser.text("readout")).as("what was seen stays").contains("Close");

        servers.cassandra().restart();
        publishAndSee(someClose());
        browser.awaitNo("notices", "Cassandra");
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void theConsumerMayGoAndComeBack() {
        assertThat(consumer.stop(DEADLINE)).isZero();
        consumer = topic.pipeline().consumer(line -> {});

        publishAndSee(someClose());
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void thePagesServerMayGoAndComeBack() {
        assertThat(page.stop(DEADLINE)).isZero();
        browser.awaitText("notices", "This page's server does not answer since");

        startPage();
        publishAndSee(someClose());
        browser.awaitNo("notices", "not");
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void theKeyboardIsEnough() {
        browser.press("?");
        assertThat(browser.element("#keys").isDisplayed()).isTrue();
        browser.press(Keys.ESCAPE);
        assertThat(browser.element("#keys").isDisplayed()).isFalse();

        long before = inSight();
        browser.press("-");
        await().atMost(DEADLINE).until(() -> inSight() > before);
        browser.press("+", "+");
        await().atMost(DEADLINE).until(() -> inSight() < before);

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
        browser.press("-", "-", "-", "-", "-", "-", "-", "-");

        await().atMost(DEADLINE).until(() -> inSight() > 520);
        browser.press(Keys.END);
        publishAndSee(someClose());
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
