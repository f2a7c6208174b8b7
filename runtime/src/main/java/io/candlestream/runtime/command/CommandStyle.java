package io.candlestream.runtime.command;

import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.settings.Spelling;
import io.candlestream.runtime.terminal.Terminal;
import io.candlestream.runtime.terminal.VisibleText;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
        line.registerConverter(Path.class, converter(CommandStyle::path));
        line.registerConverter(LocalDate.class, time(LocalDate::parse, "day, such as 2021-04-25"));
        line.registerConverter(LocalTime.class, time(LocalTime::parse, "time of day, such as 00:30"));
        versioned(line);
        return line.setParameterExceptionHandler((e, arguments) -> refuse(e));
    }

    private static Path path(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a file or folder is needed, and '" + text + "' is none");
        }
        return Path.of(text);
    }

    private static <T> ITypeConverter<T> time(Function<String, T> parse, String needed) {
        return text -> {
            try {
                return parse.apply(text);
            } catch (DateTimeParseException e) {
                throw new TypeConversionException("'" + text + "' is no " + needed);
            }
        };
    }

    private static void versioned(CommandLine line) {
        line.getCommandSpec().version(Version.line());
        line.getSubcommands().values().forEach(CommandStyle::versioned);
    }

    private static int execute(Class<?> main, CommandLine line, ParseResult parsed) {
        Optional<ParameterException> word = unknownWord(parsed);
        if (word.isPresent()) {
            return refuse(word.get());
        }
        Integer helped = CommandLine.executeHelpRequest(parsed);
        if (helped != null) {
            return helped;
        }
        Optional<ParameterException> mistake = mistake(parsed);
        if (mistake.isPresent()) {
            return refuse(mistake.get());
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

    /** The parser takes any word beside --help; an option that is wrong may be why a person asks for help. */
    private static Optional<ParameterException> unknownWord(ParseResult parsed) {
        if (parsed.hasSubcommand()) {
            return unknownWord(parsed.subcommand());
        }
        return parsed.isUsageHelpRequested()
                ? parsed.unmatched().stream()
                        .findFirst()
                        .filter(word -> !word.startsWith("-"))
                        .map(word -> new UnmatchedArgumentException(
                                parsed.commandSpec().commandLine(), List.of(word)))
                : Optional.empty();
    }

    /** What the parser lets pass: a missing command, and a list with an empty part, such as one of a variable that is not set. */
    private static Optional<ParameterException> mistake(ParseResult parsed) {
        for (OptionSpec option : parsed.matchedOptions()) {
            boolean part = option.splitRegex().equals(",")
                    && option.originalStringValues().stream()
                            .flatMap(value -> Stream.of(value.split(",", -1)))
                            .anyMatch(String::isBlank);
            if (part) {
                return Optional.of(new ParameterException(
                        parsed.commandSpec().commandLine(),
                        option.longestName() + " " + String.join(",", option.originalStringValues())
                                + ": a part of the list is empty"));
            }
        }
        if (parsed.hasSubcommand()) {
            return mistake(parsed.subcommand());
        }
        CommandSpec command = parsed.commandSpec();
        Object user = command.userObject();
        boolean works = user instanceof Runnable || user instanceof Callable || user instanceof Method;
        return works || command.subcommands().isEmpty()
                ? Optional.empty()
                : Optional.of(new ParameterException(command.commandLine(), "a command is missing: " + names(command)));
    }

    private static String names(CommandSpec command) {
        return command.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(one -> !one.usageMessage().hidden())
                .map(CommandSpec::name)
                .collect(Collectors.joining(", "));
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
