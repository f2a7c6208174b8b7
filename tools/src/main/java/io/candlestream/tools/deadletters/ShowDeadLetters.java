package io.candlestream.tools.deadletters;

import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.SettingsException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints single letters: where they came from, why they failed, and what their bytes say. */
@Command(name = "show", description = "Print letters, their fields and their history.", mixinStandardHelpOptions = true)
final class ShowDeadLetters implements Callable<Integer> {
    private final Supplier<DeadLetterSettings> from;
    private final PrintStream out;

    @Parameters(arity = "0..1", paramLabel = "POSITION", description = "partition@offset of one letter, such as 0@17")
    private Optional<String> position = Optional.empty();

    @Mixin
    private Selection selection = new Selection();

    @Option(names = "--limit", description = "print at most so many letters; ${DEFAULT-VALUE}")
    private int limit = 10;

    ShowDeadLetters(Supplier<DeadLetterSettings> from, PrintStream out) {
        this.from = from;
        this.out = out;
    }

    @Override
    public Integer call() {
        DeadLetterSettings settings = from.get();
        Set<Position> replayed = settings.marks().read();
        DeadLetterText printed = new DeadLetterText(new RecordSchemas(settings.schema()), out);
        for (DeadLetter letter : position.map(text -> one(settings, text)).orElseGet(() -> chosen(settings))) {
            printed.print(letter, replayed.contains(letter.at()));
        }
        return Program.OK;
    }

    private static List<DeadLetter> one(DeadLetterSettings settings, String text) {
        Position at;
        try {
            at = Position.parse(text);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(e.getMessage(), e);
        }
        List<DeadLetter> found = new ArrayList<>();
        settings.letters().from(at, record -> {
            if (record.offset() == at.offset()) {
                found.add(DeadLetter.of(record));
            }
            return false;
        });
        if (found.isEmpty()) {
            throw new FatalException("Cannot show " + at + ": no letter stands there in " + settings.topic()
                    + " (dead-letters list tells the first and the last)");
        }
        return found;
    }

    private List<DeadLetter> chosen(DeadLetterSettings settings) {
        List<DeadLetter> found = new ArrayList<>();
        settings.letters().all(record -> {
            DeadLetter letter = DeadLetter.of(record);
            if (found.size() < limit && selection.matches(letter)) {
                found.add(letter);
            }
        });
        return found;
    }
}
