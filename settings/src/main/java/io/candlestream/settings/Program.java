package io.candlestream.settings;

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

    /** Could not do what was asked, of a tool: its 1 says that it did, and that something differs or is wrong. */
    public static final int CANNOT = 2;

    private Program() {}

    /** The exit code of {@code body}; a {@link StopException} is logged as its one line, anything else with its trace. */
    public static int run(Class<?> main, Callable<Integer> body) {
        return run(main, body, FAILED);
    }

    /** As {@link #run}, for a tool that a person or a script waits for: whatever stops it is {@link #CANNOT}. */
    public static int tool(Class<?> main, Callable<Integer> body) {
        return run(main, body, CANNOT);
    }

    private static int run(Class<?> main, Callable<Integer> body, int stopped) {
        Logger log = LoggerFactory.getLogger(main);
        try {
            return body.call();
        } catch (SettingsException e) {
            log.error("{}", e.getMessage());
            return MISUSED;
        } catch (StopException e) {
            log.error("{}", e.getMessage());
            return stopped;
        } catch (Exception e) {
            log.error("Stopped by an unexpected error", e);
            return stopped;
        }
    }
}
