package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The system's own Chromium without a window, driven by the chromedriver beside it; nothing is downloaded. */
final class Browser implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    /** What the browser itself notes of a server that is away, as the tests want it to be. */
    private static final List<String> OF_THE_NETWORK = List.of("Failed to load resource", "net::ERR_");

    private final ChromeDriver driver;

    private Browser(File chromium, File chromedriver) {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        options.addArguments(
                "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--window-size=1440,900");
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(chromedriver)
                        .usingAnyFreePort()
                        .build(),
                options);
    }

    /** Starts it; where there is none the test is skipped, but not in continuous integration, which installs it. */
    static Browser start() {
        Optional<File> chromium = onPath("chromium");
        Optional<File> driver = onPath("chromedriver");
        if (chromium.isEmpty() || driver.isEmpty()) {
            String missing = "chromium and chromedriver on the PATH (Debian: apt-get install chromium chromium-driver)";
            assertThat(System.getenv("CI"))
                    .as("%s are missing, and CI is set", missing)
                    .isNotEqualTo("true");
            assumeThat(false)
                    .as("%s, without which the page is not looked at", missing)
                    .isTrue();
        }
        return new Browser(chromium.orElseThrow(), driver.orElseThrow());
    }

    private static Optional<File> onPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> new File(folder, program))
                .filter(File::canExecute)
                .findFirst();
    }

    void open(String address) {
        driver.get(address);
    }

    /** What stands in the element of that id. */
    String text(String id) {
        return driver.findElement(By.id(id)).getText();
    }

    WebElement element(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    Object script(String expression) {
        return driver.executeScript("return " + expression);
    }

    /** The value that a promise comes to. */
    Object promise(String expression) {
        return driver.executeAsyncScript("const done = arguments[arguments.length - 1];" + "Promise.resolve("
                + expression + ").then(done, (error) => done('' + error))");
    }

    /** Runs a script in the page, as a person's own tools may, whatever the page itself may load. */
    void inject(String script) {
        driver.executeScript(script);
    }

    /** Moves the mouse to a place of an element, which its share of width and height tell. */
    void point(String css, double across, double down) {
        mouse(css, across, down).perform();
    }

    /** Drags within an element, from one share of its width to another. */
    void drag(String css, double from, double to) {
        int by = (int)
                Math.round((to - from) * driver.findElement(By.cssSelector(css)).getSize().width);
        mouse(css, from, 0.5)
                .clickAndHold()
                .moveByOffset(by / 2, 0)
                .moveByOffset(by - by / 2, 0)
                .release()
                .perform();
    }

    /** Takes the mouse off what is to be looked at: it stays where it is over every change of page. */
    void rest() {
        new Actions(driver).moveToLocation(1, 1).perform();
    }

    /** Moves the mouse by so many pixels. */
    void nudge(int across) {
        new Actions(driver).moveByOffset(across, 0).perform();
    }

    void click(String css, double across, double down) {
        mouse(css, across, down).click().perform();
    }

    private Actions mouse(String css, double across, double down) {
        WebElement element = driver.findElement(By.cssSelector(css));
        Dimension size = element.getSize();
        // Selenium counts from the middle.
        return new Actions(driver).moveToElement(element, (int) Math.round((across - 0.5) * size.width), (int)
                Math.round((down - 0.5) * size.height));
    }

    /** The bytes that the page's scripts hold, after all garbage was collected. */
    long heap() {
        driver.executeCdpCommand("HeapProfiler.enable", Map.of());
        driver.executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
        return ((Number) driver.executeCdpCommand("Runtime.getHeapUsage", Map.of())
                        .get("usedSize"))
                .longValue();
    }

    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    void awaitText(String id, String wanted) {
        await().atMost(DEADLINE)
                .ignoreException(StaleElementReferenceException.class)
                .untilAsserted(() -> assertThat(text(id)).contains(wanted));
    }

    void awaitNo(String id, String unwanted) {
        await().atMost(DEADLINE).untilAsserted(() -> assertThat(text(id)).doesNotContain(unwanted));
    }

    /** The system's wish for dark or light. */
    void prefer(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** A screen of that size in CSS pixels. */
    void resize(int width, int height, boolean phone) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", phone ? 2 : 1, "mobile", phone));
    }

    void shoot(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the page's scripts complained of since the last call. */
    List<String> errors() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(entry -> entry.getMessage())
                .filter(message -> OF_THE_NETWORK.stream().noneMatch(message::contains))
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
