package io.candlestream.sandbox;

import io.candlestream.sandbox.demo.CqlCommand;
import io.candlestream.sandbox.demo.DemoCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The sandbox's commands. */
@Command(
        name = "candlestream",
        description = "Candlestream on embedded servers.",
        subcommands = {DemoCommand.class, CqlCommand.class})
public final class Sandbox {
    private Sandbox() {}

    /** Runs one command and exits with its code; 2 for a misuse. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Sandbox()).execute(arguments));
    }
}
