package io.candlestream.tools.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class VerifyReportTextTest {
    private static final OptionalInt EIGHTY = OptionalInt.of(80);
    private static final SortedMap<String, Long> CLOSE = new TreeMap<>(Map.of("close", 1L));
    private static final AssetReport WHOLE = asset("bitcoin", "BTCUSDT", 0, 0, new TreeMap<>(), 0);
    private static final AssetReport HARMED = asset("ethereum", "ETHUSDT", 3, 1, CLOSE, 2);
    private static final VerifyReport EQUAL = new VerifyReport(true, List.of(WHOLE), List.of());
    private static final VerifyReport DIFFERENT = new VerifyReport(
            false,
            List.of(WHOLE, HARMED),
            List.of(new Difference(
                    "value", "ethereum", "ETHUSDT", "2021-04-26T10:00:00Z", "close", "1.5", "2345.67000000")));

    @Test
    void withoutATerminalEveryColumnStandsInOneLine() {
        assertThat(lines(DIFFERENT, OptionalInt.empty()))
                .anyMatch(line -> line.matches(
                        "asset +symbol +first +last +expected +stored +missing +extra +differing +trade ids +holes"))
                .anyMatch(
                        line -> line.matches(
                                "ethereum +ETHUSDT +2021-04-24T00:00:00Z +2021-05-05T23:59:00Z +17280 +17278 +3 +1 +1 +broken 2 +0"))
                .endsWith("NOT equal: expected 34560  stored 34558  missing 3  extra 1  differing 1"
                        + "  trade-id breaks 2  holes 0");
    }

    @Test
    void aNarrowTerminalGetsWhatFitsAndOnlyTheCountsThatAreNotZero() {
        assertThat(lines(EQUAL, EIGHTY))
                .containsExactly(
                        "asset    first (UTC)        last (UTC)         expected  stored  result",
                        "bitcoin  2021-04-24T00:00Z  2021-05-05T23:59Z  17280     17280   equal",
                        "equal: expected 17280  stored 17280");
        assertThat(lines(DIFFERENT, EIGHTY))
                .contains(
                        "ethereum  2021-04-24T00:00Z  2021-05-05T23:59Z  17280     17278   differs",
                        "ethereum  ETHUSDT  missing 3  extra 1  differing 1  trade-id breaks 2",
                        "NOT equal: expected 34560  stored 34558  missing 3  extra 1  differing 1",
                        "  trade-id breaks 2");
    }

    @Test
    void noLineOfANarrowTerminalIsWiderThanIt() {
        AssetReport wide = asset("a-coin-with-a-name-longer-than-most", "LONGESTUSDT", 3, 1, CLOSE, 2);
        VerifyReport report = new VerifyReport(false, List.of(WHOLE, HARMED, wide), DIFFERENT.differences());
        for (int width : List.of(66, 70, 80, 100, 120)) {
            assertThat(lines(report, OptionalInt.of(width))).allMatch(line -> line.length() <= width);
        }
    }

    @Test
    void aWideTerminalGetsEveryColumn() {
        assertThat(lines(EQUAL, OptionalInt.of(200))).isEqualTo(lines(EQUAL, OptionalInt.empty()));
    }

    private static AssetReport asset(
            String name, String symbol, long missing, long extra, SortedMap<String, Long> differing, long breaks) {
        long stored = 17_280 - missing + extra;
        String first = "2021-04-24T00:00:00Z";
        String last = "2021-05-05T23:59:00Z";
        return new AssetReport(
                name,
                symbol,
                first,
                last,
                17_280,
                stored,
                missing,
                extra,
                differing.size(),
                differing,
                breaks,
                0,
                0,
                0,
                List.of());
    }

    private static List<String> lines(VerifyReport report, OptionalInt width) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        new VerifyReportText(report, new PrintStream(text, true, StandardCharsets.UTF_8), width).print();
        return text.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
