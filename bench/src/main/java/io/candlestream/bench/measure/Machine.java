package io.candlestream.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What this machine is, in one line. */
public final class Machine {
    private Machine() {}

    /** Such as {@code 2 cores (Intel Xeon), 23 GB, Linux 6.1, JDK 17.0.17}. */
    public static String line() {
        return String.format(
                Locale.ROOT,
                "%d cores (%s), %.0f GB, %s %s, JDK %s",
                Runtime.getRuntime().availableProcessors(),
                value("/proc/cpuinfo", "model name"),
                number(value("/proc/meminfo", "MemTotal")) / (1024.0 * 1024),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("java.version"));
    }

    private static double number(String text) {
        String digits = text.replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Long.parseLong(digits);
    }

    private static String value(String file, String key) {
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
