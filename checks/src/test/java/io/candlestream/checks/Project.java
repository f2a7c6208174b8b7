package io.candlestream.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The project that is looked at: the system property {@code candlestream.home}. */
public final class Project {
    public static final Path ROOT = Path.of(System.getProperty("candlestream.home"));

    private Project() {}

    public static String text(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
