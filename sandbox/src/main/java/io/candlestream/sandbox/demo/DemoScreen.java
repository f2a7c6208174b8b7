package io.candlestream.sandbox.demo;

import io.candlestream.settings.terminal.VisibleText;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Shows a person what the demo does: a table that renews itself in a terminal, a line at a time elsewhere. Names are foreign and escaped. */
final class DemoScreen {
    private static final int MOST_ASSETS = 20;
    private static final DateTimeFormatter CANDLE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final PrintStream out;
    private final boolean plain;
    private int drawn;

    DemoScreen(PrintStream out, boolean plain) {
        this.out = out;
        this.plain = plain;
    }

    /**
     * One moment of the demo.
     *
     * @param now the market's time
     * @param speed how many times as fast as the clock the market runs
     */
    record Moment(
            Duration elapsed,
            Optional<Duration> planned,
            long rows,
            long rowsPerSecond,
            long deadLetters,
            Instant now,
            double speed,
            List<AssetLine> assets) {}

    void say(String line) {
        out.println(line.lines().map(VisibleText::of).collect(Collectors.joining(System.lineSeparator())));
        out.flush();
        drawn = 0;
    }

    void show(Moment moment) {
        if (plain) {
            say(line(moment));
            return;
        }
        List<String> lines = table(moment);
        if (drawn > 0) {
            out.print("\u001b[" + drawn + "A");
        }
        lines.forEach(line -> out.print("\u001b[2K" + VisibleText.of(line) + System.lineSeparator()));
        out.print("\u001b[J");
        out.flush();
        drawn = lines.size();
    }

    private static List<String> table(Moment moment) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(format("  %-18s %-21s %16s %10s   %s", "asset", "candle (UTC)", "close", "age", "state"));
        newest(moment)
                .forEach(asset -> lines.add(format(
                        "  %-18s %-21s %16s %10s   %s",
                        asset.asset(),
                        CANDLE.format(asset.openTime()),
                        price(asset.close()),
                        age(moment, asset),
                        asset.closed() ? "closed" : "open")));
        if (moment.assets().size() > MOST_ASSETS) {
            lines.add("  ... and " + (moment.assets().size() - MOST_ASSETS) + " more");
        }
        lines.add("");
        lines.add("  " + counters(moment));
        return lines;
    }

    private static String line(Moment moment) {
        Optional<AssetLine> first = newest(moment).stream().findFirst();
        String example = first.map(asset ->
                        "   " + asset.asset() + " " + price(asset.close()) + ", " + age(moment, asset) + " old")
                .orElse("");
        return counters(moment) + "   assets " + moment.assets().size() + example;
    }

    private static List<AssetLine> newest(Moment moment) {
        return moment.assets().stream()
                .sorted(Comparator.comparing(AssetLine::asset))
                .limit(MOST_ASSETS)
                .toList();
    }

    private static String counters(Moment moment) {
        String time = clock(moment.elapsed())
                + moment.planned().map(planned -> " of " + clock(planned)).orElse("");
        return format(
                "%s   rows written %,d (%,d/s)   dead letters %,d",
                time, moment.rows(), moment.rowsPerSecond(), moment.deadLetters());
    }

    private static String clock(Duration duration) {
        return format("%02d:%02d", duration.toMinutes(), duration.toSecondsPart());
    }

    /** Two decimals for what costs a hundred or more, all that the exchange gives for what costs a fraction of a cent. */
    private static String price(double price) {
        if (price >= 100) {
            return format("%,.2f", price);
        }
        return BigDecimal.valueOf(price)
                .setScale(8, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String age(Moment moment, AssetLine asset) {
        double seconds = Duration.between(asset.eventTime(), moment.now()).toMillis() / 1000.0 / moment.speed();
        return seconds < 120 ? format("%.1f s", Math.max(0, seconds)) : format("%.0f min", seconds / 60);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
