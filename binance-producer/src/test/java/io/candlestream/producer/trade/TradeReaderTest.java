package io.candlestream.producer.trade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.candlestream.ingest.channel.EventSource;
import io.candlestream.ingest.frame.EventJson;
import io.candlestream.ingest.frame.EventScanner;
import io.candlestream.ingest.frame.RejectCause;
import io.candlestream.ingest.frame.RejectedException;
import io.candlestream.runtime.Seed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TradeReaderTest {
    private static final Path RECORDED = Path.of(System.getProperty("candlestream.home"), "../shared/data/trades");
    private static final String BEFORE = "{\"e\":\"trade\"";
    private static final String TEXT =
            BEFORE + ",\"E\":1723161255343,\"s\":\"BTCUSDT\",\"t\":3735683259,\"p\":\"61837.63000000\","
                    + "\"q\":\"0.02000000\",\"T\":1723161255342,\"m\":true,\"M\":true}";
    private static final Trade TRADE = new Trade(
            "BTCUSDT",
            3_735_683_259L,
            "61837.63000000",
            "0.02000000",
            1_723_161_255_342L,
            true,
            1_723_161_255_343L,
            EventSource.SOCKET);

    @Test
    void bothWaysReadEveryField() throws Exception {
        assertThat(scanned(TEXT)).contains(TRADE);
        assertThat(parsed(TEXT)).isEqualTo(TRADE);
    }

    @Test
    void whatWasWrittenUntilJune2024IsReadToo() throws Exception {
        String old = TEXT.replace(",\"T\"", ",\"b\":88,\"a\":50,\"T\"");

        assertThat(scanned(old)).isEmpty();
        assertThat(parsed(old)).isEqualTo(TRADE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"p\":\"61837.63000000\" | \"p\":\"0.00000000\" | OUT_OF_RANGE",
                "\"q\":\"0.02000000\" | \"q\":\"-0.02000000\" | OUT_OF_RANGE",
                "\"q\":\"0.02000000\" | \"q\":\"9223372036854775808\" | OUT_OF_RANGE",
                "\"q\":\"0.02000000\" | \"q\":\"much\" | NOT_DECIMAL",
                "\"q\":\"0.02000000\" | \"q\":0.02 | WRONG_TYPE",
                "\"t\":3735683259 | \"t\":-1 | OUT_OF_RANGE",
                "\"t\":3735683259 | \"t\":9223372036854775807 | OUT_OF_RANGE",
                "\"t\":3735683259 | \"t\":1000000000000000000 | OUT_OF_RANGE",
                "\"p\":\"61837.63000000\" | \"p\":\"61837.630000000000000001\" | OUT_OF_RANGE",
                "\"T\":1723161255342 | \"T\":0 | OUT_OF_RANGE",
                "\"t\":3735683259, | '' | MISSING_KEY",
                "\"m\":true | \"m\":true,\"m\":false | DUPLICATE_KEY",
                "\"T\":1723161255342 | \"T\":1723161255 | OUT_OF_RANGE",
                "\"T\":1723161255342 | \"T\":1723161255342000 | OUT_OF_RANGE",
            })
    void refusesWhatNoTradeCanBe(String part, String other, RejectCause cause) {
        String text = TEXT.replace(part, other);

        assertThat(scanned(text)).isEmpty();
        assertThatThrownBy(() -> parsed(text))
                .isInstanceOfSatisfying(
                        RejectedException.class, e -> assertThat(e.reason()).isEqualTo(cause));
    }

    /** Pairs of tiny prices are traded by the ten thousand millions. */
    @ParameterizedTest
    @CsvSource({"10000000000.00000000", "92233720368.54775807"})
    void takesTheLargestQuantitiesThatTheExchangeHas(String quantity) throws Exception {
        assertThat(parsed(TEXT.replace("0.02000000", quantity)).quantity()).isEqualTo(quantity);
    }

    @Test
    void takesTheFirstIdTheLargestAndEighteenDecimals() throws Exception {
        assertThat(parsed(TEXT.replace("\"t\":3735683259", "\"t\":0")).id()).isZero();
        assertThat(parsed(TEXT.replace("\"t\":3735683259", "\"t\":999999999999999999"))
                        .id())
                .isEqualTo(999_999_999_999_999_999L);
        assertThat(parsed(TEXT.replace("61837.63000000", "0.000000000000000001"))
                        .price())
                .isEqualTo("0.000000000000000001");
    }

    @Test
    void theShortWayNeverReadsADamagedEventOtherwiseThanTheStrictOne() throws Exception {
        Seed seed = Seed.next();
        Random random = seed.random();
        for (int i = 0; i < 100_000; i++) {
            String damaged = damaged(random);
            Optional<Trade> scanned = scanned(damaged);
            if (scanned.isPresent()) {
                assertThat(parsed(damaged)).as("%s: %s", seed, damaged).isEqualTo(scanned.get());
            }
        }
    }

    @Test
    void theShortWayReadsEveryRecordedTradeAndTheirIdsHaveNoBreak() throws IOException {
        assumeTrue(Files.isDirectory(RECORDED), "no recorded trades at " + RECORDED);
        for (String symbol : List.of("btcusdt", "ethusdt")) {
            List<Trade> trades = recorded(symbol).stream()
                    .map(event -> scanned(event).orElseThrow())
                    .toList();

            assertThat(trades).hasSizeGreaterThan(14_000);
            assertThat(trades.stream().mapToLong(Trade::id))
                    .containsExactlyElementsOf(LongStream.range(0, trades.size())
                            .map(i -> trades.get(0).id() + i)
                            .boxed()
                            .toList());
        }
    }

    private static List<String> recorded(String symbol) throws IOException {
        try (Stream<Path> files = Files.list(RECORDED)) {
            Path file = files.filter(path -> path.getFileName().toString().startsWith(symbol + "-trade"))
                    .findFirst()
                    .orElseThrow();
            try (BufferedReader lines = new BufferedReader(
                    new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
                return lines.lines()
                        .map(line -> line.substring(line.indexOf(BEFORE), line.length() - 1))
                        .toList();
            }
        }
    }

    private static Optional<Trade> scanned(String text) {
        try {
            EventScanner scanner = new EventScanner(text);
            scanner.expect(BEFORE);
            Trade trade = TradeReader.scan(scanner);
            scanner.expectEnd();
            return Optional.of(trade);
        } catch (RejectedException | IOException e) {
            return Optional.empty();
        }
    }

    private static Trade parsed(String text) throws RejectedException, IOException {
        try (JsonParser json = new JsonFactory().createParser(text)) {
            json.nextToken();
            return TradeReader.parse(new EventJson(json));
        }
    }

    /** One character replaced, left out or put in, behind the type. */
    private static String damaged(Random random) {
        String characters = "0123456789.-\"\\,:{}tTEspqmMfalse \u0000\u00e4";
        int at = BEFORE.length() + random.nextInt(TEXT.length() - BEFORE.length());
        char c = characters.charAt(random.nextInt(characters.length()));
        return switch (random.nextInt(3)) {
            case 0 -> TEXT.substring(0, at) + c + TEXT.substring(at + 1);
            case 1 -> TEXT.substring(0, at) + TEXT.substring(at + 1);
            default -> TEXT.substring(0, at) + c + TEXT.substring(at);
        };
    }
}
