package io.candlestream.runtime.lake;

import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.settings.FatalException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The program that has the lake's library, the consumer's, as a child that says lines and may be asked by lines. Ends with its parent. */
public final class LakeProgram implements AutoCloseable {
    private static final String MAIN = "io.candlestream.sink.lake.command.Lake";
    private static final String JAR = "binance-consumer.jar";

    /** For one that has to begin soon: most of what it does first is to load classes. */
    private static final String SOON = "-XX:TieredStopAtLevel=1";

    private final Process process;
    private final BufferedReader reader;
    private final BufferedWriter asking;
    private final Thread errors;
    private volatile Optional<String> error = Optional.empty();
    private boolean answering;

    private LakeProgram(Process process) {
        this.process = process;
        this.reader = process.inputReader(StandardCharsets.UTF_8);
        this.asking = process.outputWriter(StandardCharsets.UTF_8);
        this.errors = Program.daemons("lake-errors").newThread(this::readErrors);
        errors.start();
    }

    /**
     * Starts a command of {@code ./candlestream lake} that reads for long, on the lake that the environment and the consumer's settings name.
     *
     * @throws FatalException when it cannot be started
     */
    public static LakeProgram start(String... arguments) {
        return started(List.of(), Map.of(), arguments);
    }

    /**
     * As {@link #start}, of a command whose first answer is waited for.
     *
     * @param environment what is set beside our own
     */
    public static LakeProgram soon(Map<String, String> environment, String... arguments) {
        return started(List.of(SOON), environment, arguments);
    }

    private static LakeProgram started(List<String> options, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dfile.encoding=UTF-8"));
        command.addAll(options);
        command.addAll(List.of("-cp", jar().toString(), MAIN));
        command.addAll(List.of(arguments));
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().putAll(environment);
            return new LakeProgram(builder.start());
        } catch (IOException e) {
            throw failed(e.getMessage(), e);
        }
    }

    private static FatalException failed(String why, Throwable cause) {
        return new FatalException("Cannot read the lake: " + why, cause);
    }

    /** In a folder beside that of the program which asks, in a project that was built and in the image. */
    private static Path jar() {
        try {
            Path own = Path.of(LakeProgram.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Stream.iterate(own, folder -> folder != null, Path::getParent)
                    .flatMap(folder -> Stream.of("binance-consumer/target", "binance-consumer")
                            .map(place -> folder.resolve(place).resolve(JAR)))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow(() -> new FatalException(
                            "Cannot read the lake: there is no " + JAR + " for " + own + " (./candlestream build)"));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private void readErrors() {
        try (BufferedReader said = process.errorReader(StandardCharsets.UTF_8)) {
            said.lines().filter(LakeProgram::isMessage).forEach(line -> error = Optional.of(line));
        } catch (IOException | UncheckedIOException e) {
            // It was ended.
        }
    }

    /** Not a line of a trace, which stands behind what it is about. */
    private static boolean isMessage(String line) {
        return !line.isBlank() && !Character.isWhitespace(line.charAt(0)) && !line.startsWith("Caused by: ");
    }

    /** Asks {@code question}, one line. For one thread at a time. */
    public void ask(String question) {
        try {
            asking.write(question);
            asking.newLine();
            asking.flush();
        } catch (IOException e) {
            requireEnd();
            throw failed(e.getMessage(), e);
        }
    }

    /**
     * The next line that it says; empty once it has ended well.
     *
     * @throws FatalException when it has ended otherwise, with the last line of its errors
     */
    public Optional<String> line() {
        try {
            String line = reader.readLine();
            if (line == null) {
                requireEnd();
            }
            return Optional.ofNullable(line);
        } catch (IOException e) {
            throw failed(e.getMessage(), e);
        }
    }

    /** The lines that it says to its end. */
    public Iterator<String> lines() {
        return lines(this::line);
    }

    /** The lines that it says to a question, up to an empty one. What is left of the answer before is skipped. */
    public Iterator<String> asked(String question) {
        while (answer().isPresent()) {
            // An answer that nobody has read to its end.
        }
        ask(question);
        answering = true;
        return lines(this::answer);
    }

    private static Iterator<String> lines(Supplier<Optional<String>> source) {
        return Stream.iterate(source.get(), Optional::isPresent, line -> source.get())
                .map(Optional::orElseThrow)
                .iterator();
    }

    /** The next line of an answer; empty at its end. */
    private Optional<String> answer() {
        if (!answering) {
            return Optional.empty();
        }
        String line = line().orElseThrow(LakeProgram::ended);
        answering = !line.isEmpty();
        return Optional.of(line).filter(text -> answering);
    }

    /** What to throw when it has ended well while an answer was waited for. */
    public static FatalException ended() {
        return new FatalException("Cannot read the lake: its program ended amid an answer");
    }

    private void requireEnd() {
        try {
            int code = process.waitFor();
            errors.join();
            if (code != 0) {
                throw new FatalException(
                        "Cannot read the lake: " + error.orElse("its program ended with exit code " + code));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the lake was read", e);
        }
    }

    /** Ends it, whatever it does. */
    @Override
    public void close() {
        process.destroy();
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
