package io.candlestream.sink.lake.command;

import io.candlestream.runtime.errors.RootCause;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.sink.lake.OpenLake;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.iceberg.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the commands of a lake share: which lake, and where they print. */
@Command(
        name = "lake",
        synopsisSubcommandLabel = "COMMAND",
        description = "Look after the tables of a lake, also while they are written.")
final class LakeContext {
    private final Supplier<Settings> settings;
    private final PrintStream out;

    @Option(
            names = "--sink",
            paramLabel = "NAME",
            description = "the sink of the consumer's settings that says where the lake is (default: lake)")
    private String sink = "lake";

    LakeContext(Supplier<Settings> settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    PrintStream out() {
        return out;
    }

    /** Connects to the lake, to read it; the caller's to close. */
    OpenLake open() {
        return open("read");
    }

    /** Connects to the lake; the caller's to close. */
    OpenLake open(String verb) {
        Settings all = settings.get();
        if (!all.has("sinks." + sink)) {
            throw new FatalException("Cannot find sink " + sink + " among the consumer's settings (--sink)");
        }
        return OpenLake.existing(verb, all.block("sinks." + sink, "sinks.lake"));
    }

    /**
     * Does the work with each table that is named, or with all.
     *
     * @param verb what it does to a table, for messages
     * @throws FatalException that names the first one with which it failed, once the others are done
     */
    void forEach(String verb, List<String> named, BiConsumer<String, Table> work) {
        List<FatalException> failures = new ArrayList<>();
        try (OpenLake open = open(verb)) {
            for (String name : tables(open, named)) {
                try {
                    work.accept(name, open.table(name));
                } catch (FatalException e) {
                    failures.add(e);
                } catch (RuntimeException e) {
                    failures.add(new FatalException(
                            "Cannot " + verb + " table " + name + ": " + RootCause.message(RootCause.innermost(e)), e));
                }
            }
        }
        if (!failures.isEmpty()) {
            FatalException first = failures.remove(0);
            failures.forEach(first::addSuppressed);
            throw first;
        }
    }

    /** Those of {@code lake} that are named, or all. */
    static List<String> tables(OpenLake lake, List<String> named) {
        List<String> all = lake.tables();
        named.stream().filter(name -> !all.contains(name)).findFirst().ifPresent(name -> {
            throw new FatalException(
                    "Cannot find table " + name + ": there are " + String.join(", ", all) + " in " + lake);
        });
        return named.isEmpty() ? all : named;
    }
}
