package io.candlestream.sink.lake.command;

import io.candlestream.runtime.errors.RootCause;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.Secrets;
import io.candlestream.sink.lake.OpenLake;
import io.candlestream.sink.lake.read.PastQuestion;
import io.candlestream.sink.lake.read.PastRead;
import io.candlestream.sink.lake.read.PastStream;
import io.candlestream.sink.lake.read.PastTable;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.iceberg.exceptions.NotFoundException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/**
 * Tells another program what happened, block by block: that is how {@code exchange --from lake} plays a lake. Several questions are worked on at
 * once, and each answer comes as a whole when it is there.
 */
@Command(
        name = "past",
        hidden = true,
        description = {
            "Answer questions, a line each with tabs between: number, 'pairs', stream; or number, 'rows', stream,"
                    + " interval, symbols with commas between, first time and the one behind the last in epoch milliseconds,"
                    + " smallest id or nothing, about how many. An answer is the number, behind it up to which time all rows"
                    + " are there, or '!' and an error; then the lines, and an empty one."
        })
final class PastCommand implements Callable<Integer> {
    /** That are worked on at once, each with a block of rows: the blocks of three streams that play, and some of REST. */
    private static final int QUESTIONS = 8;

    private static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());

    @ParentCommand
    private LakeContext lake;

    private final ExecutorService questions = Executors.newFixedThreadPool(QUESTIONS, Program.daemons("past-question"));
    private final ExecutorService files = Executors.newFixedThreadPool(THREADS, Program.daemons("past-files"));
    private final Map<PastStream, Optional<PastTable>> tables = new ConcurrentHashMap<>();

    @Override
    public Integer call() {
        try (OpenLake open = lake.open()) {
            LakeContext.tables(open, List.of(PastStream.KLINES.table()));
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            input.lines().forEach(line -> questions.execute(Program.ending(() -> answer(open, line.split("\t", -1)))));
            awaitAnswers();
        }
        return Program.OK;
    }

    private void awaitAnswers() {
        questions.shutdown();
        try {
            questions.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(OpenLake open, String[] question) {
        try {
            PastStream stream = PastStream.called(question[2])
                    .orElseThrow(() -> new FatalException("there is no stream " + question[2]));
            Optional<PastTable> table = tables.computeIfAbsent(stream, missing -> opened(open, missing));
            if (question[1].equals("pairs")) {
                print(question[0] + "\t", table.map(PastTable::pairs).orElse(Set.of()));
                return;
            }
            PastTable past = table.orElseThrow(() -> new FatalException("there is no table " + stream.table()));
            try {
                rows(question, past);
            } catch (NotFoundException e) { // merged and deleted meanwhile
                past.look();
                rows(question, past);
            }
        } catch (FatalException e) {
            print(question[0] + "\t!" + line(e.getMessage()), List.of());
        } catch (RuntimeException e) {
            print(question[0] + "\t!" + line(RootCause.message(RootCause.innermost(e))), List.of());
        }
    }

    private void rows(String[] question, PastTable table) {
        PastRead read = new PastRead(table, asked(PastStream.called(question[2]).orElseThrow(), question), files);
        long end = read.run();
        print(question[0] + "\t" + end, read.block().lines());
    }

    /** An empty line would end the answer. */
    private static String line(String message) {
        return Secrets.withoutLogins(message.lines().findFirst().orElse(""));
    }

    private static Optional<PastTable> opened(OpenLake open, PastStream stream) {
        return Optional.of(stream.table())
                .filter(open.tables()::contains)
                .map(name -> new PastTable(stream, open.table(name)));
    }

    private static PastQuestion asked(PastStream stream, String[] question) {
        return new PastQuestion(
                stream,
                question[3],
                Set.of(question[4].split(",")),
                Long.parseLong(question[5]),
                Long.parseLong(question[6]),
                question[7].isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(question[7])),
                Integer.parseInt(question[8]));
    }

    private synchronized void print(String first, Collection<String> lines) {
        StringBuilder text = new StringBuilder(first).append('\n');
        for (String line : lines) {
            text.append(line).append('\n');
        }
        lake.out().println(text);
        lake.out().flush();
    }
}
