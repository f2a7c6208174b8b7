package io.candlestream.tools.letters;

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
final class ShowLetters implements Callable<Integer> {
    private final Supplier<LetterSettings> from;
    private final PrintStream out;

    @Parameters(arity = "0..1", paramLabel = "POSITION", description = "partition@offset of one letter, such as 0@17")
    private Optional<String> position = Optional.empty();

    @Mixin
    private Selection selection = new Selection();

    @Option(names = "--limit", description = "print at most so many letters; ${DEFAULT-VALUE}")
    private int limit = 10;

    ShowLetters(Supplier<LetterSettings> from, PrintStream out) {
        this.from = from;
        this.out = out;
    }

    @Override
    public Integer call() {
        LetterSettings settings = from.get();
        Set<Position> replayed = settings.marks().read();
        LetterText printed = new LetterText(new RecordSchemas(settings.schema()), out);
        for (Letter letter : position.map(text -> one(settings, text)).orElseGet(() -> chosen(settings))) {
            printed.print(letter, replayed.contains(letter.at()));
        }
        return Program.OK;
    }

    private static List<Letter> one(LetterSettings settings, String text) {
        Position at;
        try {
            at = Position.parse(text);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(e.getMessage(), e);
        }
        List<Letter> found = new ArrayList<>();
        settings.letters().from(at, record -> {
            if (record.offset() == at.offset()) {
                found.add(Letter.of(record));
            }
            return false;
        });
        if (found.isEmpty()) {
            throw new FatalException("Cannot show " + at + ": no letter stands there in " + settings.topic()
                    + " (dead-letters list tells the first and the last)");
        }
        return found;
    }

    private List<Letter> chosen(LetterSettings settings) {
        List<Letter> found = new ArrayList<>();
        settings.letters().all(record -> {
            Letter letter = Letter.of(record);
            if (found.size() < limit && selection.matches(letter)) {
                found.add(letter);
            }
        });
        return found;
    }
}
