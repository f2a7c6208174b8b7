package io.candlestream.sandbox.screen;

import io.candlestream.runtime.terminal.TerminalSize;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * One picture of the demo, cut to the terminal's width and height. Columns have widths that depend on the terminal's alone, so that
 * nothing moves when a value changes. The last row and the last column stay empty: what is printed there makes some terminals scroll.
 */
final class ScreenText {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CANDLE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final String TITLE = "Candlestream";
    /** So many assets are worth more than the addresses. */
    private static final int ENOUGH_ASSETS = 5;

    private static final int NAME = 17;
    private static final int SHORT_NAME = 10;
    private static final int PRICE = 13;
    private static final int CHANGE = 9;
    private static final int AGE = 7;
    private static final int CANDLE_TIME = 19;
    private static final int LEAST_CURVE = 8;
    private static final int MOST_CURVE = 30;
    private static final double PERCENT = 100;

    private final TerminalStyle look;
    private final int width;
    private final int height;
    private final DemoFacts facts;
    private final DemoState moment;
    private final Quotes quotes;
    private final int name;
    private final boolean aged;
    private final boolean timed;
    private final int curve;

    ScreenText(TerminalStyle look, TerminalSize.Size size, DemoFacts facts, DemoState moment, Quotes quotes) {
        this.look = look;
        this.width = Math.max(1, size.width() - 1);
        this.height = Math.max(1, size.height() - 1);
        this.facts = facts;
        this.moment = moment;
        this.quotes = quotes;
        int prices = 2 + 2 + PRICE + 2 + CHANGE;
        this.name = width >= prices + NAME ? NAME : SHORT_NAME;
        this.aged = width >= prices + name + 2 + AGE;
        int left = width - prices - name - (aged ? 2 + AGE : 0);
        this.timed = left >= 2 + CANDLE_TIME + 2 + LEAST_CURVE;
        int room = left - 2 - (timed ? 2 + CANDLE_TIME : 0);
        this.curve = room >= LEAST_CURVE ? Math.min(MOST_CURVE, room) : 0;
    }

    /** The lines from the top, with what there is room for. */
    List<String> lines() {
        List<StyledLine> addresses = addresses();
        boolean spacious = height - 7 - addresses.size() >= roomForMost() + 1;
        boolean airy = height - 7 >= roomForMost();
        List<StyledLine> lines = new ArrayList<>();
        lines.add(title());
        lines.add(page());
        List<StyledLine> below = new ArrayList<>();
        if (spacious || airy) {
            lines.add(line());
            below.add(line());
        }
        below.add(counters());
        if (spacious || airy) {
            below.add(course());
        }
        if (spacious) {
            below.add(line());
            below.addAll(addresses);
        }
        lines.add(header());
        lines.addAll(table(height - lines.size() - below.size()));
        lines.addAll(below);
        return lines.stream().limit(height).map(StyledLine::toString).toList();
    }

    private int roomForMost() {
        return Math.min(ENOUGH_ASSETS, moment.assets().size());
    }

    private StyledLine line() {
        return new StyledLine(look, width);
    }

    private StyledLine title() {
        String market = look.blocks() ? facts.market() : facts.market().replace("×", "x");
        StyledLine title = line();
        if (TITLE.length() + 2 + market.length() <= width) {
            title.add(TITLE, TextStyle.TITLE).add("  ", TextStyle.PLAIN);
        }
        return title.add(market, TextStyle.NOTICE).addRight(MINUTE.format(moment.now()), TextStyle.QUIET);
    }

    private StyledLine page() {
        return line().add("  Page ", TextStyle.PLAIN)
                .add(facts.page().isEmpty() ? "starts ..." : facts.page(), TextStyle.TITLE)
                .addRight("Ctrl-C stops and proves the table", TextStyle.QUIET);
    }

    private List<StyledLine> addresses() {
        return facts.places().entrySet().stream()
                .map(place -> line().add("  ", TextStyle.PLAIN)
                        .left(place.getKey(), 12, TextStyle.QUIET)
                        .add(place.getValue(), TextStyle.PLAIN))
                .toList();
    }

