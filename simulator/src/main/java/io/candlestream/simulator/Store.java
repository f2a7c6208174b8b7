package io.candlestream.simulator;

import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Where the history is stored that the exchange plays. */
enum Store {
    ARCHIVE,
    TABLE;

    /** Reads one by the name that a person types. */
    static final class Converter implements ITypeConverter<Store> {
        @Override
        public Store convert(String name) {
            return switch (name) {
                case "archive" -> ARCHIVE;
                case "table" -> TABLE;
                case "lake" ->
                    throw new TypeConversionException(
                            "a lake cannot be played (load its days into the table, or play" + " the archive's files)");
                default -> throw new TypeConversionException("'" + name + "' is no store: archive or table is needed");
            };
        }
    }

    /** Their names, for completion. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("archive", "table").iterator();
        }
    }
}
