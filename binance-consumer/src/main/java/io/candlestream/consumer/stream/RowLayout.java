package io.candlestream.consumer.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a sink has to know of a stream's rows: their fields and the keys by which a store tells them apart.
 *
 * @param definition the name of the table that this project defines, such as {@code assets} in {@code cassandra/assets.cql}
 * @param table the name of the table that is written to
 * @param fields all fields, those of the key included
 * @param partitionKey the names of the fields that {@link Row#partition()} stands for
 * @param clusteringKey the name of the field that {@link Row#clustering()} is
 * @param shown the names of the fields that a person sees first
 */
public record RowLayout<R extends Row>(
        String definition,
        String table,
        List<Field<R>> fields,
        List<String> partitionKey,
        String clusteringKey,
        List<String> shown) {
    /** The names of the partition key's fields and of the clustering key. */
    public List<String> primaryKey() {
        return Stream.concat(partitionKey.stream(), Stream.of(clusteringKey)).toList();
    }

    /**
     * The values of the partition key's fields: texts, and times as {@link Instant}.
     *
     * @param partition the value of the only field, or those of all with a space between, times in epoch milliseconds
     * @throws IllegalArgumentException when it is not of that form
     */
    public List<Object> keyValues(String partition) {
        List<Object> values = new ArrayList<>();
        String left = partition;
        for (int i = partitionKey.size() - 1; i > 0; i--) { // from its end: a text may have a space, a time has none
            int space = left.lastIndexOf(' ');
            if (space < 0) {
                throw new IllegalArgumentException(
                        "Cannot read " + table + ": '" + partition + "' is no " + String.join(" and ", partitionKey));
            }
            values.add(0, keyValue(partitionKey.get(i), left.substring(space + 1)));
            left = left.substring(0, space);
        }
        values.add(0, keyValue(partitionKey.get(0), left));
        return List.copyOf(values);
    }

    private Object keyValue(String name, String text) {
        boolean time = fields.stream().anyMatch(field -> field.name().equals(name) && field instanceof Field.OfTime<R>);
        return time ? Instant.ofEpochMilli(Long.parseLong(text)) : text;
    }

    /** The fields that a person sees first, in that order. */
    public List<Field<R>> shownFields() {
        return shown.stream()
                .flatMap(name -> fields.stream().filter(field -> field.name().equals(name)))
                .toList();
    }
}
