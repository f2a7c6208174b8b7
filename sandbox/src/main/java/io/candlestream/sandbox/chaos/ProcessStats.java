package io.candlestream.sandbox.chaos;

import io.candlestream.sandbox.server.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a program takes of the machine at one moment, as {@code /proc} tells; zeros where there is no such thing, or no
 * such process.
 *
 * @param pid changes when the program is started again
 */
record ProcessStats(long pid, long residentMegabytes, long threads, long descriptors) {
    static ProcessStats of(ChildJvm program) {
        Path proc = Path.of("/proc", String.valueOf(program.pid()));
        try (Stream<Path> descriptors = Files.list(proc.resolve("fd"))) {
            List<String> status = Files.readAllLines(proc.resolve("status"));
            return new ProcessStats(
                    program.pid(), number(status, "VmRSS:") / 1024, number(status, "Threads:"), descriptors.count());
        } catch (IOException e) {
            return new ProcessStats(program.pid(), 0, 0, 0);
        }
    }

    private static long number(List<String> status, String key) {
        return status.stream()
                .filter(line -> line.startsWith(key))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    /** As a cell of a table. */
    @Override
    public String toString() {
        return pid + ", " + residentMegabytes + ", " + threads + ", " + descriptors;
    }
}
