package io.candlestream.settings;

import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the body of a {@code main} and turns its end into an exit code and, on failure, one ERROR line. */
public final class Program {
    /** A clean end. */
    public static final int OK = 0;

    /** Stopped by its cause: a server that stayed away, a refused table, a bug. */
    public static final int FAILED = 1;

    /** Refused at start: a setting or an argument is wrong. */
    public static final int MISUSED = 2;

    private Program() {}

    /** The exit code of {@code body}; a {@link StopException} is logged as its one line, anything else with its trace. */
    public static int run(Class<?> main, Callable<Integer> body) {
        Logger log = LoggerFactory.getLogger(main);
        NativeLibraries.removeLeftovers(Path.of(System.getProperty("java.io.tmpdir")), Instant.now());
        try {
            return body.call();
        } catch (SettingsException e) {
            log.error("{}", e.getMessage());
            return MISUSED;
        } catch (StopException e) {
            log.error("{}", e.getMessage());
            return FAILED;
        } catch (Exception e) {
            log.error("Stopped by an unexpected error", e);
            return FAILED;
        }
    }
}
