package io.candlestream.sandbox.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A program in a JVM of its own: started, watched, stopped or killed; its output goes to a file. */
public final class ChildJvm implements AutoCloseable {
    /** System property with options of every JVM that is started, with blanks between them. */
    public static final String OPTIONS = "candlestream.child-options";

    /** System property with the folder where every JVM that is started writes down which classes it loads. */
    public static final String CLASS_LISTS = "candlestream.class-lists";

    private static final int KEPT_LINES = 40;
    private static final Duration LONGEST_START = Duration.ofSeconds(90);
    private static final Duration START_POLL = Duration.ofMillis(100);

    private final String name;
    private final Process process;
    private final Thread reader;
    private final Deque<String> lastLines = new ArrayDeque<>();

    private ChildJvm(String name, Process process, Path log, Consumer<String> listener) {
        this.name = name;
        this.process = process;
        this.reader = new Thread(() -> follow(log, listener), name + "-output");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a JVM.
     *
     * @param arguments all that stands behind {@code java}: options, then main class or {@code -jar}, then its arguments
     * @param environment set on top of this process's, less everything that would configure a pipeline
     * @param log the file to append the output to
     * @param listener gets every line of output, on a thread of its own
     */
    public static ChildJvm start(
            String name, List<String> arguments, Map<String, String> environment, Path log, Consumer<String> listener) {
        return startIn(ProjectFolder.find().root(), name, arguments, environment, log, listener);
    }

    /** The same in {@code folder}, to which the program's relative paths belong, and not in the project. */
    public static ChildJvm startIn(
            Path folder,
            String name,
            List<String> arguments,
            Map<String, String> environment,
            Path log,
            Consumer<String> listener) {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.add("-javaagent:" + ProjectFolder.find().watchdog());
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.addAll(options());
        classList(name).ifPresent(command::add);
        command.addAll(arguments);
        return program(folder, name, command, environment, log, listener);
    }

    /** The JVM that runs this program. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Starts any other program in the same way; {@code command} names it first. */
    public static ChildJvm program(
            Path folder,
            String name,
            List<String> command,
            Map<String, String> environment,
            Path log,
            Consumer<String> listener) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(ChildJvm::configuresPipeline);
        builder.environment().putAll(environment);
        try {
            Files.createDirectories(log.getParent());
            return new ChildJvm(name, builder.start(), log, listener);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + name, e);
        }
    }

    /** What every JVM gets first: the tests name a compiler that is soon done, since their programs live for seconds. */
    private static List<String> options() {
        return Pattern.compile(" ")
                .splitAsStream(System.getProperty(OPTIONS, ""))
                .filter(option -> !option.isEmpty())
                .toList();
    }

    /** The option by which a program writes down which classes it loads, where somebody wants to know. */
    static Optional<String> classList(String name) {
        return Optional.ofNullable(System.getProperty(CLASS_LISTS))
                .map(folder -> "-XX:DumpLoadedClassList=" + Path.of(folder, name + ".classlist"));
    }

    private static boolean configuresPipeline(String variable) {
        return variable.matches("(ASSET|REDPANDA|CANDLESTREAM|SPARK)_.*");
    }

    private void follow(Path log, Consumer<String> listener) {
        try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                PrintWriter out = new PrintWriter(
                        Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND), true)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.println(line);
                keep(line);
                listener.accept(line);
            }
        } catch (IOException e) {
            keep("(output ended: " + e.getMessage() + ")");
        }
    }

    private void keep(String line) {
        synchronized (lastLines) {
            lastLines.addLast(line);
            if (lastLines.size() > KEPT_LINES) {
                lastLines.removeFirst();
            }
        }
    }

    /**
     * Returns once a server that was just launched answers, which {@code question} says or throws that it does not.
     *
     * @throws IllegalStateException with its last lines, when it has ended or does not answer in time
     */
    public void awaitStart(Callable<Boolean> question) {
        AtomicReference<Exception> cause = new AtomicReference<>();
        boolean there = Wait.until(LONGEST_START, START_POLL, () -> !alive() || answers(question, cause));
        if (!there || !alive()) {
            throw new IllegalStateException(name + " does not start:\n" + tail(), cause.get());
        }
    }

    private static boolean answers(Callable<Boolean> question, AtomicReference<Exception> cause) {
        try {
            return question.call();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (Exception e) {
            cause.set(e);
            return false;
        }
    }

    /** The newest lines of output. */
    public String tail() {
        synchronized (lastLines) {
            return lastLines.stream().collect(Collectors.joining("\n"));
        }
    }

    /** Whether it still runs. */
    public boolean alive() {
        return process.isAlive();
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Waits for its end and returns its exit code. */
    public int await(Duration deadline) {
        try {
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(name + " still runs after " + deadline + ":\n" + tail());
            }
            reader.join(TimeUnit.SECONDS.toMillis(5));
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + name, e);
        }
    }

    /** Asks it to end (SIGTERM), waits, and returns its exit code; kills it at the deadline. */
    public int stop(Duration deadline) {
        // By its handle: Process.destroy would also close the pipe, which the watchdog takes for our end.
        process.toHandle().destroy();
        try {
            return await(deadline);
        } catch (IllegalStateException e) {
            kill();
            throw e;
        }
    }

    /** Ends it at once (SIGKILL), and what it has started with it, as the end of a machine would. */
    public void kill() {
        List<ProcessHandle> started = process.descendants().toList();
        process.toHandle().destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
        await(Duration.ofSeconds(20));
    }

    /** Stops it and all that it has started in their tracks (SIGSTOP). */
    public void freeze() {
        signal("STOP");
        process.descendants().forEach(child -> signal("STOP", child.pid()));
    }

    /** Lets them go on after {@link #freeze}. */
    public void thaw() {
        process.descendants().forEach(child -> signal("CONT", child.pid()));
        signal("CONT");
    }

    /** Asks it to end by SIGINT, as Ctrl-C does, waits, and returns its exit code. */
    public int interrupt(Duration deadline) {
        signal("INT");
        return await(deadline);
    }

    private void signal(String signal) {
        signal(signal, pid());
    }

    private void signal(String signal, long to) {
        try {
            int code = new ProcessBuilder("kill", "-" + signal, String.valueOf(to))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException(
                        "Cannot send SIG" + signal + " to " + name + ": kill ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot send SIG" + signal + " to " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + name + " got SIG" + signal, e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}
