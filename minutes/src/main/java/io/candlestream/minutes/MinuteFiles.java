package io.candlestream.minutes;

import io.candlestream.runtime.settings.FatalException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes candles into the files of their minutes; a minute has one thread at a time. One writer a folder: of two programs that change a
 * minute at once, one would take the other's rows away.
 */
public final class MinuteFiles implements AutoCloseable {
    private final MinuteFolder folder;
    private final ExecutorService threads;

    /**
     * @param folder is closed with this
     * @param atOnce how many minutes are written at a time
     */
    public MinuteFiles(MinuteFolder folder, int atOnce) {
        this.folder = folder;
        this.threads = Executors.newFixedThreadPool(atOnce, task -> {
            Thread thread = new Thread(task, "minute-files");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The same without features. */
    public int write(Collection<MinuteCandle> candles) throws IOException, InterruptedException {
        return write(candles, List.of());
    }

    /**
     * Puts {@code candles} into their files, where they are newer than what is there; returns when all are in their places. To do so
     * again changes nothing, so a failure is followed by another attempt with the same candles.
     *
     * @param features of these candles and of others that are there; those of candles that are not go nowhere
     * @return how many files changed
     * @throws IOException with the file and what hinders, which may pass
     * @throws FatalException for what does not pass: a file there that is none of ours, a number of too many digits
     */
    public synchronized int write(Collection<MinuteCandle> candles, Collection<MinuteFeatures> features)
            throws IOException, InterruptedException {
        Map<Instant, List<MinuteCandle>> byMinute =
                candles.stream().collect(Collectors.groupingBy(MinuteCandle::minute));
        Map<Instant, List<MinuteFeatures>> madeByMinute =
                features.stream().collect(Collectors.groupingBy(MinuteFeatures::minute));
        Set<Instant> touched = new TreeSet<>(byMinute.keySet());
        touched.addAll(madeByMinute.keySet());
        List<Future<Integer>> minutes = new ArrayList<>();
        AtomicReference<Exception> failure = new AtomicReference<>();
        touched.forEach(minute -> minutes.add(threads.submit(() -> {
            if (failure.get() != null) {
                return 0;
            }
            try {
                return write(
                        minute, byMinute.getOrDefault(minute, List.of()), madeByMinute.getOrDefault(minute, List.of()));
            } catch (IOException | RuntimeException e) {
                failure.compareAndSet(null, e);
                return 0;
            }
        })));
        int changed = 0;
        for (Future<Integer> minute :
                minutes) { // also those under way when one fails: the next attempt writes the same files
            try {
                changed += minute.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
        if (failure.get() instanceof IOException cause) {
            throw cause;
        } else if (failure.get() instanceof RuntimeException cause) {
            throw cause;
        }
        // Of all that were to change: what an attempt before this one has moved may not be on the disk yet.
        folder.settle(touched.stream()
                .flatMap(minute -> Stream.of(MinuteLayout.values()).map(layout -> layout.path(minute)))
                .toList());
        return changed;
    }

    /** What is clean was raw before, also between the two files. */
    private int write(Instant minute, List<MinuteCandle> candles, List<MinuteFeatures> features) throws IOException {
        int changed = 0;
        for (MinuteLayout layout : MinuteLayout.values()) {
            if (candles.isEmpty() && layout.features().isEmpty()) {
                continue;
            }
            String path = layout.path(minute);
            try {
                Optional<byte[]> bytes = with(layout, path, folder.read(path), candles, features);
                if (bytes.isPresent()) {
                    folder.replace(path, bytes.get());
                    changed++;
                }
            } catch (IOException e) {
                throw new IOException(folder.at() + "/" + path + ": " + e.getMessage(), e);
            }
        }
        return changed;
    }

    private Optional<byte[]> with(
            MinuteLayout layout,
            String path,
            Optional<byte[]> existing,
            List<MinuteCandle> candles,
            List<MinuteFeatures> features) {
        try {
            return MinuteFile.with(layout, existing, candles, features);
        } catch (IOException | IllegalArgumentException e) {
            String wayOut = e instanceof IOException ? " (it was written by another program: move it away)" : "";
            throw new FatalException("Cannot write " + folder.at() + "/" + path + ": " + e.getMessage() + wayOut, e);
        }
    }

    /**
     * Whether files can be written there; makes the folder.
     *
     * @throws IOException when not, with what hinders
     */
    public void check() throws IOException {
        folder.check();
    }

    /** Where the files are. */
    public String at() {
        return folder.at();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        folder.close();
    }
}
