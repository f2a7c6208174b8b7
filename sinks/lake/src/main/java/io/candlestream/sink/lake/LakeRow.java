package io.candlestream.sink.lake;

import java.util.List;
import org.apache.iceberg.StructLike;

/** A row of ours as Iceberg's writers read it: value by value, and none is kept. Used again for each row. */
final class LakeRow<R> implements StructLike {
    private final List<LakeColumn<R>> columns;
    private R row;

    LakeRow(List<LakeColumn<R>> columns) {
        this.columns = columns;
    }

    LakeRow<R> of(R next) {
        row = next;
        return this;
    }

    @Override
    public int size() {
        return columns.size();
    }

    @Override
    public <T> T get(int place, Class<T> type) {
        return type.cast(columns.get(place).value().apply(row));
    }

    @Override
    public <T> void set(int place, T value) {
        throw new UnsupportedOperationException("rows are only read");
    }
}
