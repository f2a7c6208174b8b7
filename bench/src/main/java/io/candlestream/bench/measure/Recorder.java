package io.candlestream.bench.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Takes a sample every 50 ms, on a thread of its own, from its start until it is stopped. */
public final class Recorder implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofMillis(50);
    private static final int SAMPLES_PER_REFRESH = 20;

    private final ProcessTree client;
    private final List<ProcessTree> servers;
    private final LongSupplier writes;
    private final Thread thread;
    private final List<ProcessSample> samples = new ArrayList<>();
    private double peakMegabytes;
    private double clientCpu;
    private volatile boolean stopped;

    private Recorder(ProcessTree client, List<ProcessTree> servers, LongSupplier writes) {
        this.client = client;
        this.servers = servers;
        this.writes = writes;
        this.thread = new Thread(this::record, "recorder");
        thread.setDaemon(true);
    }

    /** @param writes how many writes the table has taken */
    public static Recorder start(ProcessTree client, List<ProcessTree> servers, LongSupplier writes) {
        Recorder recorder = new Recorder(client, servers, writes);
        recorder.sample();
        recorder.thread.start();
        return recorder;
    }

    private void record() {
        for (int i = 0; !stopped; i++) {
            if (i % SAMPLES_PER_REFRESH == 0) {
                client.refresh();
                servers.forEach(ProcessTree::refresh);
            }
            LockSupport.parkNanos(PERIOD.toNanos());
            sample();
        }
    }

    private synchronized void sample() {
        // What has ended no longer tells what it used.
        clientCpu = Math.max(clientCpu, client.cpuSeconds());
        peakMegabytes = Math.max(peakMegabytes, client.peakMegabytes());
        double serverCpu = servers.stream().mapToDouble(ProcessTree::cpuSeconds).sum();
        samples.add(new ProcessSample(System.nanoTime(), writes.getAsLong(), clientCpu, serverCpu));
    }

    /** From the first write to the last; empty when there was none. */
    public synchronized Optional<MeasuredWindow> windowOfWrites() {
        return MeasuredWindow.ofWrites(samples);
    }

    /** From {@code start} to {@code end}, by {@link System#nanoTime()}. */
    public synchronized MeasuredWindow window(long start, long end) {
        return MeasuredWindow.ofTimes(samples, start, end);
    }

    /** The most memory of the client. */
    public synchronized double peakMegabytes() {
        return peakMegabytes;
    }

    /** Takes the last sample. */
    public void stop() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the recorder stopped", e);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
