package io.candlestream.tools.doctor;

import static io.candlestream.tools.doctor.check.HumanText.size;

import io.candlestream.tools.doctor.check.CheckBuilder;
import io.candlestream.tools.doctor.check.CheckResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Judges what is installed here, and the room that is left. */
final class MachineCheck {
    private static final int TESTED_JAVA = 17;
    private static final Pattern SPARK = Pattern.compile("spark-core_(2\\.\\d+)-(.+)\\.jar");
    private static final long LITTLE = 1L << 30;
    private static final long TOO_LITTLE = 100L << 20;

    private MachineCheck() {}

    static CheckResult java(Runtime.Version version) {
        return new CheckBuilder("java")
                .warnIf(
                        version.feature() != TESTED_JAVA,
                        "Java " + version + ", on which nothing is tested",
                        "use a JDK 17: set JAVA_HOME")
                .orElse("Java " + version);
    }

    /** The Spark that a consumer brings which lies beside this program, as in the project's folder and in our image. */
    static CheckResult spark(Path program) {
        return Stream.of("../binance-consumer/lib", "../../binance-consumer/target/lib")
                .map(lib -> program.resolveSibling(lib).normalize().toFile().list())
                .flatMap(jars -> Stream.ofNullable(jars).flatMap(Stream::of))
                .map(SPARK::matcher)
                .filter(Matcher::matches)
                .findFirst()
                .map(MachineCheck::spark)
                .orElseGet(() -> CheckResult.skip("spark", "there is no consumer beside this program"));
    }

    private static CheckResult spark(Matcher jar) {
        String found = "Spark " + jar.group(2) + " for Scala " + jar.group(1) + " beside the consumer";
        return new CheckBuilder("spark")
                .warnIf(
                        !jar.group(1).equals("2.12") || !jar.group(2).startsWith("3.5."),
                        found + ", on which nothing is tested",
                        "build again: ./candlestream build")
                .orElse(found);
    }

    /**
     * Room for the checkpoint.
     *
     * @param table the megabytes that the table of the candles takes at a node, where they are known
     */
    static CheckResult disk(Path checkpoint, OptionalLong table) {
        Path there = Stream.iterate(checkpoint.toAbsolutePath(), Objects::nonNull, Path::getParent)
                .filter(Files::exists)
                .findFirst()
                .orElse(Path.of("/"));
        try {
            return disk(there, Files.getFileStore(there).getUsableSpace(), table);
        } catch (IOException e) {
            return CheckResult.skip("disk", "the room at " + there + " cannot be read: " + e.getMessage());
        }
    }

    static CheckResult disk(Path folder, long free, OptionalLong table) {
        String found = size(free) + " left at " + folder;
        String wayOut = "make room, or move the checkpoint";
        Optional<String> stored = table.isPresent()
                ? Optional.of("; the table takes " + size(table.getAsLong() << 20) + " of a Cassandra node")
                : Optional.empty();
        return new CheckBuilder("disk")
                .failIf(free < TOO_LITTLE, found, wayOut)
                .warnIf(free >= TOO_LITTLE && free < LITTLE, found, wayOut)
                .orElse(found + stored.orElse(""));
    }
}
