package io.candlestream.bench.measure;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The time in which the work was done, and what it took of the machine. */
public record MeasuredWindow(double seconds, double clientCpu, double serverCpu) {
    /** From the last sample before the first write to the first sample with all of them; empty when nothing was written. */
    static Optional<MeasuredWindow> ofWrites(List<ProcessSample> samples) {
        long before = samples.get(0).writes();
        long after = samples.get(samples.size() - 1).writes();
        return IntStream.range(1, samples.size())
                .filter(i -> samples.get(i).writes() != before)
                .mapToObj(first -> samples.get(first - 1))
                .findFirst()
                .map(start -> between(
                        start,
                        samples.stream()
                                .filter(sample -> sample.writes() == after)
                                .findFirst()
                                .orElseThrow()));
    }

    /** From {@code start} to {@code end}, both by {@link System#nanoTime()}; CPU as of the samples next to them. */
    static MeasuredWindow ofTimes(List<ProcessSample> samples, long start, long end) {
        MeasuredWindow cpu = between(nearest(samples, start), nearest(samples, end));
        return new MeasuredWindow((end - start) / 1e9, cpu.clientCpu, cpu.serverCpu);
    }

    private static ProcessSample nearest(List<ProcessSample> samples, long time) {
        return samples.stream()
                .reduce((a, b) -> Math.abs(b.at() - time) < Math.abs(a.at() - time) ? b : a)
                .orElseThrow();
    }

    private static MeasuredWindow between(ProcessSample start, ProcessSample end) {
        return new MeasuredWindow(
                (end.at() - start.at()) / 1e9,
                end.clientCpu() - start.clientCpu(),
                end.serverCpu() - start.serverCpu());
    }
}
