package io.candlestream.runtime.terminal;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The size of the terminal of this process, by {@code stty}: asked once, and again when the terminal says that it has changed. */
public final class TerminalSize {
    private static final Size USUAL = new Size(80, 24);
    private static final File OWN_TERMINAL = new File("/dev/tty");
    private static final Pattern ANSWER = Pattern.compile("(\\d{1,5}) (\\d{1,5})\\s*");
    private static final long PATIENCE_MS = 1000;
    /** The kernel's name of what a terminal sends when its window has another size. */
    private static final String CHANGE = "WINCH";

    private volatile boolean changed = true;
    private final boolean notified;
    private Size known = USUAL;

    /** Columns and rows. */
    public record Size(int width, int height) {}

    /** The size of the terminal that this process was started in. */
    public TerminalSize() {
        notified = watchChanges();
    }

    /** How wide the terminal is; empty where the launcher, which knows, has found none. */
    public static OptionalInt width() {
        return Boolean.getBoolean("candlestream.terminal")
                ? OptionalInt.of(new TerminalSize().now().width())
                : OptionalInt.empty();
    }

    /** Whether the size may be another one than at the last call of {@link #now}. */
    public boolean isChanged() {
        return changed;
    }

    /** The size at this moment; 80 columns and 24 rows where nobody knows. */
    public Size now() {
        if (changed || !notified) {
            changed = false;
            known = ask(Redirect.from(OWN_TERMINAL))
                    .or(() -> ask(Redirect.INHERIT))
                    .orElse(known);
        }
        return known;
    }

    private static Optional<Size> ask(Redirect terminal) {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(terminal)
                    .redirectError(Redirect.DISCARD)
                    .start();
            String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            stty.waitFor(PATIENCE_MS, TimeUnit.MILLISECONDS);
            return parse(answer);
        } catch (IOException e) {
            return Optional.empty(); // no such terminal, or no stty
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** What {@code stty size} says: rows, then columns; 0 of both where the terminal does not know. */
    static Optional<Size> parse(String answer) {
        Matcher sizes = ANSWER.matcher(answer);
        if (!sizes.matches()) {
            return Optional.empty();
        }
        Size size = new Size(Integer.parseInt(sizes.group(2)), Integer.parseInt(sizes.group(1)));
        return Optional.of(size).filter(s -> s.width() > 0 && s.height() > 0);
    }

    /** By reflection, because javac warns of {@code sun.misc.Signal} and has no switch for it. */
    private boolean watchChanges() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object onChange = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, args) -> {
                        changed = true;
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(CHANGE), onChange);
            return true;
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            return false; // no such signal here: the size is asked for each time
        }
    }
}
