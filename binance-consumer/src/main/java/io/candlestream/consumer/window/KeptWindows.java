package io.candlestream.consumer.window;

import io.candlestream.consumer.sink.SourcePartition;
import io.candlestream.consumer.stream.Decoded;
import io.candlestream.consumer.stream.Decoded.Accepted;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowDecoder;
import io.candlestream.consumer.stream.WindowStream;
import io.candlestream.consumer.stream.WindowStream.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The open windows of one partition of a topic, kept on the heap of the executor that reads it from one batch to the next. They know all records
 * from an offset on up to another; where a batch begins behind that, as after a restart, or when Spark has another executor read the partition,
 * they are made again of the topic.
 *
 * <p>One task at a time holds them. A task that fails leaves behind what it added: that comes again, and adds nothing. What a batch has written
 * counts as known once the next one begins behind it: some sinks commit after the task, and a batch that they did not take comes again.
 */
public final class KeptWindows<U extends Row, R extends Row> {
    private static final Map<Key, KeptWindows<?, ?>> KEPT = new ConcurrentHashMap<>();
    /** Windows of partitions that others read by now. */
    private static final Duration UNUSED = Duration.ofMinutes(10);

    /** By so much the clocks of exchange and brokers may differ. */
    private static final Duration CLOCKS = Duration.ofMinutes(1);

    /** So long a task waits for one that should have ended. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Records of the past after which the windows that are over are closed. */
    private static final int SETTLED = 10_000;

    private final WindowStream<U, R> type;
    private final SourcePartition source;
    private final ReentrantLock held = new ReentrantLock();
    private Windows<U, R> windows;
    /** Known are the records from here on, up to the next one that is not. */
    private long first;

    private long next = -1;
    /** Behind the records of a batch whose rows a task has written, and which may not be committed; -1 for none. */
    private long pending = -1;
    /** Whether windows were closed before their batch was written: if it comes again, they are made again. */
    private boolean forgot;

    private volatile long used = System.nanoTime();

    private record Key(String run, String stream, SourcePartition source) {
        boolean isOlderThan(String now, String of, SourcePartition from) {
            return !run.equals(now) && stream.equals(of) && source.equals(from);
        }
    }

    private KeptWindows(WindowStream<U, R> type, SourcePartition source) {
        this.type = type;
        this.source = source;
        this.windows = type.open();
    }

    /**
     * Those of {@code source}, for this thread alone until {@link #release}.
     *
     * @param run tells the windows of one start of the query from those of another, {@code stream} those of one stream
     */
    @SuppressWarnings("unchecked") // the key names the stream
    public static <U extends Row, R extends Row> KeptWindows<U, R> hold(
            String run, String stream, WindowStream<U, R> type, SourcePartition source) throws InterruptedException {
        long now = System.nanoTime();
        KEPT.entrySet()
                .removeIf(kept -> (now - kept.getValue().used > UNUSED.toNanos()
                                || kept.getKey().isOlderThan(run, stream, source))
                        && !kept.getValue().held.isLocked());
        KeptWindows<U, R> kept = (KeptWindows<U, R>)
                KEPT.computeIfAbsent(new Key(run, stream, source), key -> new KeptWindows<>(type, source));
        if (!kept.held.tryLock(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException(
                    "Another task has held the windows of " + source + " for " + PATIENCE.toSeconds() + " s");
        }
        kept.used = now;
        return kept;
    }

    /** Another thread may have them. */
    public void release() {
        held.unlock();
    }

    /**
     * Sees to it that all records before {@code offset} are known that matter, of the topic where they are not.
     *
     * @param published epoch milliseconds of the record that comes next
     * @param toCome offsets of records that matter, however long before they were published
     * @return what was done to this end, in a line; nothing in most batches
     */
    public Optional<String> reach(long offset, long published, List<Long> toCome, RowDecoder<U> decoder) {
        if (pending >= 0 && offset >= pending) {
            windows.settle();
            next = Math.max(next, pending);
        } else if (forgot) {
            next = -1;
        }
        forgot = false;
        pending = -1;
        if (first <= offset && offset <= next) {
            return Optional.empty();
        }
        long begun = System.nanoTime();
        next = -1;
        windows = type.open();
        long from = published - type.reach().toMillis();
        windows.knowFrom(from + CLOCKS.toMillis());
        long[] added = new long[1];
        TopicPast.Read read = TopicPast.read(source, from, offset, toCome, value -> accepted(
                        decoder.decode(value, published))
                .ifPresent(update -> {
                    windows.add(update);
                    if (++added[0] % SETTLED == 0) { // all of it is stored, and history opens a window with each record
                        windows.settle();
                    }
                }));
        windows.settle();
        if (read.first() == 0) { // all that the topic ever held
            windows.knowFrom(Long.MIN_VALUE);
        }
        first = read.first();
        next = offset;
        return read.records() == 0 && !read.cut()
                ? Optional.empty()
                : Optional.of(
                        "made the open windows of " + source + " again of " + read.records() + " records before offset "
                                + offset + ", in "
                                + Duration.ofNanos(System.nanoTime() - begun).toMillis() + " ms"
                                + (read.cut()
                                        ? "; the topic begins too late for that: windows before "
                                                + Instant.ofEpochMilli(read.published()) + " are known in part"
                                        : ""));
    }

    /** Whether the record of {@code offset} is in what is stored. */
    public boolean knows(long offset) {
        return offset < next;
    }

    /** Takes an update into its windows that are not closed; returns where those begin that are, or that are known in part alone. */
    public List<Long> add(U update) {
        return windows.add(update);
    }

    /** The record of {@code update}, where it tells of so late a time that another start amid its windows would not read it again. */
    public Optional<ToCome> toCome(U update, long offset, long published) {
        long time = type.time(update);
        return time > published + CLOCKS.toMillis()
                ? Optional.of(new ToCome(
                        source, offset, published, time + type.reach().toMillis()))
                : Optional.empty();
    }

    /** The rows of the windows that have changed. */
    public Iterable<List<R>> changed() {
        return windows.changed();
    }

    /** What has changed so far was handed to the sinks, amid a batch: closes the windows that are over. */
    public void forget() {
        windows.settle();
        forgot = true;
    }

    /** How many windows are open. */
    public int size() {
        return windows.size();
    }

    /** What has changed is written, with all records before {@code offset}: it counts when the next batch begins there. */
    public void written(long offset) {
        pending = offset;
    }

    private static <U extends Row> Optional<U> accepted(Decoded<U> decoded) {
        return decoded instanceof Accepted<U> accepted ? Optional.of(accepted.row()) : Optional.empty();
    }
}
