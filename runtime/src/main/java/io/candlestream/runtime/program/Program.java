package io.candlestream.runtime.program;

import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.Secrets;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.runtime.terminal.Terminal;
import io.candlestream.runtime.terminal.VisibleText;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the body of a {@code main} and turns its end into an exit code and, on failure, one line: an ERROR of its log, or, of a
 * tool, the message alone. An {@link Error}, on
 * whatever thread, ends the process at once: what is left of a program without memory or classes only seems to live.
 */
public final class Program {
    /** A clean end. */
    public static final int OK = 0;

    /** Stopped by its cause: a server that stayed away, a refused table, a bug. */
    public static final int FAILED = 1;

    /** Refused at start: a setting or an argument is wrong. */
    public static final int MISUSED = 2;

    /** Could not do what was asked, of a tool: its 1 says that it did, and that something differs or is wrong. */
    public static final int CANNOT = 2;

    private static final Logger LOG = LoggerFactory.getLogger(Program.class);

    /** With which any {@link Error} ends the process. */
    private static volatile int stoppedCode = FAILED;

    private Program() {}

    /** The exit code of {@code body}; a {@link FatalException} is logged as its one line, anything else with its trace. */
    public static int run(Class<?> main, Callable<Integer> body) {
        return run(main, body, FAILED);
    }

    /** As {@link #run}, for a tool that a person or a script waits for: whatever stops it is {@link #CANNOT}. */
    public static int tool(Class<?> main, Callable<Integer> body) {
        return run(main, body, CANNOT);
    }

    private static int run(Class<?> main, Callable<Integer> body, int stopped) {
        Terminal.guard();
        Thread.setDefaultUncaughtExceptionHandler(Program::uncaught);
        stoppedCode = stopped;
        Logger log = LoggerFactory.getLogger(main);
        NativeLibraries.removeLeftovers(Path.of(System.getProperty("java.io.tmpdir")), Instant.now());
        try {
            return body.call();
        } catch (SettingsException | FatalException e) {
            say(log, stopped, e);
            return e instanceof SettingsException ? MISUSED : stopped;
        } catch (Exception e) {
            if (e.getCause() instanceof Error error) { // of a thread that was waited for
                throw end(error);
            }
            log.error("Stopped by an unexpected error", e);
            return stopped;
        } catch (Error e) {
            throw end(e);
        }
    }

    /** A person who waits for a tool wants no clock and no level before the line. */
    private static void say(Logger log, int stopped, RuntimeException cause) {
        if (stopped == CANNOT) {
            System.err.println(VisibleText.of(Secrets.withoutLogins(String.valueOf(cause.getMessage()))));
        } else {
            log.error("{}", cause.getMessage());
        }
    }

    private static void uncaught(Thread thread, Throwable thrown) {
        if (thrown instanceof Error error) {
            throw end(error);
        }
        LOG.error("The thread {} has ended by an unexpected error", thread.getName(), thrown);
    }

    /** Makes threads that do not keep the process alive. */
    public static ThreadFactory daemons(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** {@code task}, whose {@link Error}s end the process where the thread's owner would keep them to itself. */
    public static Runnable ending(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (Error e) {
                throw end(e);
            }
        };
    }

    /** Ends the process with one line and no more ado: nothing that is done now can be relied on. Never returns. */
    public static Error end(Error error) {
        try {
            LOG.error("Stopped by {}", line(error));
        } finally {
            Runtime.getRuntime().halt(stoppedCode);
        }
        return error;
    }

    private static String line(Error error) {
        Throwable cause = Optional.ofNullable(error.getCause()).orElse(error);
        String where = Stream.of(cause.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("io.candlestream."))
                .findFirst()
                .map(frame -> " at " + frame)
                .orElse("");
        return cause + where + wayOut(error);
    }

    private static String wayOut(Error error) {
        if (error instanceof OutOfMemoryError) {
            return " (it needs more memory: -Xmx, or the container's limit)";
        }
        return error instanceof LinkageError ? " (its jars do not fit together: ./candlestream build)" : "";
    }
}
