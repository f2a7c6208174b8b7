package io.candlestream.checks.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.checks.Project;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code completion/candlestream.bash} completes every command, option and value that the built programs know. */
class CompletionTest {
    private static final String SCRIPT = "completion/candlestream.bash";
    private static final String WRITE = "candlestream.write";
    private static final String COMMAND = "mvn package -Pquick,whole -DskipTests=false -Dtest=CompletionTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -D" + WRITE + "=true";

    private static final List<String> PROGRAMS = List.of("sandbox", "tools", "loader", "bench", "binance-producer");

    /** What the programs take that read their arguments without a parser, and the launcher's own commands. */
    private static final String ACCEPT_LOSS = "--accept-loss";

    @Test
    void theScriptIsWhatTheProgramsKnow() throws IOException, ReflectiveOperationException {
        String wanted;
        try (URLClassLoader programs = programs(PROGRAMS);
                URLClassLoader consumer = programs(List.of("binance-consumer"))) {
            wanted = AutoComplete.bash("candlestream", whole(programs, consumer));
        }
        if (Boolean.getBoolean(WRITE)) {
            Files.createDirectories(Project.ROOT.resolve(SCRIPT).getParent());
            Files.writeString(Project.ROOT.resolve(SCRIPT), wanted);
        }

        assertThat(Project.text(SCRIPT)).as("to regenerate it: %s", COMMAND).isEqualTo(wanted);
    }

    @Test
    void itKnowsCommandsOptionsAndValues() {
        assertThat(Project.text(SCRIPT))
                .contains("_picocli_candlestream_lake_compact()", "_picocli_candlestream_history_verify()")
                .contains(
                        "dead-letters", "'--page-port'", "'--from-beginning'", "'--accept-loss'", "\"iso\" \"epoch\"");
    }

    /** All that the launcher explains, each with the options of the program that it starts. */
    private static CommandLine whole(URLClassLoader programs, URLClassLoader consumer)
            throws ReflectiveOperationException {
        List<CommandLine> sources = List.of(
                withSettings(programs, "tools.Tools"),
                commands(programs, "bench.Bench", List.of()),
                commands(programs, "sandbox.Sandbox", List.of()));
        CommandLine history = sources.get(0).getSubcommands().get("history");
        withSettings(programs, "loader.Loader").getSubcommands().forEach(history::addSubcommand);
        history.addSubcommand(
                "verify", sameOptions(sources.get(0).getSubcommands().get("verify")));
        CommandLine lake = withSettings(consumer, "sink.lake.command.Lake");
        CommandLine backfill = commands(programs, "producer.BinanceProducer", List.of());
        CommandLine whole = new CommandLine(CommandSpec.create().name("candlestream"));
        for (String name : Launcher.explained()) {
            CommandLine known = sources.stream()
                    .filter(source -> source.getSubcommands().containsKey(name))
                    .map(source -> source.getSubcommands().get(name))
                    .findFirst()
                    .orElseGet(() -> plain(name));
            whole.addSubcommand(
                    name,
                    switch (name) {
                        case "backfill" -> backfill;
                        case "lake" -> lake;
                        default -> known;
                    });
        }
        whole.addSubcommand(
                "help",
                values(
                        "help",
                        Stream.concat(Launcher.explained().stream(), Stream.of("all"))
                                .toList()));
        return whole;
    }

    /** A command that the launcher has under another one too. */
    private static CommandLine sameOptions(CommandLine command) {
        CommandSpec spec = CommandSpec.create();
        command.getCommandSpec()
                .options()
                .forEach(option -> spec.addOption(OptionSpec.builder(option).build()));
        return new CommandLine(spec);
    }

    private static CommandLine plain(String name) {
        if (name.equals("completion")) {
            return values(name, List.of("bash", "zsh"));
        }
        CommandSpec spec = CommandSpec.create().name(name).mixinStandardHelpOptions(true);
        if (name.equals("consumer")) {
            spec.addOption(OptionSpec.builder(ACCEPT_LOSS).build());
        }
        return new CommandLine(spec);
    }

    private static CommandLine values(String name, List<String> values) {
        return new CommandLine(CommandSpec.create()
                .name(name)
                .addPositional(PositionalParamSpec.builder()
                        .completionCandidates(values)
                        .build()));
    }

    private static CommandLine withSettings(URLClassLoader programs, String main) throws ReflectiveOperationException {
        Supplier<Object> none = () -> null;
        return commands(programs, main, List.of(Supplier.class, PrintStream.class), none, System.out);
    }

    private static CommandLine commands(URLClassLoader programs, String main, List<Class<?>> types, Object... arguments)
            throws ReflectiveOperationException {
        Method method = programs.loadClass("io.candlestream." + main)
                .getDeclaredMethod(
                        main.startsWith("producer") ? "backfill" : "commands", types.toArray(Class<?>[]::new));
        method.setAccessible(true);
        return (CommandLine) method.invoke(null, arguments);
    }

    /** What was built; the parser itself is that of this test. */
    private static URLClassLoader programs(List<String> modules) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (String module : modules) {
            Path target = Project.ROOT.resolve(module).resolve("target");
            urls.add(url(target.resolve("classes")));
            urls.add(url(target.resolve(module + ".jar"))); // that of the consumer has our other modules
            try (Stream<Path> jars = Files.list(target.resolve("lib"))) {
                jars.filter(jar -> jar.toString().endsWith(".jar"))
                        .map(CompletionTest::url)
                        .forEach(urls::add);
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), CompletionTest.class.getClassLoader());
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
