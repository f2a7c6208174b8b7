package io.candlestream.certify;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import picocli.CommandLine;

/** The command certify in a test, which hears what its last run said. */
final class TestCertify {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Runs it over {@code store}; returns the exit code. */
    int run(DayStore store, String... arguments) {
        return at(Clock.systemUTC(), arguments).run(work -> work.accept(store));
    }

    /** One that begins at the time of {@code clock}. */
    CertifyRun at(Clock clock, String... arguments) {
        out.reset();
        PrintStream text = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new CertifyRun(options(arguments), Optional.empty(), "test", text, clock);
    }

    static CertifyOptions options(String... arguments) {
        CertifyOptions options = new CertifyOptions();
        new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
        return options;
    }

    String said() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
