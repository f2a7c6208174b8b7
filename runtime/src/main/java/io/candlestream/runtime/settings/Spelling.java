package io.candlestream.runtime.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what a misspelt name was meant to be. */
public final class Spelling {
    private Spelling() {}

    /** The candidate with the fewest edits from {@code word}, when it takes no more than {@code most}. */
    public static Optional<String> closest(String word, Collection<String> candidates, int most) {
        return near(word, candidates, most).findFirst();
    }

    /** Those that {@code most} edits make of {@code word}, the nearest first. */
    private static Stream<String> near(String word, Collection<String> candidates, int most) {
        return candidates.stream()
                .filter(candidate -> edits(word, candidate) <= most)
                .sorted(Comparator.comparingInt((String candidate) -> edits(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** The candidate that {@code word} was most likely meant to be; empty when it resembles none. */
    public static Optional<String> meant(String word, Collection<String> candidates) {
        return closest(word, candidates, word.length() < 4 ? 1 : Math.max(2, word.length() / 3));
    }

    /** A sentence that offers the closest candidate, or nothing. */
    static String hint(String word, Collection<String> candidates) {
        return closest(word, candidates, Math.max(2, word.length() / 3))
                .map(candidate -> "; did you mean " + candidate + "?")
                .orElse("; reference.conf lists every setting");
    }

    /** The candidates that resemble {@code word} most, {@code most} of them at most, the nearest first. */
    public static List<String> nearest(String word, Collection<String> candidates, int most) {
        return near(word, candidates, Math.max(2, word.length() / 3))
                .limit(most)
                .toList();
    }

    /** The Levenshtein distance. */
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
