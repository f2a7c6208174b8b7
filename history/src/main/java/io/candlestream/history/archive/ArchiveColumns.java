package io.candlestream.history.archive;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The columns of one kind of file, which come in one order; a line above them may name them in any case, with or without
 * underscores, spaces and quotes. Those behind the last one mean nothing.
 *
 * @param names of each that are in use, in lower case; the first is the archive's own
 */
record ArchiveColumns(List<List<String>> names) {
    /** How many have a meaning. */
    int count() {
        return names.size();
    }

    /** A column for a message, such as {@code column 8 (quote_volume)}. */
    String named(int index) {
        return "column " + (index + 1) + " (" + names.get(index).get(0) + ")";
    }

    /** The cells of a line, without the spaces and quotes around them. */
    static String[] cells(String line) {
        String[] cells = line.split(",", -1);
        for (int i = 0; i < cells.length; i++) {
            String cell = cells[i].strip();
            boolean quoted = cell.length() > 1 && cell.startsWith("\"") && cell.endsWith("\"");
            cells[i] = quoted ? cell.substring(1, cell.length() - 1).strip() : cell;
        }
        return cells;
    }

    /** Whether no cell begins as a number does, as in no row. */
    static boolean isHeader(String[] cells) {
        for (String cell : cells) {
            if (!cell.isEmpty() && "0123456789+-.".indexOf(cell.charAt(0)) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** What a header has that is not expected; empty when it names the columns in their order. */
    Optional<String> unexpected(String[] header) {
        for (int i = 0; i < count(); i++) {
            String found = i < header.length ? header[i] : "";
            if (names.get(i).stream().noneMatch(name -> plain(name).equals(plain(found)))) {
                return Optional.of("'" + found + "' stands where " + named(i) + " is expected");
            }
        }
        return Optional.empty();
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace(" ", "");
    }
}
