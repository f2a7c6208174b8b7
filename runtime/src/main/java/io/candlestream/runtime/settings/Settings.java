package io.candlestream.runtime.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A program's settings, read by path; a bad value is refused by path, value and reason. */
public final class Settings {
    private static final int SHORTEST_SECRET = 12;

    /** Parts of the texts that stand where a secret has yet to be chosen, and of those that everybody tries first. */
    private static final List<String> PLACEHOLDERS =
            List.of("change", "password", "secret", "example", "placeholder", "cassandra", "candlestream", "admin");

    private final Config config;
    private final String root;
    private final Map<String, String> variableByPath;

    Settings(Config config, String root, Map<String, String> variableByPath) {
        this.config = config;
        this.root = root;
        this.variableByPath = variableByPath;
    }

    /** The text at {@code path}; blank is refused. */
    public String text(String path) {
        return optional(path).orElseThrow(() -> refused(path, "must not be empty"));
    }

    /** The text at {@code path}, empty when blank. */
    public Optional<String> optional(String path) {
        return config.hasPath(path)
                ? Optional.of(config.getString(path)).map(String::strip).filter(s -> !s.isEmpty())
                : Optional.empty();
    }

    /**
     * The secret at {@code path}, which the person who runs this has to choose: a short one, and one that looks like the
     * placeholder of an example or is among those that everybody tries first, is refused without being shown.
     */
    public String secret(String path) {
        String secret = text(path);
        String lower = secret.toLowerCase(Locale.ROOT);
        if (secret.length() < SHORTEST_SECRET || PLACEHOLDERS.stream().anyMatch(lower::contains)) {
            throw refused(
                    path,
                    "a secret of your own with at least " + SHORTEST_SECRET
                            + " characters is needed (openssl rand -hex 24 makes one)");
        }
        return secret;
    }

    /** The whole number at {@code path}, between {@code least} and {@code most}, both included. */
    public int number(String path, int least, int most) {
        String expected = "a whole number from " + least + " to " + most + " is needed";
        int value = read(path, () -> config.getInt(path), expected);
        if (value < least || value > most) {
            throw refused(path, expected);
        }
        return value;
    }

    /** The switch at {@code path}; blanks around it do not count. */
    public boolean flag(String path) {
        Config stripped = config.withValue(path, ConfigValueFactory.fromAnyRef(text(path)));
        return read(path, () -> stripped.getBoolean(path), "true or false is needed");
    }

    /** The duration at {@code path}, such as {@code 500 ms} or {@code 2 minutes}; negative is refused. */
    public Duration duration(String path) {
        Duration value = read(path, () -> config.getDuration(path), "a duration such as 500 ms or 2 minutes is needed");
        if (value.isNegative()) {
            throw refused(path, "a duration of at least 0 is needed");
        }
        return value;
    }

    private <T> T read(String path, Supplier<T> value, String expected) {
        try {
            return value.get();
        } catch (ConfigException e) {
            throw refused(path, expected);
        }
    }

    /** The texts at {@code path}: a list, or one text with commas between them; an empty list is refused. */
    public List<String> list(String path) {
        List<String> entries = listOrEmpty(path);
        if (entries.isEmpty()) {
            throw refused(path, "at least one is needed");
        }
        return entries;
    }

    /** As {@link #list}, where there may be none. */
    public List<String> listOrEmpty(String path) {
        List<String> raw = config.getValue(path).valueType() == ConfigValueType.LIST
                ? config.getStringList(path)
                : Arrays.asList(config.getString(path).split(","));
        return raw.stream().map(String::strip).filter(s -> !s.isEmpty()).toList();
    }

    /** The value that {@code parse} makes of the text at {@code path}; {@code expected} says what would be right. */
    public <T> T parsed(String path, Function<String, Optional<T>> parse, String expected) {
        return parse.apply(text(path)).orElseThrow(() -> refused(path, expected));
    }

    /** The keys and texts under {@code path}. Keys keep their dots. */
    public Map<String, String> table(String path) {
        Map<String, String> table = new TreeMap<>();
        config.getConfig(path)
                .entrySet()
                .forEach(e -> table.put(
                        e.getKey().replace("\"", ""),
                        String.valueOf(e.getValue().unwrapped())));
        return table;
    }

    /** Whether anything stands at {@code path}. */
    public boolean has(String path) {
        return config.hasPath(path);
    }

    /** The names of the blocks under {@code path}, in the order of the alphabet. */
    public List<String> blocks(String path) {
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, ConfigValue> entry : config.getObject(path).entrySet()) {
            if (!entry.getKey().matches("[A-Za-z][\\w-]*")) {
                throw new SettingsException("Setting " + root + "." + path + "." + entry.getKey()
                        + ": a name of letters, digits, - and _ is needed");
            } else if (entry.getValue().valueType() == ConfigValueType.OBJECT) {
                names.add(entry.getKey());
            } else if (entry.getValue().valueType() != ConfigValueType.NULL) {
                throw new SettingsException(
                        "Setting " + root + "." + path + "." + entry.getKey() + ": a block in braces is needed");
            }
        }
        Collections.sort(names);
        return names;
    }

    /**
     * The settings of the block at {@code path}, with paths of their own; what it leaves out is as in the block at {@code
     * template}.
     *
     * @throws SettingsException for a key that the template does not have
     */
    public Settings block(String path, String template) {
        Config own = config.getConfig(path);
        Config standard = config.getConfig(template);
        Set<String> known = keys(standard);
        for (String key : keys(own)) {
            if (!known.contains(key)) {
                throw new SettingsException(
                        "Unknown setting " + root + "." + path + "." + key + Spelling.hint(key, known));
            }
        }
        Map<String, String> variables = new TreeMap<>();
        for (String from : List.of(template, path)) {
            variableByPath.forEach((key, name) -> {
                if (key.startsWith(from + ".")) {
                    variables.put(key.substring(from.length() + 1), name);
                }
            });
        }
        return new Settings(own.withFallback(standard), root + "." + path, variables);
    }

    static Set<String> keys(Config config) {
        return config.entrySet().stream().map(Map.Entry::getKey).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The error for the value at {@code path}: names path, variable, value and {@code reason}. */
    public SettingsException refused(String path, String reason) {
        String variable = Optional.ofNullable(variableByPath.get(path))
                .map(name -> " (" + name + ")")
                .orElse("");
        return new SettingsException("Setting " + root + "." + path + variable + " = " + shown(path) + ": " + reason);
    }

    /** Every setting in force except the tables under {@code hidden}, as {@code path = value}, secrets as {@code ***}. */
    public String describe(String... hidden) {
        return config.entrySet().stream()
                .map(Map.Entry::getKey)
                .filter(path -> Arrays.stream(hidden).noneMatch(h -> path.startsWith(h + ".")))
                .sorted()
                .map(path -> path + " = " + shown(path))
                .collect(Collectors.joining(", "));
    }

    private String shown(String path) {
        String value = config.hasPath(path) ? config.getValue(path).render(ConfigRenderOptions.concise()) : "(absent)";
        return Secrets.shown(path, value);
    }
}
