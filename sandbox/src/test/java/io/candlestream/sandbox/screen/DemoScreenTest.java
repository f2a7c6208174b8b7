package io.candlestream.sandbox.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.runtime.terminal.TerminalSize.Size;
import io.candlestream.runtime.terminal.TextWidth;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a person sees of the demo in terminals of all sizes, played by an {@link Emulator}. */
class DemoScreenTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    private static final TerminalStyle RICH = new TerminalStyle(true, true);
    private static final int MOMENTS = 40;

    static Stream<Arguments> sizesAndAssets() {
        return Stream.of(new Size(80, 24), new Size(120, 40), new Size(70, 20), new Size(40, 10), new Size(20, 5))
                .flatMap(size -> Stream.of(1, 5, 20, 100).map(assets -> Arguments.of(size, assets)));
    }

    @ParameterizedTest
    @MethodSource("sizesAndAssets")
    void fitsAndStaysWhereItIs(Size size, int assets) {
        Emulator terminal = new Emulator(size.width(), size.height());
        DemoScreen screen = started(terminal, size, RICH);
        screen.show(moment(0, assets));
        int scrolled = terminal.scrolled();

        List<List<String>> screens = new ArrayList<>();
        for (int i = 1; i < MOMENTS; i++) {
            screen.show(moment(i, assets));
            assertThat(terminal.raw().lines().map(DemoScreenTest::withoutOrders))
                    .hasSizeLessThanOrEqualTo(size.height())
                    .allMatch(line -> TextWidth.of(line) < size.width());
            screens.add(terminal.screen());
        }

        assertThat(terminal.scrolled()).as("rows scrolled away by repainting").isEqualTo(scrolled);
        assertThat(screens)
                .allSatisfy(shown -> assertThat(shown.get(0)).matches("(Candlestream  )?made-up market, .*"));
        assertThat(screens.stream().map(List::size).distinct()).hasSize(1);
    }

    @Test
    void whatItSaysIsFoldedToATerminalAndNowhereElse() {
        String verdict = "verify says: equal: expected 25528  stored 25528  missing 0  extra 0  differing 0"
                + "  trade-id breaks 0  holes 2";
        ByteArrayOutputStream narrow = new ByteArrayOutputStream();
        ByteArrayOutputStream plain = new ByteArrayOutputStream();

        DemoScreen.of(new PrintStream(narrow, true, StandardCharsets.UTF_8), RICH, () -> new Size(80, 24), () -> false)
                .say(verdict);
        DemoScreen.plain(new PrintStream(plain, true, StandardCharsets.UTF_8)).say(verdict);

        assertThat(narrow.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "verify says: equal: expected 25528  stored 25528  missing 0  extra 0",
                        "  differing 0  trade-id breaks 0  holes 2");
        assertThat(plain.toString(StandardCharsets.UTF_8).lines()).containsExactly(verdict);
    }

    @ParameterizedTest
    @MethodSource("sizesAndAssets")
    void columnsStayPutWhileValuesChange(Size size, int assets) {
        Emulator terminal = new Emulator(size.width(), size.height());
        DemoScreen screen = started(terminal, size, RICH);
        IntStream.range(0, 70).forEach(i -> screen.show(moment(i, assets)));
        terminal.screen();

        List<List<Integer>> ends = new ArrayList<>();
        for (int i = 70; i < 75; i++) {
            screen.show(moment(i, assets));
            ends.add(terminal.screen().stream()
                    .filter(row -> row.contains(" %"))
                    .flatMap(row -> Stream.of(row.indexOf(" %"), row.length()))
                    .distinct()
                    .toList());
        }

        assertThat(ends.stream().distinct())
                .as("where the change and the row end")
                .hasSize(1);
    }

    @Test
    void twentyAssetsIn24RowsAreTheBusiestAndTwelveMore() {
        Emulator terminal = new Emulator(80, 24);
        DemoScreen screen = started(terminal, new Size(80, 24), RICH);
        IntStream.range(0, 30).forEach(i -> screen.show(moment(i, 20)));

        // The trades of each grow with its number.
        assertThat(terminal.screen())
                .anyMatch(row -> row.startsWith("  12 more"))
                .anyMatch(row -> row.startsWith("  asset-019 "))
                .anyMatch(row -> row.startsWith("  asset-012 "))
                .noneMatch(row -> row.startsWith("  asset-011 "))
                .anyMatch(row -> row.contains("Page http://127.0.0.1:8090"))
                .anyMatch(row -> row.startsWith("  Cassandra"))
                .anyMatch(row -> row.startsWith("  rows written "));
    }

    @Test
    void showsPriceChangeCurveAgeAndLatencyOfAMadeUpMarketAtItsSpeed() {
        Emulator terminal = new Emulator(80, 24);
        DemoScreen screen = started(terminal, new Size(80, 24), RICH);
        screen.show(moment(List.of(new AssetLine("bitcoin", NOW, 60_000, 10, NOW.minusSeconds(18)))));
        screen.show(moment(List.of(new AssetLine("bitcoin", NOW, 61_200.5, 12, NOW.minusSeconds(18)))));

        List<String> rows = terminal.screen();
        assertThat(rows.get(0)).contains("made-up market, 60×, 1m candles", "2026-11-27 12:00 UTC");
        assertThat(rows)
                .anyMatch(row -> row.matches("  bitcoin +61,200\\.50 +\\+2\\.00 % +▁█ +0\\.3 s"))
                .anyMatch(row -> row.contains("latency  0.31 s, 99 % below  0.80 s"));
    }

    @Test
    void isRepairedWhenTheTerminalGetsAnotherSizeBetweenTwoMoments() {
        Emulator terminal = new Emulator(120, 40);
        AtomicReference<Size> size = new AtomicReference<>(new Size(120, 40));
        DemoScreen screen = DemoScreen.of(terminal.out(), RICH, size::get, () -> true);
        introduce(screen);
        screen.show(moment(0, 20));
        for (Size next : List.of(new Size(70, 24), new Size(120, 40), new Size(40, 10), new Size(80, 24))) {
            terminal.resize(next.width(), next.height());
            size.set(next);
            screen.fit();

            List<String> rows = terminal.screen();
            assertThat(rows.get(0)).matches("(Candlestream  )?made-up market, 60×.*");
            assertThat(rows.stream().filter(row -> row.contains("made-up market")))
                    .hasSize(1);
            assertThat(rows.stream().filter(row -> row.startsWith("  rows written")))
                    .hasSize(1);
            assertThat(rows.stream().filter(row -> row.startsWith("  asset "))).hasSize(1);
        }
    }

    @Test
    void whatIsSaidAfterwardsStandsBelowThePicture() {
        Emulator terminal = new Emulator(80, 24);
        DemoScreen screen = started(terminal, new Size(80, 24), RICH);
        screen.show(moment(0, 1));
        int last = terminal.screen().lastIndexOf("  notebooks   ./candlestream notebooks");
        screen.say("Comparing");

        assertThat(last).isPositive();
        assertThat(terminal.screen().get(last + 1)).isEqualTo("Comparing");
    }

    @Test
    void whatStoodOnTheScreenIsNotLost() {
        Emulator terminal = new Emulator(80, 24);
        DemoScreen screen = started(terminal, new Size(80, 24), RICH);
        long lines = terminal.screen().stream().filter(row -> !row.isEmpty()).count();
        screen.show(moment(0, 1));

        assertThat(lines).isPositive();
        assertThat(terminal.scrolled()).isGreaterThanOrEqualTo((int) lines);
    }

    @Test
    void hasNoColourWhereNobodyWantsIt() {
        Emulator terminal = new Emulator(80, 24);
        DemoScreen screen = started(terminal, new Size(80, 24), new TerminalStyle(false, true));
        screen.show(moment(0, 5));

        assertThat(terminal.raw()).contains("\u001b[H").doesNotContain("m\u001b", "\u001b[3", "\u001b[1m", "\u001b[0m");
    }

    @Test
    void isAsciiWhereTheTerminalKnowsNoMore() {
        Emulator terminal = new Emulator(40, 24);
        DemoScreen screen = started(terminal, new Size(80, 24), new TerminalStyle(true, false));
        IntStream.range(0, 9).forEach(i -> screen.show(moment(i, 5)));

        assertThat(terminal.raw()).contains("made-up market, 60x").matches(text -> text.chars()
                .allMatch(c -> c < 128));
    }

    @Test
    void foreignNamesNeitherSteerTheTerminalNorMoveColumns() {
        Emulator terminal = new Emulator(80, 24);
        DemoScreen screen = started(terminal, new Size(80, 24), RICH);
        screen.show(moment(List.of(
                new AssetLine("币安人生币安人生币安人生usdt", NOW, 1, 1, NOW),
                new AssetLine("evil\u001b[2Jname", NOW, 1, 1, NOW),
                new AssetLine("plain", NOW, 1, 1, NOW))));

        assertThat(terminal.raw()).doesNotContain("\u001b[2J");
        assertThat(terminal.screen().stream()
                        .filter(row -> row.endsWith(" 0.0 s"))
                        .mapToInt(TextWidth::of)
                        .distinct())
                .hasSize(1);
    }

    @Test
    void elsewhereItIsALineAtATime() {
        Emulator terminal = new Emulator(200, 40);
        DemoScreen screen = DemoScreen.plain(terminal.out());
        introduce(screen);
        screen.show(moment(3, 5));

        assertThat(terminal.raw()).doesNotContain("\u001b");
        assertThat(terminal.screen())
                .anyMatch(row -> row.matches("00:03 of 01:00   rows written 300 \\(100/s\\)   dead letters 0   assets 5"
                        + "   asset-000 [\\d,.]+, 0\\.3 s old"));
    }

    @Test
    void anEnvironmentAndACharsetMakeTheLook() {
        assertThat(TerminalStyle.of(java.util.Map.of(), "UTF-8")).isEqualTo(RICH);
        assertThat(TerminalStyle.of(java.util.Map.of("NO_COLOR", ""), "utf8")).isEqualTo(RICH);
        assertThat(TerminalStyle.of(java.util.Map.of("NO_COLOR", "1"), "UTF-8"))
                .isEqualTo(new TerminalStyle(false, true));
        assertThat(TerminalStyle.of(java.util.Map.of(), "ANSI_X3.4-1968")).isEqualTo(new TerminalStyle(true, false));
    }

    private static DemoScreen started(Emulator terminal, Size size, TerminalStyle look) {
        DemoScreen screen = DemoScreen.of(terminal.out(), look, () -> size, () -> false);
        introduce(screen);
        return screen;
    }

    private static void introduce(DemoScreen screen) {
        screen.market("made-up market, 60×, 1m candles");
        screen.place("exchange", "ws://localhost:23456/stream   http://localhost:23457/api/v3");
        screen.place("broker", "127.0.0.1:20001   topic data.asset_prices");
        screen.place("Cassandra", "127.0.0.1:20002   table assets.assets");
        screen.place("logs", "/home/somebody/projects/candlestream/.sandbox/demos/1234567");
        screen.place("look inside", "./candlestream cql \"SELECT * FROM assets LIMIT 5\"");
        screen.place("notebooks", "./candlestream notebooks");
        screen.page("http://127.0.0.1:8090");
        screen.first(12.34);
    }

    private static String withoutOrders(String line) {
        return line.replaceAll("\u001b\\[\\d*[A-Za-z]", "");
    }

    private static DemoState moment(int number, int assets) {
        Random random = new Random(number);
        List<AssetLine> lines = IntStream.range(0, assets)
                .mapToObj(i -> new AssetLine(
                        String.format("asset-%03d", i),
                        NOW.plusSeconds(60L * number),
                        Math.exp(i % 20 - 8) * (1 + random.nextDouble() / 5),
                        i * 10L,
                        NOW.minusSeconds(18).minusSeconds(number % 7 * 3000L * (i % 2))))
                .toList();
        return moment(number, lines);
    }

    private static DemoState moment(List<AssetLine> assets) {
        return moment(3, assets);
    }

    private static DemoState moment(int number, List<AssetLine> assets) {
        return new DemoState(
                Duration.ofSeconds(number),
                Optional.of(Duration.ofMinutes(1)),
                number * 100L,
                100,
                0,
                Optional.of(new DemoState.Latency(0.31, 0.8)),
                NOW,
                60,
                assets);
    }
}
