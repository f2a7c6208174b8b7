package io.candlestream.checks.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings of one {@code reference.conf} as rows of a table: key, variable, default, first sentence of the comment. It
 * is read as the text that it is, because the comments are what matters here.
 */
final class SettingsTable {
    private static final Pattern BLOCK = Pattern.compile("([\\w.-]+) \\{(})?");
    private static final Pattern VALUE = Pattern.compile("([\\w.-]+) = (.+)");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{\\?(\\w+)}");
    private static final Pattern SENTENCE = Pattern.compile("(.+?[.?])(?: [A-Z0-9].*)?");

    private static final String OPEN = ".*";

    private final List<String> rows = new ArrayList<>();
    private final List<String> path = new ArrayList<>();
    private final List<String> comment = new ArrayList<>();
    /** The key whose variable is yet to come. */
    private Optional<Key> open = Optional.empty();
    /** Of several keys in a row the first has the comment of all. */
    private String meaning = "";

    private record Key(String name, String value, String variable) {}

    private SettingsTable() {}

    static List<String> rows(String conf) {
        SettingsTable table = new SettingsTable();
        conf.lines().map(String::strip).forEach(table::line);
        return table.rows;
    }

    private void line(String line) {
        Matcher block = BLOCK.matcher(line);
        Matcher value = VALUE.matcher(line);
        if (line.startsWith("#")) {
            finish();
            comment.add(line.substring(1).strip());
        } else if (block.matches()) {
            finish();
            begin(block.group(1), block.end(2) >= 0);
        } else if (line.equals("}")) {
            finish();
            path.remove(path.size() - 1);
        } else if (value.matches()) {
            set(value.group(1), value.group(2));
        } else if (line.isEmpty()) {
            finish();
            comment.clear();
            meaning = "";
        }
    }

    /** A block may be open to any key, which has a row then; it is not once one of its keys has a variable. */
    private void begin(String name, boolean empty) {
        if (!comment.isEmpty() && !path.isEmpty()) {
            row(name + OPEN, "", "", firstSentence());
        }
        if (!empty) {
            path.add(name);
        }
        comment.clear();
    }

    private void set(String key, String text) {
        Matcher variable = VARIABLE.matcher(text);
        if (variable.matches()) {
            open = open.map(known -> new Key(known.name, known.value, variable.group(1)));
            rows.removeIf(row -> row.startsWith("| `" + parent() + OPEN + "`"));
            finish();
            return;
        }
        finish();
        if (!comment.isEmpty()) {
            meaning = firstSentence();
            comment.clear();
        }
        open = Optional.of(new Key(key, text, ""));
    }

    private void finish() {
        open.ifPresent(key -> {
            if (!meaning.isEmpty()) {
                row(key.name, key.variable, key.value, meaning);
            }
        });
        open = Optional.empty();
    }

    /** The path under the program's own root. */
    private String parent() {
        return String.join(".", path.subList(1, path.size()));
    }

    private void row(String key, String variable, String value, String words) {
        String plain = value.replaceAll("^\"|\"$", "");
        rows.add("| `" + (parent().isEmpty() ? "" : parent() + ".") + key + "` | " + code(variable) + " | "
                + code(plain) + " | " + words.replace("|", "\\|") + " |");
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }

    private String firstSentence() {
        Matcher sentence = SENTENCE.matcher(String.join(" ", comment));
        return sentence.matches() ? sentence.group(1) : String.join(" ", comment);
    }
}
