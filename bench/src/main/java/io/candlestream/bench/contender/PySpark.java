package io.candlestream.bench.contender;

import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.ProjectFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The approach of the contract document in Python, where Python and its packages are there.
 *
 * @param library the Python package that decodes the Avro
 */
public record PySpark(String name, String library) implements Contender {
    /** With the fastest library that there is. */
    public static PySpark withFastavro() {
        return new PySpark("pyspark", "fastavro");
    }

    /** With the library that the document names, Avro's own. */
    public static PySpark withAvro() {
        return new PySpark("pyspark avro", "avro");
    }

    @Override
    public int rowsDivisor() {
        return 10;
    }

    @Override
    public Work start(Pipeline pipeline, long rows) {
        Map<String, String> environment = pipeline.with("BENCH_AVRO", library).environment();
        Path root = ProjectFolder.find().root();
        Path script = root.resolve("bench/pyspark/run");
        if (!Files.isExecutable(script)) {
            throw new AbsentException("cannot start " + script);
        }
        ResultLines lines = new ResultLines();
        Path log = pipeline.folder().resolve("contender.log");
        return new JvmWork(
                name,
                ChildJvm.program(root, "pyspark", List.of(script.toString()), environment, log, lines),
                lines::span);
    }
}
