package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The live page as a person sees it, in a real browser, on what a real consumer wrote; every part is restarted once. */
@Tag("nightly")
class DashboardIT extends OpenPage {
    private static final int FIRST_PAGE = 500;

    @Test
    void showsTheCandleThatWasJustPublished() {
        publishAndSee();

        assertThat(browser.text("readout")).doesNotContain("still open");
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
            String price = market.publishOpen(second);
            browser.awaitText("price", price);
            assertThat(browser.element("#asset-list [data-asset=bitcoin] .value")
                            .getText())
                    .as("one price at a time")
                    .isEqualTo(browser.text("price"));
            assertThat(browser.text("readout")).contains("still open");
        }
        chart.shoot("open.png");
        publishAndSee();
        browser.awaitNo("readout", "still open");
    }

    @Test
    void aGapThatHealsIsFilledInItsPlace() {
        chart.awaitMissing(ChartedMarket.MISSING);

        market.heal();

        chart.awaitMissing(0);
        assertThat(browser.text("health")).contains("100 %");
    }

    @Test
    void cassandraMayGoAndComeBack() {
        servers.cassandra().kill();
        browser.awaitText("notices", "Cassandra cannot be read since");
        assertThat(browser.text("readout")).as("what was seen stays").contains("Close");

        servers.cassandra().restart();
        publishAndSee();
        browser.awaitNo("notices", "Cassandra");
    }

    @Test
    void theConsumerMayGoAndComeBack() {
        assertThat(consumer.stop(DEADLINE)).isZero();
        consumer = market.pipeline().consumer(line -> {});

        publishAndSee();
    }

    @Test
    void thePagesServerMayGoAndComeBack() {
        assertThat(page.stop(DEADLINE)).isZero();
        browser.awaitText("notices", "This page's server does not answer since");

        startPage();
        publishAndSee();
        browser.awaitNo("notices", "not");
    }

    @Test
    void theKeyboardIsEnough() {
        browser.press("?");
        assertThat(browser.element("#keys").isDisplayed()).isTrue();
        chart.leaveDialog();
        assertThat(browser.element("#keys").isDisplayed()).isFalse();

        long wide = chart.sight().expected();
        browser.press("-");
        await().atMost(DEADLINE).until(() -> chart.sight().expected() > wide);
        browser.press("+", "+");
        await().atMost(DEADLINE).until(() -> chart.sight().expected() < wide);

        browser.press("2");
        chart.awaitInterval("5m");
        browser.press("u");
        assertThat(browser.text("zone")).isEqualTo("Local");
        browser.press("u");

        browser.press("/");
        browser.press("nothing like it");
        assertThat(browser.text("asset-list")).isEqualTo("No such asset");
        browser.press(Keys.ESCAPE);
        browser.press("/");
        browser.press("btcusd");
        browser.awaitText("asset-list", "bitcoin");
        browser.press(Keys.ENTER);

        // The first one points at the candle that the readout shows without it.
        browser.press(",");
        for (String key : List.of(",", ",", ".")) {
            String before = browser.text("readout");
            browser.press(key);
            await().atMost(DEADLINE).until(() -> !browser.text("readout").equals(before));
            assertThat(browser.script("document.querySelector('#spoken').textContent"))
                    .as("for a screen reader")
                    .isEqualTo(browser.text("readout").replace("\n", ", "));
        }
        for (String key : List.of("i", "c", "g", "p")) {
            browser.press(key);
            assertThat(browser.element("dialog[open]").isDisplayed()).as(key).isTrue();
            chart.leaveDialog();
        }
        browser.press("m", ",", Keys.ENTER, ",", ",", Keys.ENTER);
        assertThat(browser.text("measured")).contains(" %, ", " in 10 min: ");
        browser.press(Keys.ESCAPE);
        assertThat(browser.text("measured")).isEmpty();
        browser.press("o");
        browser.awaitText("operator", "Records behind");
        browser.press("o");
    }

    @Test
    void olderCandlesLoadOnTheWayToTheLeft() {
        for (int i = 0; i < 12; i++) {
            browser.press(Keys.chord(Keys.SHIFT, Keys.ARROW_LEFT));
        }

        await().atMost(DEADLINE).until(() -> {
            browser.press("-");
            return chart.sight().expected() > FIRST_PAGE;
        });
        browser.press(Keys.END);
        publishAndSee();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 8})
    void theChangeInViewIsThatOfTheBarsInView(int moves) throws IOException {
        for (int i = 0; i < moves; i++) {
            browser.press(Keys.ARROW_LEFT);
        }
        List<JsonNode> candles = chart.candlesInView();

        double open = candles.get(0).get(3).asDouble();
        double close = candles.get(candles.size() - 1).get(6).asDouble();
        assertThat(browser.text("in-view"))
                .startsWith("In view")
                .contains(String.format(
                        Locale.ROOT, "%s%.2f %%", close < open ? "−" : "+", Math.abs(close / open - 1) * 100))
                .contains(candles.size() + " candles");
    }

    @Test
    void followsItsAddressAndTellsIt() {
        chart.follow("bitcoin/5m");
        chart.awaitInterval("5m");
        assertThat(browser.element("#live").isDisplayed()).isFalse();

        chart.follow("bitcoin/1m?from=2024-08-08T06:00Z&to=2024-08-08T07:00Z&ma=7");
        browser.awaitText("in-view", "8 Aug 2024, 06:00 – 07:00");
        browser.awaitText("lines", "MA 7");
        publishAndSee();
        assertThat(browser.text("in-view")).as("it stays where it is").contains("06:00 – 07:00");

        browser.press(Keys.ARROW_LEFT);
        await().atMost(DEADLINE).until(() -> String.valueOf(browser.script("location.hash"))
                .contains("from=2024-08-08T05:54Z&to=2024-08-08T06:54Z&ma=7"));
        browser.element("#live").click();
        browser.awaitNo("in-view", "06:54");
        await().atMost(DEADLINE).until(() -> browser.script("location.hash").equals("#bitcoin/1m?ma=7"));
        assertThat(browser.element("#live").isDisplayed()).isFalse();
        browser.inject("localStorage.clear()");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dogecoin/1m | The table holds no candle of dogecoin. It holds bitcoin: choose in the list.",
                "%E0%A4%A/1m | The table holds no candle of %E0%A4%A.",
                "bitcoin/7m | 7m in the address is no length of a candle here",
                "bitcoin/1m?from=yesterday&to=2024-08-08T07:00Z | from=yesterday in the address is no time",
                "bitcoin/1m?from=2024-08-08T07:00Z | The address needs both from and to",
                "bitcoin/1m?compare=dogecoin | dogecoin in the address cannot be compared"
            })
    void saysWhatInItsAddressIsWrong(String hash, String message) {
        chart.follow(hash);

        browser.awaitText("notices", message);
        boolean known = hash.startsWith("bitcoin");
        assertThat(browser.text("asset")).isEqualTo(known ? "bitcoin" : hash.substring(0, hash.indexOf('/')));
        assertThat(browser.text("price").isEmpty()).isEqualTo(!known);
        chart.follow("bitcoin/5m");
        browser.awaitNo("notices", "a");
        browser.awaitText("readout", "Close");
    }

    @Test
    void missingStretchesAreListedShownAndNamed() {
        await().atMost(DEADLINE).until(() -> {
            browser.press(Keys.chord(Keys.SHIFT, Keys.ARROW_LEFT));
            return browser.text("in-view").contains("8 Aug 2024, 00:00 – ");
        });
        browser.press("g");
        browser.awaitText("missing-list", "missing: 8 Aug 2024, 02:00 – 05:20 (3 h), noted by nobody");
        assertThat(browser.text("missing-list")).contains("empty at the exchange", "gap, healed");

        browser.element("#missing-list .missing").click();
        browser.awaitText("in-view", "8 Aug 2024, 01:");
        browser.point("#chart", 0.455, 0.4);
        browser.awaitText("stretch", "missing: 8 Aug 2024, 02:00 – 05:20");
        assertThat(browser.text("readout")).contains(ChartedMarket.LOST_CANDLES + " missing");
        assertThat(chart.sight().missing()).isEqualTo(ChartedMarket.LOST_CANDLES);
        assertThat(browser.text("health")).contains("· " + ChartedMarket.LOST_CANDLES + " missing");
        chart.shoot("hole.png");
    }

    @Test
    void afterADragTheReadoutTellsTheCandleOfTheCrosshair() {
        browser.drag("#chart", 0.3, 0.7);
        String shown = browser.text("readout");

        browser.nudge(1);
        browser.nudge(-1);

        assertThat(browser.text("readout")).contains("Close").isEqualTo(shown);
    }

    @Test
    void measuresBetweenTwoPoints() {
        browser.press("m");
        browser.click("#chart", 0.3, 0.3);
        browser.click("#chart", 0.6, 0.5);

        assertThat(browser.text("measured")).matches("−\\d+\\.\\d\\d %, −[\\d,.]+ in \\d+ min: .* → .*");
        chart.shoot("measure.png");
        browser.press(Keys.ESCAPE);
    }

    @Test
    void downloadsWhatIsInView() throws IOException {
        JsonNode bars = chart.barsInView();

        List<String> lines = chart.download();
        assertThat(lines).hasSizeGreaterThan(50);
        assertThat(chart.parquet()).isEqualTo("PAR1");
        String[] last = lines.get(lines.size() - 1).split(",", -1);
        JsonNode bar = bars.get(bars.size() - 1);
        assertThat(last[0]).isEqualTo("bitcoin");
        assertThat(Instant.parse(last[1]).toEpochMilli()).isEqualTo(bar.get(0).asLong());
        assertThat(last[5])
                .isEqualTo(
                        new BigDecimal(bar.get(6).asText()).stripTrailingZeros().toPlainString());
    }

    @Test
    void thePythonOfWhatIsInViewLoadsIt() throws IOException, InterruptedException {
        chart.follow("bitcoin/5m?from=2024-08-08T06:00Z&to=2024-08-08T07:00Z");
        browser.awaitText("in-view", "06:00 – 07:00");
        browser.press("p");
        String snippet = browser.text("snippet");
        chart.leaveDialog();
        List<String> closes =
                chart.candlesInView().stream().map(bar -> bar.get(6).asText()).toList();

        NotebookRun run = NotebookRun.python(market.pipeline(), snippet, "print(candles['close'].tolist())");

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(closes).hasSize(12);
        assertThat(run.output()).contains(String.join(", ", closes));
    }

    @ParameterizedTest
    @CsvSource({"dark,1440,900,false", "light,1440,900,false", "dark,390,844,true", "light,390,844,true"})
    void isAccessible(String scheme, int width, int height, boolean phone) throws IOException {
        browser.prefer(scheme);
        browser.resize(width, height, phone);
        open("?" + scheme + width + "#bitcoin/1m?ma=7&vwap&rsi&volume&taker");

        assertThat(chart.violations()).as("as it opens").isEmpty();
        chart.shoot("lines-" + scheme + "-" + width + ".png");
        browser.press("o");
        browser.awaitText("operator", "Records behind");
        assertThat(chart.violations()).as("with the pipeline open").isEmpty();
        browser.press("o");
        for (String key : List.of("?", "i", "c", "g", "p")) {
            browser.press(key);
            assertThat(chart.violations()).as("with the dialog of " + key).isEmpty();
            chart.leaveDialog();
        }
        browser.inject("localStorage.clear()");
    }

    /** On both sides of the turn of an hour, which is where the table begins another partition. */
    @ParameterizedTest
    @CsvSource({"dark,1440,900,false", "light,1440,900,false", "dark,800,900,false", "light,390,844,true"})
    void theLastTradesAreShownWhereThereAreAny(String scheme, int width, int height, boolean phone) throws IOException {
        browser.prefer(scheme);
        browser.resize(width, height, phone);
        open("?trades" + scheme + width + "#bitcoin/1m");
        assertThat(browser.element("#trades").isDisplayed()).isFalse();

        for (int minute = 60; minute > 0; minute--) {
            market.trade(minute, "61800.1", "0.25", false);
        }
        market.trade(0, "61801.25", "0.00012", true);
        browser.awaitText("trades", "bought");
        assertThat(firstTrades())
                .matches(
                        "\\d\\d:\\d\\d:\\d\\d\\s61,801.25\\s0.00012\\sbought;\\d\\d:\\d\\d:\\d\\d\\s61,800.10\\s0.25000\\ssold");
        assertThat(browser.script("document.querySelectorAll('#trades tbody tr').length"))
                .isEqualTo(30L);
        assertThat(browser.script("document.documentElement.scrollWidth <= window.innerWidth"))
                .isEqualTo(true);
        assertThat(chart.violations()).isEmpty();
        browser.inject("document.querySelector('#trades').scrollIntoView({ block: 'end' })");
        chart.shoot("trades-" + scheme + width + ".png");

        market.trade(0, "61801.24", "1234.5", false);
        browser.awaitText("trades", "1,234.50000");
        assertThat(firstTrades()).contains("1,234.50000\tsold;").contains("61,801.25\t0.00012\tbought");

        market.forgetTrades();
        await().atMost(DEADLINE).until(() -> !browser.element("#trades").isDisplayed());
        assertThat(browser.text("notices")).isEmpty();
    }

    private String firstTrades() {
        return String.valueOf(browser.script("[...document.querySelectorAll('#trades tbody tr')].slice(0, 2)"
                + ".map((row) => [...row.cells].map((cell) => cell.textContent).join('\\t')).join(';')"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void followsTheSystemsColours(String scheme) {
        browser.prefer(scheme);

        await().atMost(DEADLINE).until(() -> scheme.equals(browser.script("document.documentElement.dataset.theme")));
        chart.shoot(scheme + ".png");
    }

    @Test
    void fitsAPhone() {
        browser.resize(390, 844, true);
        open("?phone#bitcoin/1m");

        assertThat(browser.script("document.documentElement.scrollWidth <= window.innerWidth"))
                .isEqualTo(true);
        browser.element("#open-assets").click();
        assertThat(browser.element("#asset-list button").isDisplayed()).isTrue();
        browser.element("#asset-list button").click();
        assertThat(browser.element("#asset-list").isDisplayed()).isFalse();
        chart.shoot("phone.png");
    }
}