    private StyledLine header() {
        return columns(
                line().add("  ", TextStyle.PLAIN).left("asset", name, TextStyle.QUIET),
                line -> line.left("candle (UTC)", CANDLE_TIME, TextStyle.QUIET),
                line -> line.right("price", PRICE, TextStyle.QUIET),
                line -> line.right("change", CHANGE, TextStyle.QUIET),
                line -> line.left("last " + curve + " s", curve, TextStyle.QUIET),
                line -> line.right("age", AGE, TextStyle.QUIET));
    }

    /** Those of the columns behind the name that there is room for, with two blanks between them. */
    @SafeVarargs
    private StyledLine columns(StyledLine name, UnaryOperator<StyledLine>... cells) {
        StyledLine row = name;
        boolean[] shown = {timed, true, true, curve > 0, aged};
        for (int i = 0; i < cells.length; i++) {
            if (shown[i]) {
                row = cells[i].apply(row.add("  ", TextStyle.PLAIN));
            }
        }
        return row;
    }

    private List<StyledLine> table(int room) {
        int all = moment.assets().size();
        int most = Math.max(0, all <= room ? all : room - 1);
        List<StyledLine> lines = new ArrayList<>();
        quotes.busiest(moment.assets(), most).forEach(asset -> lines.add(row(asset)));
        if (lines.size() < all && room > 0) {
            String others = (all - lines.size()) + " more" + (lines.isEmpty() ? "" : " that trade less");
            lines.add(line().add("  " + others, TextStyle.QUIET));
        }
        return lines;
    }

    private StyledLine row(AssetLine asset) {
        Quotes.Quote quote = quotes.of(asset);
        double change = Math.round(quote.change().orElse(0) * PERCENT * PERCENT) / PERCENT;
        TextStyle course = change == 0 ? TextStyle.PLAIN : change > 0 ? TextStyle.GOOD : TextStyle.BAD;
        return columns(
                line().add("  ", TextStyle.PLAIN).left(asset.asset(), name, TextStyle.PLAIN),
                line -> line.left(CANDLE.format(asset.openTime()), CANDLE_TIME, TextStyle.QUIET),
                line -> line.right(quote.price(PRICE), PRICE, TextStyle.TITLE),
                line -> line.right(change(change), CHANGE, course),
                line -> line.right(look.sparkline(quote.prices(curve)), curve, TextStyle.DRAWN),
                line -> line.right(age(moment, asset), AGE, TextStyle.PLAIN));
    }

    private static String change(double percent) {
        String text = percent == 0 ? "0.00 %" : format("%+.2f %%", percent);
        return text.length() > CHANGE ? format("%+.0f %%", percent) : text;
    }

    private StyledLine counters() {
        TextStyle letters = moment.deadLetters() > 0 ? TextStyle.BAD : TextStyle.PLAIN;
        return line().add(format("  rows written %,11d", moment.rows()), TextStyle.PLAIN)
                .addWhole(format("%,8d/s", moment.rowsPerSecond()), TextStyle.PLAIN)
                .addWhole(format("dead letters %,d", moment.deadLetters()), letters);
    }

    private StyledLine course() {
        String latency = moment.latency()
                .map(l -> format("latency %5.2f s, 99 %% below %5.2f s", l.median(), l.worst()))
                .orElse(format("latency %5s s, 99 %% below %5s s", "-", "-"));
        return line().add("  " + running(moment), TextStyle.PLAIN)
                .addWhole(latency, TextStyle.PLAIN)
                .addRight(facts.first(), TextStyle.QUIET);
    }

    /** Such as {@code 01:07 of 05:00}. */
    static String running(DemoState moment) {
        return clock(moment.elapsed())
                + moment.planned().map(planned -> " of " + clock(planned)).orElse("");
    }

    private static String clock(Duration duration) {
        return duration.toHours() > 0
                ? format("%d:%02d:%02d", duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart())
                : format("%02d:%02d", duration.toMinutes(), duration.toSecondsPart());
    }

    /** How old what the table says of {@code asset} is, by the clock on the wall. */
    static String age(DemoState moment, AssetLine asset) {
        Instant said = asset.eventTime();
        double seconds = Duration.between(said, moment.now()).toMillis() / 1000.0 / moment.speed();
        return seconds < 120 ? format("%.1f s", Math.max(0, seconds)) : format("%.0f min", seconds / 60);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
