package io.candlestream.loader.sstable;

/**
 * A column as Cassandra describes it.
 *
 * @param kind {@code partition_key}, {@code clustering}, {@code regular} or {@code static}
 * @param position within a key; -1 outside
 * @param order {@code asc}, {@code desc} or {@code none}
 */
public record TableColumn(String name, String type, String kind, int position, String order) {
    @Override
    public String toString() {
        return name + " " + type + (kind.equals("regular") ? "" : " (" + kind + " " + position + ", " + order + ")");
    }
}
