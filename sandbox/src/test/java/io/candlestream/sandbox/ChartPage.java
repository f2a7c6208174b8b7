package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candlestream.sandbox.server.CassandraLogin;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.ProjectFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.openqa.selenium.Keys;

/** The live page that a browser has open: what a person reads from it and does on it. */
record ChartPage(Browser browser) {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final String AXE = "/axe.min.js";
    private static final Pattern COUNTS = Pattern.compile("(\\d+) of (\\d+) closed candles in view");
    private static final Path SHOTS = ProjectFolder.find().root().resolve("sandbox/target/page");

    /** The page's server on {@code port}; returns once it answers. */
    static ChildJvm serve(Pipeline pipeline, CassandraLogin cassandra, int port) {
        ChildJvm page = pipeline.dashboard(cassandra, port, line -> {});
        await().atMost(DEADLINE).until(() -> page.tail().contains("Page at http://127.0.0.1:" + port));
        return page;
    }

    /** How many closed candles should be in sight, and how many of them are not there. */
    record Sight(long expected, long missing) {}

    Sight sight() {
        String title = String.valueOf(browser.script("document.querySelector('#health').lastElementChild.title"));
        Matcher counts = COUNTS.matcher(title.replace(",", ""));
        assertThat(counts.matches()).as(title).isTrue();
        long expected = Long.parseLong(counts.group(2));
        return new Sight(expected, expected - Long.parseLong(counts.group(1)));
    }

    void awaitMissing(long candles) {
        await().atMost(DEADLINE)
                .untilAsserted(() -> assertThat(sight().missing()).isEqualTo(candles));
    }

    void leaveDialog() {
        browser.press(Keys.ESCAPE);
        await().atMost(DEADLINE).until(() -> browser.script("document.querySelector('dialog[open]')") == null);
    }

    /** Opens an address within the page that is open: only what follows the # changes. */
    void follow(String hash) {
        browser.inject("location.hash = '" + hash + "'");
    }

    void awaitInterval(String code) {
        await().atMost(DEADLINE).until(() -> browser.element("#intervals [aria-pressed=true]")
                .getText()
                .equals(code));
    }

    /** The lines of the file that it offers of what is in view, without the names of the columns. */
    List<String> download() {
        return String.valueOf(
                        browser.promise("fetch(document.querySelector('#csv').href).then((answer) => answer.text())"))
                .lines()
                .skip(1)
                .toList();
    }

    /** The first four letters of the Parquet file that it offers beside it. */
    String parquet() {
        return String.valueOf(browser.promise("fetch(document.querySelector('#parquet').href)"
                + ".then((answer) => answer.text()).then((text) => text.slice(0, 4))"));
    }

    /** The bars that are in view, as the page's server tells them. */
    JsonNode barsInView() throws IOException {
        Object answer = browser.promise("new Promise((later) => setTimeout(later, 600)).then(() =>"
                + " fetch(document.querySelector('#csv').href.replace('candles.csv', 'candles') + '&limit=2000'))"
                + ".then((answer) => answer.text())");
        return new ObjectMapper().readTree(String.valueOf(answer)).get("bars");
    }

    /** Those of them that have a candle. */
    List<JsonNode> candlesInView() throws IOException {
        return StreamSupport.stream(barsInView().spliterator(), false)
                .filter(bar -> bar.size() > 3)
                .toList();
    }

    /** What axe finds that keeps people from using the page as it is now; empty when there is nothing. */
    String violations() throws IOException {
        if (Boolean.FALSE.equals(browser.script("'axe' in window"))) {
            try (InputStream axe = getClass().getResourceAsStream(AXE)) {
                browser.inject(new String(Objects.requireNonNull(axe, AXE).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return String.valueOf(browser.promise("axe.run().then(({ violations }) => violations"
                + ".map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')).join('; '))"));
    }

    /** Keeps a picture of it for a person to look at. */
    void shoot(String file) {
        browser.shoot(SHOTS.resolve(file));
    }
}
