package io.candlestream.consumer.window;

import io.candlestream.consumer.sink.SourcePartition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The records of a query that tell of a time to come, as long as their windows may be open: a start reads them again, by their offsets. On the
 * driver, which keeps them in the checkpoint.
 */
public final class RecordsToCome {
    /** Of one partition. They are a few by mistake, or all while a clock is wrong: then windows only close later. */
    public static final int MOST = 100;

    private final Consumer<String> save;
    private final List<ToCome> records = new ArrayList<>();

    /**
     * As they were kept.
     *
     * @param kept what was saved last
     * @param save keeps a text
     */
    public RecordsToCome(Optional<String> kept, Consumer<String> save) {
        this.save = save;
        kept.ifPresent(text -> text.lines().forEach(line -> parsed(line).ifPresent(records::add)));
    }

    /** Of a query that keeps none. */
    public static RecordsToCome unkept() {
        return new RecordsToCome(Optional.empty(), text -> {});
    }

    /** Takes those of a batch, before it counts as done: what is known already adds nothing. */
    public synchronized void add(List<ToCome> ofBatch) {
        boolean changed = false;
        for (ToCome next : ofBatch) {
            List<ToCome> own = records.stream()
                    .filter(one -> one.source().equals(next.source()))
                    .toList();
            if (own.stream().noneMatch(one -> one.offset() == next.offset())) {
                List<ToCome> over = own.stream()
                        .filter(one -> one.until() < next.published())
                        .toList();
                records.removeAll(over);
                if (own.size() - over.size() < MOST) {
                    records.add(next);
                    changed = true;
                }
            }
        }
        if (changed) {
            save.accept(records.stream().map(RecordsToCome::line).collect(Collectors.joining("\n")));
        }
    }

    /** By partition, oldest first. */
    public synchronized Map<SourcePartition, List<Long>> offsets() {
        Map<SourcePartition, List<Long>> offsets = new HashMap<>();
        records.stream()
                .sorted((one, other) -> Long.compare(one.offset(), other.offset()))
                .forEach(one -> offsets.computeIfAbsent(one.source(), source -> new ArrayList<>())
                        .add(one.offset()));
        return offsets;
    }

    private static String line(ToCome one) {
        return one.source().topic() + " " + one.source().partition() + " " + one.offset() + " " + one.published() + " "
                + one.until();
    }

    /** What a person has damaged is passed over: it only spares a recomputation. */
    private static Optional<ToCome> parsed(String line) {
        String[] parts = line.split(" ", -1);
        try {
            return Optional.of(new ToCome(
                    new SourcePartition(parts[0], Integer.parseInt(parts[1])),
                    Long.parseLong(parts[2]),
                    Long.parseLong(parts[3]),
                    Long.parseLong(parts[4])));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }
}
