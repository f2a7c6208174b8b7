package io.candlestream.tools.access;

import io.candlestream.runtime.settings.Settings;
import java.io.PrintStream;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/**
 * The root of the command line, which every command has as its parent: where it prints, and the settings.
 *
 * @param source reads the settings; only the command that runs asks for them
 */
@Command(name = "tools", description = "What an operator runs.")
public record ToolContext(Supplier<Settings> source, PrintStream out) {
    /** The settings of this run. */
    public Settings settings() {
        return source.get();
    }
}
