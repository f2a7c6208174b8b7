package io.candlestream.runtime.command;

import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.settings.Spelling;
import io.candlestream.runtime.terminal.Terminal;
import io.candlestream.runtime.terminal.VisibleText;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * How a command line of ours answers: under the launcher's name, with the project's version, with one line for a mistake, which
 * offers what was meant. Help and mistakes need no settings and no log, and come at once.
 */
public final class CommandStyle {
    private CommandStyle() {}

    /** Runs what {@code arguments} ask of the launcher's commands, and returns the exit code. */
    public static int run(Class<?> main, Supplier<CommandLine> commands, String... arguments) {
        return run(main, commands, command -> Invocation.LAUNCHER, arguments);
    }

    /** Runs one command of the launcher that is a program of its own. */
    public static int runOne(Class<?> main, Supplier<CommandLine> command, String... arguments) {
        return run(main, command, one -> Invocation.LAUNCHER + " " + one.getCommandName(), arguments);
    }

    /**
     * {@code line}, each command of which has --help and --version, but for those that hand on all that they are given. Commands that
     * are methods have to say so themselves: picocli passes their options by position, these first.
     */
    public static CommandLine withHelp(CommandLine line) {
        CommandSpec spec = line.getCommandSpec();
        if (!(spec.userObject() instanceof Method)) {
            spec.mixinStandardHelpOptions(spec.unmatchedArgsBindings().isEmpty());
        }
        line.getSubcommands().values().forEach(CommandStyle::withHelp);
        return line;
    }

    /** Reads a value by {@code parse}, whose IllegalArgumentException says why a text is none. */
    public static <T> ITypeConverter<T> converter(Function<String, T> parse) {
        return text -> {
            try {
                return parse.apply(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        };
    }

    private static int run(
            Class<?> main, Supplier<CommandLine> commands, Function<CommandLine, String> name, String... arguments) {
        Terminal.guard(); // before the commands take hold of standard output
        CommandLine line = commands.get();
        return styled(line, name.apply(line))
                .setExecutionStrategy(parsed -> execute(main, line, parsed))
                .execute(arguments);
    }

    /** {@code line} under {@code name}, with all that holds for every command of ours. */
    static CommandLine styled(CommandLine line, String name) {
        line.setCommandName(name).setUsageHelpAutoWidth(false); // which would start programs that ask the terminal
        versioned(line);
        return line.setParameterExceptionHandler((e, arguments) -> refuse(e));
    }

    private static void versioned(CommandLine line) {
        line.getCommandSpec().version(Version.line());
        line.getSubcommands().values().forEach(CommandStyle::versioned);
    }

    private static int execute(Class<?> main, CommandLine line, ParseResult parsed) {
        Integer helped = CommandLine.executeHelpRequest(parsed);
        if (helped != null) {
            return helped;
        }
        if (Invocation.onlyChecks()) {
            return Program.OK;
        }
        return Program.tool(main, () -> {
            try {
                return new RunLast().execute(parsed);
            } catch (ParameterException e) {
                return refuse(e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Exception cause) {
                    return line.getExecutionExceptionHandler()
                            .handleExecutionException(cause, e.getCommandLine(), parsed);
                }
                throw e;
            }
        });
    }

    private static int refuse(ParameterException mistake) {
        CommandLine line = mistake.getCommandLine();
        String command = line.getCommandSpec().qualifiedName();
        line.getErr().println(VisibleText.of(command + ": " + message(mistake) + " (" + command + " --help)"));
        return Program.MISUSED;
    }

    /** One line: what is wrong, and what was meant. */
    private static String message(ParameterException mistake) {
        if (mistake instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            return unknown(
                    mistake.getCommandLine().getCommandSpec(),
                    unmatched.getUnmatched().get(0));
        }
        String first = mistake.getMessage().lines().findFirst().orElse("").replaceFirst("^Error: ", "");
        String message = first.isEmpty() ? first : Character.toLowerCase(first.charAt(0)) + first.substring(1);
        return Optional.ofNullable(mistake.getArgSpec())
                .map(argument -> values(argument.completionCandidates(), argument.type()))
                .flatMap(values -> meant(String.valueOf(mistake.getValue()), values))
                .map(value -> message + "; did you mean " + value + "?")
                .orElse(message);
    }

    private static List<String> values(Iterable<String> candidates, Class<?> type) {
        if (candidates != null) {
            return StreamSupport.stream(candidates.spliterator(), false).toList();
        }
        return type.isEnum()
                ? Arrays.stream(type.getEnumConstants()).map(String::valueOf).toList()
                : List.of();
    }

    /** Of two letters anything is meant, but for their case. */
    private static Optional<String> meant(String word, Collection<String> candidates) {
        return word.length() < 3
                ? candidates.stream().filter(word::equalsIgnoreCase).findFirst()
                : Spelling.meant(word, candidates);
    }

    private static String unknown(CommandSpec command, String argument) {
        boolean option = argument.startsWith("-");
        boolean commands = !command.subcommands().isEmpty();
        Stream<String> known = option
                ? command.options().stream().filter(one -> !one.hidden()).flatMap(CommandStyle::names)
                : command.subcommands().keySet().stream();
        return Invocation.unknown(option ? "option" : commands ? "command" : "argument", argument, known);
    }

    private static Stream<String> names(OptionSpec option) {
        return Stream.of(option.names()).filter(name -> name.startsWith("--"));
    }
}
