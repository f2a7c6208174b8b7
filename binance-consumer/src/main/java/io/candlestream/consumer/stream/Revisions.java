package io.candlestream.consumer.stream;

import io.candlestream.consumer.stream.StoredRanges.VersionedRow;
import io.candlestream.runtime.settings.Settings;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * What stays of a row that a newer version with other values replaces: a row of a table of its own. Knows no sink; travels to the executors.
 *
 * @param <R> the rows that are compared
 * @param <V> the rows that tell of a change, whose identity is that of the row and the version that came
 */
public interface Revisions<R extends Row, V extends Row> extends Serializable {
    /** Whether they are kept. */
    enum Kept {
        NO,
        WHERE_THEIR_TABLE_IS,
        YES;

        /** What a block of a stream says of them. */
        public static Kept of(Settings block) {
            if (block.optional("revisions").isEmpty()) {
                return WHERE_THEIR_TABLE_IS;
            }
            return block.flag("revisions") ? YES : NO;
        }
    }

    /** The fields and keys of the rows that tell of changes. */
    RowLayout<V> layout();

    /** Whether the key of its rows tells them from those of {@code other}, so that both may share a table. */
    default boolean sharesTable(Revisions<?, ?> other) {
        return false;
    }

    /** Whether they are kept. */
    Kept kept();

    /** Whether any sink is to keep them. */
    default boolean wanted() {
        return kept() != Kept.NO;
    }

    /** Whether a sink without their table is refused; else it keeps none. */
    default boolean required() {
        return kept() == Kept.YES;
    }

    /** The columns of stored rows that are compared and kept; the first that is not of their key is one that every row has. */
    List<String> columns();

    /** Whether a row of its kind is ever replaced by a change, as an open candle is not. */
    boolean counts(R row);

    /** Whether {@code row}, which counts, may stand in place of one that counts too: then what is stored is looked at. */
    boolean mayReplace(R row);

    /** The clustering key up to which rows are read together with that of {@code key}. */
    long to(long key);

    /** Of one key what stands there, as far as it is stored. */
    Standing<R, V> standing(Optional<VersionedRow> stored);

    /** What stands under one key while rows come to it. */
    interface Standing<R, V> {
        /** Takes the next row of the key and returns what it changes: nothing when it is older, or says the same. */
        Optional<V> next(R row);
    }
}
