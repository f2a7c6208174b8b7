package io.candlestream.consumer.stream;

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

    /** The fields that a person sees first, in that order. */
    public List<Field<R>> shownFields() {
        return shown.stream()
                .flatMap(name -> fields.stream().filter(field -> field.name().equals(name)))
                .toList();
    }
}
