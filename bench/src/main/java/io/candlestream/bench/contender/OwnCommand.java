package io.candlestream.bench.contender;

import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Programs;
import io.candlestream.sandbox.server.ProjectFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One of our commands as it ships, from its start to its end.
 *
 * @param module whose program it is
 * @param arguments of that program
 * @param settings variables on top of those of the run
 */
public record OwnCommand(String name, String module, List<String> arguments, Map<String, String> settings)
        implements Contender {
    @Override
    public Work start(Pipeline pipeline, long rows) {
        List<String> command = new ArrayList<>(Programs.java(module));
        command.addAll(arguments);
        Pipeline own = pipeline.with(settings)
                .with(
                        "CANDLESTREAM_HISTORY_FOLDER",
                        pipeline.folder().resolve("load").toString());
        long start = System.nanoTime();
        ChildJvm program = ChildJvm.program(
                ProjectFolder.find().root(),
                module,
                command,
                own.environment(),
                pipeline.folder().resolve("contender.log"),
                line -> {});
        return new JvmWork(name, program, () -> Optional.of(new Span(rows, start, System.nanoTime())));
    }
}
