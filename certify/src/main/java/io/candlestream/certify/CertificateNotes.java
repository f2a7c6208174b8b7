package io.candlestream.certify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** {@code made.jsonl} in a folder of certificates: one line each time one is made, since the certificate itself names no moment. */
record CertificateNotes(Path folder) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String AT = "at";
    private static final String CERTIFICATE = "certificate";

    private Path file() {
        return folder.resolve("made.jsonl");
    }

    /** Adds a line. */
    void add(Certificate made, Instant at, String version, DayStore store) throws IOException {
        Map<String, Object> line = new TreeMap<>();
        line.put("day", made.day().toString());
        line.put(CERTIFICATE, made.sha256());
        line.put(AT, at.truncatedTo(ChronoUnit.SECONDS).toString());
        line.put("version", version);
        line.put("store", store.toString());
        Files.writeString(
                file(), Certificate.canonical(line) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** When a certificate was made, the last time; empty where no line says so. */
    Optional<Instant> madeAt(Certificate certificate) {
        if (!Files.exists(file())) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(file())) {
            return lines.filter(line -> line.contains(certificate.sha256()))
                    .map(CertificateNotes::read)
                    .filter(line -> line.path(CERTIFICATE).asText().equals(certificate.sha256()))
                    .map(line -> Instant.parse(line.path(AT).asText()))
                    .reduce((first, last) -> last);
        } catch (IOException | UncheckedIOException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** One that was cut short by a crash says nothing. */
    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }
}
