package io.candlestream.runtime.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigResolveOptions;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Puts a program's settings together. What stands further left wins: system property, environment, file
 * ({@code CANDLESTREAM_CONFIG}), {@code reference.conf}.
 *
 * @param main the program, whose class loader finds its {@code reference.conf}
 * @param root the path under which all its settings stand
 * @param open the paths, relative to {@code root}, under which any key may stand; with {@code .*} behind, any block may
 * @param moved where a setting stands now that stood at a path in an earlier version
 */
public record SettingsLoader(Class<?> main, String root, Set<String> open, Function<String, Optional<String>> moved) {
    /** The environment variable that names a settings file in HOCON, JSON or properties. */
    public static final String FILE_VARIABLE = "CANDLESTREAM_CONFIG";

    /** Ends a path below which blocks of any name may stand. */
    private static final String BLOCKS = ".*";

    /** Begins a value that is no default of anything. */
    private static final String MARK = "set by ";

    private static final ConfigResolveOptions NO_SYSTEM = ConfigResolveOptions.noSystem();

    /** Of a program that has kept each setting where it stood. */
    public SettingsLoader(Class<?> main, String root, Set<String> open) {
        this(main, root, open, path -> Optional.empty());
    }

    /** The settings of this process. */
    public Settings load() {
        return load(System.getenv(), System.getProperties());
    }

    /**
     * The settings under the given environment and system properties.
     *
     * @throws SettingsException for an unknown key, a misspelt variable or a file that cannot be read
     */
    public Settings load(Map<String, String> environment, Properties properties) {
        Config reference = ConfigFactory.parseResources(main.getClassLoader(), "reference.conf")
                .withOnlyPath(root);
        Config defaults = reference.resolve(NO_SYSTEM).getConfig(root);
        Variables variables = Variables.of(main.getClassLoader(), root);
        variables.refuseMisspelt(environment);
        Config fromEnvironment = given(reference, variables.known(environment), defaults);
        Set<String> known = Settings.keys(defaults);
        Config file = under(file(environment.get(FILE_VARIABLE)), "the file " + environment.get(FILE_VARIABLE), known);
        Config system = under(ConfigFactory.parseProperties(properties), "the system properties", known);
        Config merged = system.withFallback(fromEnvironment).withFallback(file).withFallback(defaults);
        Map<String, String> variableByPath = new TreeMap<>();
        for (String name : variables.names()) {
            touched(reference, Set.of(name), defaults).forEach(path -> variableByPath.put(path, name));
        }
        return new Settings(merged, root, variableByPath);
    }

    private static Config file(String name) {
        if (name == null || name.isBlank()) {
            return ConfigFactory.empty();
        }
        File file = new File(name);
        if (!file.canRead()) {
            throw new SettingsException(
                    "Cannot read the settings file " + name + " (" + FILE_VARIABLE + "): no such file");
        }
        try {
            return ConfigFactory.parseFile(file).resolve();
        } catch (ConfigException e) {
            throw new SettingsException("Cannot read the settings file " + name + ": " + e.getMessage(), e);
        }
    }

    private Config under(Config config, String origin, Set<String> known) {
        if (!config.hasPath(root)) {
            return ConfigFactory.empty();
        }
        Config own = config.getConfig(root);
        for (String path : Settings.keys(own)) {
            if (!known.contains(path) && !isOpen(path, known)) {
                moved.apply(path).ifPresent(now -> {
                    throw new SettingsException(
                            "Setting " + root + "." + path + " in " + origin + " is now " + root + "." + now);
                });
                throw new SettingsException(
                        "Unknown setting " + root + "." + path + " in " + origin + Spelling.hint(path, known));
            }
        }
        return own;
    }

    private boolean isOpen(String path, Set<String> known) {
        return open.stream()
                .anyMatch(table -> table.endsWith(BLOCKS)
                        ? isOfBlock(path, table.substring(0, table.length() - BLOCKS.length()) + ".", known)
                        : path.startsWith(table + "."));
    }

    /**
     * Whether {@code path} is in a block below {@code table} that the reference does not have, or a key that another block there has:
     * a block may say what its template says, and the program checks its keys.
     */
    private static boolean isOfBlock(String path, String table, Set<String> known) {
        if (!path.startsWith(table)) {
            return false;
        }
        String[] parts = path.substring(table.length()).split("\\.", 2);
        List<String> there =
                known.stream().filter(other -> other.startsWith(table)).toList();
        return there.stream().noneMatch(other -> other.startsWith(table + parts[0] + "."))
                || there.stream()
                        .map(other -> other.substring(table.length()).split("\\.", 2))
                        .anyMatch(other -> parts.length > 1 && other.length > 1 && other[1].equals(parts[1]));
    }

    /** What the given variables set, also where that is what the default says: a file must not win against it. */
    private Config given(Config reference, Map<String, String> variables, Config defaults) {
        Config result = resolved(reference, variables);
        Set<String> set = touched(reference, variables.keySet(), defaults);
        for (String path : Settings.keys(result)) {
            if (!set.contains(path)) {
                result = result.withoutPath(path);
            }
        }
        return result;
    }

    /** The paths that the given variables set, whatever their values: those that a value which is no default changes. */
    private Set<String> touched(Config reference, Set<String> variables, Config defaults) {
        Config marked = resolved(
                reference, variables.stream().collect(Collectors.toMap(Function.identity(), name -> MARK + name)));
        return Settings.keys(marked).stream()
                .filter(path ->
                        !defaults.hasPath(path) || !marked.getValue(path).equals(defaults.getValue(path)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Config resolved(Config reference, Map<String, String> variables) {
        return reference
                .withFallback(ConfigFactory.parseMap(variables))
                .resolve(NO_SYSTEM)
                .getConfig(root);
    }
}
