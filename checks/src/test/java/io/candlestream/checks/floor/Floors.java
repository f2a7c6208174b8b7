package io.candlestream.checks.floor;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The least versions of floors.txt, and what may stay below them inside the jar of another. */
record Floors(List<Floor> floors, List<Stay> stays) {
    /** @param artifact with {@code *} for any letters */
    record Floor(String artifact, String version, String why) {}

    /** @param holder the jar that has the artifact inside */
    record Stay(String holder, String artifact) {}

    static Floors of(String text) {
        List<String[]> lines = text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split(" ", 4))
                .toList();
        return new Floors(
                lines.stream()
                        .filter(line -> line[0].equals("floor"))
                        .map(line -> new Floor(line[1].split(":", 2)[1], line[2], line[3]))
                        .toList(),
                lines.stream()
                        .filter(line -> line[0].equals("stays"))
                        .map(line -> new Stay(line[1], line[2]))
                        .toList());
    }

    Optional<Floor> floor(Artifact found) {
        return floors.stream()
                .filter(floor -> fits(floor.artifact, found.name()))
                .findFirst();
    }

    /** What is wrong with the artifact, in one line. */
    Optional<String> complaint(Artifact found) {
        return floor(found)
                .filter(floor -> below(found.version(), floor.version))
                .filter(floor -> stay(found).isEmpty())
                .map(floor -> "%s has %s %s, the least is %s: %s"
                        .formatted(found.jar(), found.name(), found.version(), floor.version, floor.why));
    }

    /** The line that lets an artifact below its floor stay. */
    Optional<Stay> stay(Artifact found) {
        return stays.stream()
                .filter(stay -> stay.holder.equals(found.holder()) && fits(stay.artifact, found.name()))
                .findFirst();
    }

    static boolean below(String version, String least) {
        return Arrays.compare(numbers(version), numbers(least)) < 0;
    }

    /** The numbers at the front: 4.1.137.Final and 33.4.8-jre have three. */
    private static long[] numbers(String version) {
        return Stream.of(version.split("[.-]"))
                .takeWhile(part -> part.matches("\\d+"))
                .mapToLong(Long::parseLong)
                .toArray();
    }

    private static boolean fits(String pattern, String name) {
        return Pattern.matches(pattern.replace(".", "\\.").replace("*", ".*"), name);
    }
}
