package io.candlestream.certify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.candlestream.certify.hash.CertificateKeys;
import io.candlestream.certify.hash.HourHashes;
import io.candlestream.certify.hash.MerkleTree;
import io.candlestream.runtime.settings.FatalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The signed statement of one day. Its file is the same to the last byte for the same rows, key and options, from whichever store: it names
 * neither the store nor the moment of its making.
 *
 * @param body what is signed, as its canonical text: keys in order, no space, UTF-8
 * @param says the same, parsed
 */
record Certificate(String body, String key, String signature, JsonNode says) {
    /** Of these bytes, of the files and of the tree. */
    static final String FORMAT = "candlestream certificate 1";

    private static final HexFormat HEX = HexFormat.of();
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION) // else two readers may see two certificates
            .build();

    /** That of {@code entries}, which are in their order, signed with {@code key}. */
    static Certificate of(LocalDate day, List<DayEntry> entries, Optional<String> previous, PrivateKey key) {
        Map<String, Object> body = new TreeMap<>();
        body.put("format", FORMAT);
        body.put("day", day.toString());
        List<DayEntry> proved = entries.stream().filter(DayEntry::isProved).toList();
        body.put("certified", proved.stream().map(DayEntry::data).toList());
        body.put(
                "unproved",
                entries.stream()
                        .filter(entry -> !entry.isProved())
                        .map(DayEntry::data)
                        .toList());
        body.put("root", root(proved.stream().map(entry -> entry.day().sha256()).toList()));
        previous.ifPresent(hash -> body.put("previous", hash));
        String text = canonical(body);
        return new Certificate(
                text,
                CertificateKeys.publicOf(key),
                HEX.formatHex(CertificateKeys.sign(key, text.getBytes(StandardCharsets.UTF_8))),
                tree(text));
    }

    /** Of the hashes of the days, which are in the order of their pairs. */
    static String root(List<String> hashes) {
        return HEX.formatHex(MerkleTree.root(hashes.stream().map(HEX::parseHex).toList()));
    }

    static String canonical(Object data) {
        try {
            return JSON.writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The whole file. */
    String text() {
        Map<String, Object> all = new TreeMap<>();
        all.put("certificate", JSON.convertValue(says, Object.class));
        all.put("key", key);
        all.put("signature", signature);
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter pretty = new DefaultPrettyPrinter().withObjectIndenter(lines);
        pretty.indentArraysWith(lines);
        try {
            return JSON.writer(pretty).writeValueAsString(JSON.convertValue(all, Object.class)) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads a file; nothing of it is believed yet.
     *
     * @throws FatalException when it is no certificate
     */
    static Certificate read(Path file) {
        try {
            JsonNode all = JSON.readTree(Files.readString(file));
            JsonNode body = all.path("certificate");
            if (!body.path("format").asText().equals(FORMAT)
                    || !all.path("key").isTextual()
                    || !all.path("signature").isTextual()) {
                throw new FatalException("Cannot check " + file + ": it is no certificate (" + FORMAT + ")");
            }
            Certificate read = new Certificate(
                    canonical(JSON.convertValue(body, Object.class)),
                    all.path("key").asText(),
                    all.path("signature").asText(),
                    body);
            read.day();
            return read;
        } catch (IOException | DateTimeParseException e) {
            String why = e instanceof JsonProcessingException json
                    ? "it is no JSON: " + json.getOriginalMessage()
                    : e instanceof IOException ? "no such file" : "it is of no day";
            throw new FatalException("Cannot check " + file + ": " + why, e);
        }
    }

    LocalDate day() {
        return LocalDate.parse(says.path("day").asText());
    }

    /** The hash of the certificate that this one follows. */
    Optional<String> previous() {
        return Optional.of(says.path("previous").asText()).filter(hash -> !hash.isEmpty());
    }

    String root() {
        return says.path("root").asText();
    }

    /** Its hash, by which a successor names it. */
    String sha256() {
        return HEX.formatHex(HourHashes.sha256().digest(body.getBytes(StandardCharsets.UTF_8)));
    }

    /** Whether {@link #key} has signed it. */
    boolean isSigned() {
        try {
            return CertificateKeys.isSigned(key, body.getBytes(StandardCharsets.UTF_8), HEX.parseHex(signature));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The entries of {@code list}, which is certified or unproved. */
    List<JsonNode> entries(String list) {
        List<JsonNode> entries = new ArrayList<>();
        says.path(list).forEach(entries::add);
        return entries;
    }

    /** Of which pair an entry is; it does not tell the asset. */
    static CertifiedPair pair(JsonNode entry) {
        CertifiedStream stream = CertifiedStream.called(entry.path("stream").asText())
                .orElseThrow(() -> new FatalException("Cannot check the stream "
                        + entry.path("stream").asText() + ": this version knows no such stream"));
        return new CertifiedPair(
                stream, entry.path("symbol").asText(), entry.path("interval").asText(), "");
    }
}
