package io.candlestream.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A program with all the processes that it started, as {@code /proc} tells of them; zeros where there is no such thing. */
public final class ProcessTree {
    /** Of {@code /proc/pid/stat}; Linux counts so for every program, whatever the kernel's own clock is. */
    private static final double TICKS_PER_SECOND = 100;

    /** Where user time stands behind the name, which is in brackets; then come system time and the same of ended children. */
    private static final int USER_TIME = 11;

    private final ProcessHandle root;
    private volatile List<ProcessHandle> members;

    public ProcessTree(long pid) {
        this.root = ProcessHandle.of(pid).orElseThrow(() -> new IllegalStateException("Process " + pid + " has ended"));
        this.members = List.of(root);
    }

    /** Looks for processes that were started since; costs a walk over all processes of the machine. */
    void refresh() {
        members = Stream.concat(Stream.of(root), root.descendants()).toList();
    }

    /** The CPU time that it has used up, ended children included, in seconds. */
    public double cpuSeconds() {
        return members.stream().mapToDouble(ProcessTree::cpuSeconds).sum();
    }

    /** The most memory that each of its processes ever had resident, added up, in megabytes. */
    double peakMegabytes() {
        return members.stream().mapToDouble(ProcessTree::peakMegabytes).sum();
    }

    private static double cpuSeconds(ProcessHandle process) {
        String stat = read(process, "stat");
        if (stat.isEmpty()) {
            return 0;
        }
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Arrays.stream(fields, USER_TIME, USER_TIME + 4)
                        .mapToLong(Long::parseLong)
                        .sum()
                / TICKS_PER_SECOND;
    }

    private static double peakMegabytes(ProcessHandle process) {
        return read(process, "status")
                .lines()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                .sum();
    }

    private static String read(ProcessHandle process, String file) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(process.pid()), file));
        } catch (IOException e) {
            return ""; // it has ended, or this is no Linux
        }
    }
}
