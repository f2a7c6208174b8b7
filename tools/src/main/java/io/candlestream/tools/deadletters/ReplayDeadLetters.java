package io.candlestream.tools.deadletters;

import io.candlestream.runtime.program.Program;
import java.io.PrintStream;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Publishes letters to the topics that they came from; what fails again comes back with its history. */
@Command(
        name = "replay",
        description = "Publish letters to the topics they came from, each once; without --yes only count them.",
        mixinStandardHelpOptions = true)
final class ReplayDeadLetters implements Callable<Integer> {
    private final Supplier<DeadLetterSettings> from;
    private final PrintStream out;

    @Mixin
    private Selection selection = new Selection();

    @Option(names = "--again", description = "those as well that have been replayed before")
    private boolean again;

    @Option(names = "--yes", description = "do it")
    private boolean yes;

    private long chosen;
    private long passedOver;
    private long homeless;

    ReplayDeadLetters(Supplier<DeadLetterSettings> from, PrintStream out) {
        this.from = from;
        this.out = out;
    }

    @Override
    public Integer call() {
        DeadLetterSettings settings = from.get();
        Set<Position> replayed = settings.marks().read();
        if (yes) {
            settings.marks().ensure();
            try (ReplayPublisher replay = new ReplayPublisher(settings)) {
                settings.letters().all(record -> choose(DeadLetter.of(record), replayed, replay::take));
                replay.finish();
            }
        } else {
            settings.letters().all(record -> choose(DeadLetter.of(record), replayed, letter -> {}));
        }
        out.println((yes ? "replayed " : "would replay ") + chosen + " of " + settings.topic()
                + (passedOver > 0 ? "; passed over " + passedOver + " replayed before (--again takes them)" : "")
                + (homeless > 0 ? "; passed over " + homeless + " that do not say where they came from" : "")
                + (yes ? "" : "; --yes does it"));
        return Program.OK;
    }

    private void choose(DeadLetter letter, Set<Position> replayed, Consumer<DeadLetter> taker) {
        if (!selection.matches(letter)) {
            return;
        }
        if (letter.topic().isEmpty()) {
            homeless++;
        } else if (!again && replayed.contains(letter.at())) {
            passedOver++;
        } else {
            chosen++;
            taker.accept(letter);
        }
    }
}
