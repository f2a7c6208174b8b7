package io.candlestream.consumer.window;

import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.WindowStream.Windows;
import io.candlestream.derive.metrics.OpenWindows;
import io.candlestream.derive.metrics.OpenWindows.Changed;
import io.candlestream.derive.metrics.TimeWindow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * The open windows of all symbols of a partition, each closed by the times of its own updates.
 *
 * @param <U> what the topic tells
 * @param <T> what of it a window takes
 */
public final class SymbolWindows<U extends Row, T, W extends TimeWindow<T>, R extends Row> implements Windows<U, R> {
    private final Function<U, String> symbol;
    private final Function<U, T> update;
    private final ToLongFunction<U> collectedAt;
    private final Supplier<OpenWindows<T, W>> opened;
    private final BiFunction<U, Changed<W>, R> row;
    private final Map<String, OfSymbol<U, T, W>> symbols = new HashMap<>();
    private long whole = Long.MIN_VALUE;

    /** @param first the first row of the symbol, by which others name it */
    private record OfSymbol<U, T, W extends TimeWindow<T>>(U first, OpenWindows<T, W> windows) {}

    /**
     * None yet.
     *
     * @param collectedAt epoch milliseconds at which the producer received it
     * @param opened makes the windows of another symbol
     * @param row makes a window's row, of it and of any row of its symbol
     */
    public SymbolWindows(
            Function<U, String> symbol,
            Function<U, T> update,
            ToLongFunction<U> collectedAt,
            Supplier<OpenWindows<T, W>> opened,
            BiFunction<U, Changed<W>, R> row) {
        this.symbol = symbol;
        this.update = update;
        this.collectedAt = collectedAt;
        this.opened = opened;
        this.row = row;
    }

    @Override
    public List<Long> add(U told) {
        return symbols.computeIfAbsent(symbol.apply(told), key -> new OfSymbol<>(told, open()))
                .windows()
                .add(update.apply(told), collectedAt.applyAsLong(told));
    }

    private OpenWindows<T, W> open() {
        OpenWindows<T, W> windows = opened.get();
        windows.knowFrom(whole);
        return windows;
    }

    @Override
    public void knowFrom(long time) {
        whole = time;
        symbols.values().forEach(of -> of.windows().knowFrom(time));
    }

    @Override
    public Collection<List<R>> changed() {
        List<List<R>> groups = new ArrayList<>();
        for (OfSymbol<U, T, W> of : symbols.values()) {
            List<R> rows = of.windows().changed().stream()
                    .map(changed -> row.apply(of.first(), changed))
                    .toList();
            if (!rows.isEmpty()) {
                groups.add(rows);
            }
        }
        return groups;
    }

    @Override
    public void settle() {
        symbols.values().forEach(of -> of.windows().settle());
    }

    @Override
    public int size() {
        return symbols.values().stream().mapToInt(of -> of.windows().size()).sum();
    }
}
