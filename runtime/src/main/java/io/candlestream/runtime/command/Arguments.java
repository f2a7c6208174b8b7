package io.candlestream.runtime.command;

import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.terminal.VisibleText;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The arguments of a program that is set up by its environment: help, version and a few options of its own. Anything else is
 * refused; it would be taken for a setting that holds.
 *
 * @param command the launcher's name of the program
 * @param purpose what it does, in lines
 * @param options its own options, none with a value
 */
public record Arguments(String command, List<String> purpose, Set<String> options) {
    private static final List<String> EVERYWHERE = List.of("-h", "--help", "-V", "--version");
    private static final String SETTINGS = "settings come from the environment: docs/settings.md";

    /** The exit code, once help or version were shown or the arguments were refused; empty when the program is to run. */
    public Optional<Integer> answer(String... arguments) {
        List<String> given = List.of(arguments);
        if (given.contains("-h") || given.contains("--help")) {
            help();
            return Optional.of(Program.OK);
        }
        if (given.contains("-V") || given.contains("--version")) {
            System.out.println(Version.line());
            return Optional.of(Program.OK);
        }
        Optional<String> unknown =
                given.stream().filter(argument -> !options.contains(argument)).findFirst();
        if (unknown.isPresent()) {
            System.err.println(VisibleText.of(refusal(unknown.get())));
            return Optional.of(Program.MISUSED);
        }
        return Invocation.onlyChecks() ? Optional.of(Program.OK) : Optional.empty();
    }

    String refusal(String argument) {
        Stream<String> known =
                Stream.concat(EVERYWHERE.stream(), options.stream()).filter(option -> option.startsWith("--"));
        String kind = argument.startsWith("-") ? "option" : "argument";
        return launched() + ": " + Invocation.unknown(kind, argument, known) + " (" + SETTINGS + ")";
    }

    private void help() {
        System.out.println("Usage: " + launched()
                + options.stream().sorted().map(option -> " [" + option + "]").reduce("", String::concat));
        purpose.forEach(System.out::println);
        System.out.println("Its " + SETTINGS + " lists them.");
    }

    private String launched() {
        return Invocation.LAUNCHER + " " + command;
    }
}
