package io.candlestream.tools.deadletters;

import io.candlestream.runtime.command.NotNegative;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.runtime.terminal.TextTable;
import io.candlestream.tools.access.Position;
import io.candlestream.tools.access.ToolContext;
import io.candlestream.tools.access.TopicReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Looks after the records that could not become a row: counts them, shows them, publishes them again. */
@Command(name = "dead-letters", description = "The records that could not become a row: list, show or replay them.")
public final class DeadLettersCommand {
    private static final List<String> HEADER =
            List.of("cause", "stage", "topic", "letters", "replayed", "first", "first time", "last", "last time");

    @ParentCommand
    private ToolContext tool;

    @Command(name = "list", description = "Count the dead letters by cause.", mixinStandardHelpOptions = true)
    int list(@Mixin Selection selection) {
        DeadLetterSettings settings = DeadLetterSettings.of(tool.settings(), selection.stream());
        Set<Position> replayed = settings.marks().read();
        Map<Group, Tally> tallies = new TreeMap<>(Group.ORDER);
        settings.each(
                selection,
                letter -> tallies.merge(
                        new Group(letter.cause(), letter.stage(), letter.topic()),
                        new Tally(1, replayed.contains(letter.at()) ? 1 : 0, letter, letter),
                        Tally::and));
        TextTable table = new TextTable(HEADER, tool.out());
        tallies.forEach((group, tally) -> table.add(List.of(
                group.cause(),
                group.stage(),
                group.topic(),
                String.valueOf(tally.letters()),
                String.valueOf(tally.replayed()),
                tally.first().at().toString(),
                tally.first().time().toString(),
                tally.last().at().toString(),
                tally.last().time().toString())));
        if (!tallies.isEmpty()) {
            table.end();
        }
        long all = tallies.values().stream().mapToLong(Tally::letters).sum();
        tool.out().println(all + (all == 1 ? " letter" : " letters") + " in " + settings.topic());
        return Program.OK;
    }

    private record Group(String cause, String stage, String topic) {
        private static final Comparator<Group> ORDER =
                Comparator.comparing(Group::topic).thenComparing(Group::cause).thenComparing(Group::stage);
    }

    private record Tally(long letters, long replayed, DeadLetter first, DeadLetter last) {
        Tally and(Tally other) {
            return new Tally(
                    letters + other.letters,
                    replayed + other.replayed,
                    first.time().isAfter(other.first.time()) ? other.first : first,
                    last.time().isAfter(other.last.time()) ? last : other.last);
        }
    }

    @Command(
            name = "show",
            description = "Print letters, their fields and their history.",
            mixinStandardHelpOptions = true)
    int show(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "POSITION",
                            description = "partition@offset of one letter, such as 0@17")
                    Optional<String> position,
            @Mixin Selection selection,
            @Option(
                            names = "--limit",
                            defaultValue = "10",
                            converter = NotNegative.class,
                            description = "print at most so many letters; ${DEFAULT-VALUE}")
                    int limit) {
        DeadLetterSettings settings = DeadLetterSettings.of(tool.settings(), selection.stream());
        Set<Position> replayed = settings.marks().read();
        DeadLetterText printed = new DeadLetterText(new RecordSchemas(settings.schema()), tool.out());
        List<DeadLetter> letters = new ArrayList<>();
        position.ifPresentOrElse(
                text -> letters.add(one(settings, text)),
                () -> settings.each(selection, letter -> {
                    if (letters.size() < limit) {
                        letters.add(letter);
                    }
                }));
        letters.forEach(letter -> printed.print(letter, replayed.contains(letter.at())));
        return Program.OK;
    }

    private static DeadLetter one(DeadLetterSettings settings, String text) {
        Position at;
        try {
            at = Position.parse(text);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(e.getMessage(), e);
        }
        List<DeadLetter> found = new ArrayList<>();
        try (TopicReader letters = settings.letters()) {
            letters.from(at.partition(), at.offset(), record -> {
                if (record.offset() == at.offset()) {
                    found.add(DeadLetter.of(record));
                }
                return false;
            });
        }
        return found.stream()
                .findFirst()
                .orElseThrow(() -> new FatalException("Cannot show " + at + ": no letter stands there in "
                        + settings.topic() + " (dead-letters list tells the first and the last)"));
    }

    /** What becomes of a letter that was selected. */
    private enum Fate {
        CHOSEN,
        PASSED_OVER,
        HOMELESS
    }

    /** What fails again comes back with its history. */
    @Command(
            name = "replay",
            description = "Publish letters to the topics they came from, each once; without --yes only count them.",
            mixinStandardHelpOptions = true)
    int replay(
            @Mixin Selection selection,
            @Option(names = "--again", description = "those as well that have been replayed before") boolean again,
            @Option(names = "--yes", description = "do it") boolean yes) {
        DeadLetterSettings settings = DeadLetterSettings.of(tool.settings(), selection.stream());
        Set<Position> replayed = settings.marks().read();
        Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
        Consumer<Consumer<DeadLetter>> pass = taker -> settings.each(selection, letter -> {
            boolean old = !again && replayed.contains(letter.at());
            Fate fate = letter.topic().isEmpty() ? Fate.HOMELESS : old ? Fate.PASSED_OVER : Fate.CHOSEN;
            fates.merge(fate, 1, Integer::sum);
            if (fate == Fate.CHOSEN) {
                taker.accept(letter);
            }
        });
        if (yes) {
            settings.marks().ensure();
            try (ReplayPublisher replay = new ReplayPublisher(settings)) {
                pass.accept(replay::take);
                replay.finish();
            }
        } else {
            pass.accept(letter -> {});
        }
        int passedOver = fates.getOrDefault(Fate.PASSED_OVER, 0);
        int homeless = fates.getOrDefault(Fate.HOMELESS, 0);
        tool.out()
                .println((yes ? "replayed " : "would replay ") + fates.getOrDefault(Fate.CHOSEN, 0) + " of "
                        + settings.topic()
                        + (passedOver > 0
                                ? "; passed over " + passedOver + " replayed before (--again takes them)"
                                : "")
                        + (homeless > 0 ? "; passed over " + homeless + " that do not say where they came from" : "")
                        + (yes ? "" : "; --yes does it"));
        return Program.OK;
    }
}
