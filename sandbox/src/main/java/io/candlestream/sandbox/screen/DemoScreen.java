package io.candlestream.sandbox.screen;

import io.candlestream.runtime.terminal.FoldedLine;
import io.candlestream.runtime.terminal.TerminalSize;
import io.candlestream.runtime.terminal.VisibleText;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Shows a person what the demo does: lines first, then, in a terminal, a picture that fills it and renews itself from the top left
 * corner; elsewhere a line at a time. Names are foreign and escaped.
 */
public final class DemoScreen {
    private static final String BACK = "\r";
    private static final String HOME = "\u001b[H";
    private static final String CLEAR_LINE = "\u001b[2K";
    private static final String CLEAR_BELOW = "\u001b[J";

    private final PrintStream out;
    private final Optional<TerminalStyle> look;
    private final Supplier<TerminalSize.Size> size;
    private final BooleanSupplier resized;
    private DemoFacts facts = new DemoFacts();
    private final Quotes quotes = new Quotes();
    private Optional<DemoState> shown = Optional.empty();
    private boolean painted;
    private boolean waiting;

    private DemoScreen(
            PrintStream out, Optional<TerminalStyle> look, Supplier<TerminalSize.Size> size, BooleanSupplier resized) {
        this.out = out;
        this.look = look;
        this.size = size;
        this.resized = resized;
    }

    /** A screen that prints lines and steers nothing. */
    public static DemoScreen plain(PrintStream out) {
        return new DemoScreen(out, Optional.empty(), () -> new TerminalSize.Size(0, 0), () -> false);
    }

    /** A screen on the terminal of this process. */
    public static DemoScreen terminal(PrintStream out) {
        TerminalSize terminal = new TerminalSize();
        return of(out, TerminalStyle.of(System.getenv(), TerminalStyle.charset()), terminal::now, terminal::isChanged);
    }

    static DemoScreen of(
            PrintStream out, TerminalStyle look, Supplier<TerminalSize.Size> size, BooleanSupplier resized) {
        return new DemoScreen(out, Optional.of(look), size, resized);
    }

    /** Prints a line, or several, below all that there is. */
    public synchronized void say(String line) {
        out.print(waiting ? BACK + CLEAR_LINE : "");
        waiting = false;
        int width = size.get().width();
        out.println(line.lines()
                .map(VisibleText::of)
                .flatMap(text -> width > 0 ? FoldedLine.of(text, width).stream() : Stream.of(text))
                .collect(Collectors.joining(System.lineSeparator())));
        out.flush();
        painted = false;
    }

    /** Shows how long {@code what} has been waited for; the next line takes its place. Only on a terminal. */
    public synchronized void waiting(String what, long seconds) {
        if (look.isPresent() && !painted && seconds > 0) {
            out.print(BACK + CLEAR_LINE + String.format(Locale.ROOT, "  %-11s %d s ...", what, seconds));
            out.flush();
            waiting = true;
        }
    }

    /** Runs {@code task}, which returns once {@code what} is there, and shows every second how long that has been waited for. */
    public void waitFor(String what, Runnable task) {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        long since = System.nanoTime();
        Runnable tick = () -> waiting(what, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since));
        var unused = clock.scheduleAtFixedRate(tick, 1, 1, TimeUnit.SECONDS);
        try {
            task.run();
        } finally {
            clock.shutdownNow();
        }
    }

    /** Which market the picture shows, such as {@code made-up market, 60x}. */
    public void market(String text) {
        facts = new DemoFacts(text, facts.page(), facts.first(), facts.places());
    }

    /** Says where something is, and keeps it in the picture. */
    public void place(String name, String where) {
        say(String.format(Locale.ROOT, "  %-11s %s", name, where));
        facts.places().put(name, where);
    }

    /** Says where the live page is, and keeps it in the picture. */
    public void page(String address) {
        say("  Page at " + address);
        facts = new DemoFacts(facts.market(), address, facts.first(), facts.places());
    }

    /** Says when the first candle was in the table, and keeps it in the picture. */
    public void first(double seconds) {
        say(String.format(Locale.ROOT, "%n  first candle in the table %.1f s after the start", seconds));
        String when = String.format(Locale.ROOT, "first candle after %.1f s", seconds);
        facts = new DemoFacts(facts.market(), facts.page(), when, facts.places());
    }

    /** Shows {@code moment}. */
    public synchronized void show(DemoState moment) {
        shown = Optional.of(moment);
        quotes.see(moment.assets());
        look.ifPresentOrElse(terminal -> paint(terminal, moment), () -> say(line(moment)));
    }

    /** Shows the newest moment again if the terminal has another size by now. */
    public synchronized void fit() {
        if (painted && resized.getAsBoolean()) {
            look.ifPresent(terminal -> shown.ifPresent(moment -> paint(terminal, moment)));
        }
    }

    /** From the top left corner: how far up the last picture began is not known once a terminal has broken its lines again. */
    private void paint(TerminalStyle terminal, DemoState moment) {
        TerminalSize.Size now = size.get();
        StringBuilder picture = new StringBuilder();
        if (!painted) {
            // What stands there goes up out of sight, not away.
            picture.append("\n".repeat(now.height()));
        }
        picture.append(HOME);
        List<String> lines = new ScreenText(terminal, now, facts, moment, quotes).lines();
        picture.append(lines.stream().map(line -> CLEAR_LINE + line).collect(Collectors.joining("\r\n")));
        picture.append("\r\n").append(CLEAR_BELOW);
        out.print(picture);
        out.flush();
        painted = true;
    }

    private static String line(DemoState moment) {
        Optional<AssetLine> first = moment.assets().stream().min(Comparator.comparing(AssetLine::asset));
        String example = first.map(asset -> "   " + asset.asset() + " " + Quotes.price(asset) + ", "
                        + ScreenText.age(moment, asset) + " old")
                .orElse("");
        return String.format(
                Locale.ROOT,
                "%s   rows written %,d (%,d/s)   dead letters %,d   assets %d%s",
                ScreenText.running(moment),
                moment.rows(),
                moment.rowsPerSecond(),
                moment.deadLetters(),
                moment.assets().size(),
                example);
    }
}
