package io.candlestream.simulator;

import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Where the history is stored that the exchange plays. */
enum Store {
    ARCHIVE,
    TABLE,
    LAKE;

    /** Reads one by the name that a person types. */
    static final class Converter implements ITypeConverter<Store> {
        @Override
        public Store convert(String name) {
            return switch (name) {
                case "archive" -> ARCHIVE;
                case "table" -> TABLE;
                case "lake" -> LAKE;
                default ->
                    throw new TypeConversionException("'" + name + "' is no store: archive, table or lake is needed");
            };
        }
    }

    /** Their names, for completion. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("archive", "table", "lake").iterator();
        }
    }
}
