package io.candlestream.simulator.stored;

import io.candlestream.runtime.lake.LakeProgram;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.terminal.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The answers of the lake's program, which works on several questions at once and numbers what it says. Any thread may ask. */
final class LakeAnswers implements AutoCloseable {
    private final LakeProgram program;
    private final Map<String, CompletableFuture<Answer>> waiting = new ConcurrentHashMap<>();
    private volatile Optional<FatalException> end = Optional.empty();
    private long asked;

    /** @param program that answers as {@code lake past} does */
    LakeAnswers(LakeProgram program) {
        this.program = program;
        Program.daemons("lake-answers").newThread(this::read).start();
    }

    /**
     * What it says to a question.
     *
     * @param reached up to when all is there, epoch milliseconds, where times were asked for
     */
    record Answer(String reached, List<String> lines) {}

    /** Asks; the answer fails with a {@link FatalException}. */
    CompletableFuture<Answer> ask(String... question) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        synchronized (this) {
            String number = String.valueOf(++asked);
            waiting.put(number, answer);
            try {
                program.ask(number + "\t" + String.join("\t", question));
            } catch (FatalException e) {
                answer.completeExceptionally(e);
            }
        }
        end.ifPresent(answer::completeExceptionally);
        return answer;
    }

    private void read() {
        FatalException last = LakeProgram.ended();
        try {
            for (Optional<String> first = program.line(); first.isPresent(); first = program.line()) {
                answer(first.get().split("\t", 2));
            }
        } catch (FatalException e) {
            last = e;
        }
        FatalException why = last;
        end = Optional.of(why);
        waiting.values().forEach(answer -> answer.completeExceptionally(why));
    }

    private void answer(String[] first) {
        if (first.length < 2 || !waiting.containsKey(first[0])) {
            throw new FatalException(
                    "Cannot read the lake: its program said '" + VisibleText.of(String.join(" ", first)) + "'");
        }
        List<String> lines = new ArrayList<>();
        for (String line = next(); !line.isEmpty(); line = next()) {
            lines.add(line);
        }
        CompletableFuture<Answer> answer = waiting.remove(first[0]);
        if (first[1].startsWith("!")) {
            answer.completeExceptionally(new FatalException("Cannot read the lake: " + first[1].substring(1)));
        } else {
            answer.complete(new Answer(first[1], lines));
        }
    }

    private String next() {
        return program.line().orElseThrow(LakeProgram::ended);
    }

    @Override
    public void close() {
        program.close();
    }
}
