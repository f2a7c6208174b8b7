package io.candlestream.tools.deadletters;

import io.candlestream.runtime.program.Program;
import io.candlestream.tools.output.TextTable;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Counts the dead letters by cause. */
@Command(name = "list", description = "Count the dead letters by cause.", mixinStandardHelpOptions = true)
final class ListDeadLetters implements Callable<Integer> {
    private static final List<String> HEADER =
            List.of("cause", "stage", "topic", "letters", "replayed", "first", "first time", "last", "last time");

    private final Supplier<DeadLetterSettings> from;
    private final PrintStream out;

    @Mixin
    private Selection selection = new Selection();

    ListDeadLetters(Supplier<DeadLetterSettings> from, PrintStream out) {
        this.from = from;
        this.out = out;
    }

    @Override
    public Integer call() {
        DeadLetterSettings settings = from.get();
        Set<Position> replayed = settings.marks().read();
        Map<Group, Tally> tallies = new TreeMap<>();
        settings.letters().all(record -> {
            DeadLetter letter = DeadLetter.of(record);
            if (selection.matches(letter)) {
                tallies.merge(
                        new Group(letter.cause(), letter.stage(), letter.topic()),
                        new Tally(1, replayed.contains(letter.at()) ? 1 : 0, letter, letter),
                        Tally::and);
            }
        });
        TextTable table = new TextTable(HEADER, out);
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
        out.println(all + (all == 1 ? " letter" : " letters") + " in " + settings.topic());
        return Program.OK;
    }

    private record Group(String cause, String stage, String topic) implements Comparable<Group> {
        private static final Comparator<Group> ORDER =
                Comparator.comparing(Group::topic).thenComparing(Group::cause).thenComparing(Group::stage);

        @Override
        public int compareTo(Group other) {
            return ORDER.compare(this, other);
        }
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
}
