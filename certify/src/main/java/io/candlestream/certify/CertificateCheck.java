package io.candlestream.certify;

import com.fasterxml.jackson.databind.JsonNode;
import io.candlestream.certify.DataSet.DayHash;
import io.candlestream.runtime.settings.FatalException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Compares a certificate with what a store holds. */
final class CertificateCheck {
    private static final Pattern DAY_OF_NAME = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})\\b.*\\.json");
    private static final long DAY = PairDays.DAY;

    private final Certificate certificate;
    private final List<String> differences = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private int compared;

    private CertificateCheck(Certificate certificate) {
        this.certificate = certificate;
    }

    /**
     * The certificate in {@code file}, which is signed, by the key that is trusted where one is, and of the right day.
     *
     * @throws FatalException when one of these is not so
     */
    static CertificateCheck of(Path file, Optional<String> trusted, Optional<LocalDate> day) {
        Certificate read = Certificate.read(file);
        trusted.filter(key -> !key.equals(read.key())).ifPresent(key -> {
            throw new FatalException("Cannot trust " + file + ": it is signed by another key, " + read.key());
        });
        if (!read.isSigned()) {
            throw new FatalException(
                    "Cannot trust " + file + ": its signature is not that of its key over what it says");
        }
        Matcher name = DAY_OF_NAME.matcher(String.valueOf(file.getFileName()));
        Optional<LocalDate> wanted = day.or(() -> name.matches() ? parsed(name.group(1)) : Optional.empty());
        wanted.filter(one -> !one.equals(read.day())).ifPresent(one -> {
            throw new FatalException(
                    "Cannot trust " + file + " for " + one + ": it is the certificate of " + read.day());
        });
        List<String> hashes = read.entries("certified").stream()
                .map(entry -> entry.path("sha256").asText())
                .toList();
        if (!read.root().equals(Certificate.root(hashes))) {
            throw new FatalException("Cannot trust " + file + ": its root is not that of its days");
        }
        return new CertificateCheck(read);
    }

    private static Optional<LocalDate> parsed(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    Certificate certificate() {
        return certificate;
    }

    /** What differs, a line each. */
    List<String> differences() {
        return List.copyOf(differences);
    }

    /** What is no difference of rows, a line each. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    int compared() {
        return compared;
    }

    /** Reads the day again. */
    void compare(DayStore store, List<Witness> witnesses) {
        LocalDate day = certificate.day();
        long begin = day.toEpochDay() * DAY;
        Map<CertifiedPair, JsonNode> claimed = new TreeMap<>();
        Stream.of("certified", "unproved")
                .flatMap(list -> certificate.entries(list).stream())
                .forEach(entry -> claimed.put(Certificate.pair(entry), entry));
        Certification certification = new Certification(store, witnesses, day, day.plusDays(1));
        Map<CertifiedPair, CertifiedPair> there = certification.stored(claimed.keySet());
        Map<CertifiedPair, DayEntry> found = new TreeMap<>();
        certification
                .entries(there.values().stream().filter(claimed::containsKey).toList())
                .values()
                .forEach(entries -> entries.forEach(entry -> found.put(entry.pair(), entry)));
        claimed.forEach((pair, entry) -> {
            compared++;
            DayEntry stored = found.get(pair);
            compare(pair, entry, stored == null ? DayEntry.without(pair) : stored);
        });
        there.keySet().stream()
                .filter(pair -> !claimed.containsKey(pair))
                .filter(pair -> store.edge(pair, begin, begin + DAY, DayStore.Edge.FIRST)
                        .isPresent())
                .forEach(pair -> notes.add("not in the certificate: " + pair));
    }

    private void compare(CertifiedPair pair, JsonNode entry, DayEntry stored) {
        String subject = pair + " " + certificate.day() + ": ";
        PairDay day = stored.day();
        long rows = entry.path("rows").asLong();
        DayHash claimed = new DayHash(
                rows, entry.path("sha256").asText(), entry.path("hours").asText());
        Optional<String> difference = stored.difference("certified", claimed);
        if (difference.isPresent()) {
            differences.add(subject + difference.get());
            return;
        }
        if (rows != day.rows()
                || !entry.path("first").asText().equals(StoredGap.text(day.first()))
                || !entry.path("last").asText().equals(StoredGap.text(day.last()))) {
            differences.add(subject + "the same rows, but not as many or not from and to where the certificate says");
        }
        Map<String, Object> data = stored.data();
        if (!text(entry.path("gaps")).equals(Certificate.canonical(data.get("gaps")))) {
            notes.add(subject + "the store has other gaps noted than the certificate");
        }
        stored.witnesses().forEach((witness, said) -> {
            if (!entry.path("witnesses").path(witness).asText(said).equals(said)) {
                differences.add(subject + witness + " " + said + ", certified "
                        + entry.path("witnesses").path(witness).asText());
            }
        });
        if (!stored.archives().isEmpty()
                && !text(entry.path("archives")).equals(Certificate.canonical(data.get("archives")))) {
            differences.add(subject + "the archive files have other names or checksums");
        }
    }

    private static String text(JsonNode node) {
        return Certificate.canonical(node);
    }
}
