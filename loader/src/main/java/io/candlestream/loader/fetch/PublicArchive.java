package io.candlestream.loader.fetch;

import io.candlestream.loader.archive.FileChecksum;
import io.candlestream.runtime.http.BoundedAnswer;
import io.candlestream.runtime.retry.Retry;
import io.candlestream.runtime.retry.UnavailableException;
import io.candlestream.runtime.settings.FatalException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The exchange's archive as it answers by HTTP. Nothing of it is believed: not its sizes, not its names, not its status; redirects
 * are not followed.
 *
 * <p>Source: binance-public-data, README.md; the listing is that of Amazon's S3, ListObjects.
 *
 * @param url without a slash at its end
 * @param listUrl where its listing is asked for
 * @param mostBytes of a file
 * @param deadline of a file
 */
record PublicArchive(HttpClient client, URI url, URI listUrl, long mostBytes, Duration deadline) {
    private static final int MOST_CHECKSUM = 1024;
    private static final int MOST_LISTING = 8 << 20;
    private static final int MOST_PAGES = 100;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY = 429;
    private static final int BANNED = 418;
    private static final int SERVER_FAULT = 500;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final String END_OF_LISTING = "</ListBucketResult>";
    private static final Pattern NEXT = Pattern.compile("<NextMarker>([^<]{1,1000})</NextMarker>");

    /** The archive asks not to be called for a while. */
    private static final class BusyException extends IOException {
        private static final long serialVersionUID = 1L;
        private final Duration pause;

        BusyException(String message, Duration pause) {
            super(message);
            this.pause = pause;
        }
    }

    /** One request, or several that only count together. */
    interface Request<T> {
        T run() throws IOException, InterruptedException;
    }

    /**
     * What {@code request} yields, made again while it fails.
     *
     * @param goal to follow "Cannot"
     * @throws FatalException in one line, when no attempt succeeds
     */
    <T> T asked(Retry retry, String goal, Request<T> request) {
        return retry.until(
                goal,
                () -> {
                    try {
                        return request.run();
                    } catch (BusyException e) {
                        throw new UnavailableException(e.getMessage(), e.pause, e);
                    } catch (IOException e) {
                        String silent = "no answer (" + e.getClass().getSimpleName() + ")";
                        throw new UnavailableException(
                                Optional.ofNullable(e.getMessage()).orElse(silent), e);
                    }
                },
                (message, cause) ->
                        new FatalException(message + " (the same command goes on where it stopped)", cause));
    }

    /** The SHA-256 that the archive says of {@code file}; empty when it has no such file. */
    Optional<String> checksum(RemoteFile file) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = BoundedAnswer.of(client, get(file.path() + ".CHECKSUM"), deadline, MOST_CHECKSUM);
        if (answer.statusCode() == NOT_FOUND) {
            return Optional.empty();
        }
        requireOk(answer);
        String line = new String(answer.body(), StandardCharsets.UTF_8);
        return Optional.of(FileChecksum.said(line, file.name())
                .orElseThrow(() -> new IOException("its CHECKSUM holds no SHA-256 of it")));
    }

    /** Writes {@code file} to {@code part}, and returns the SHA-256 of what stands there, also when others have written to it. */
    String download(RemoteFile file, Path part) throws IOException, InterruptedException {
        try (FileChannel out = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(
                    get(file.path()),
                    headers -> headers.statusCode() == OK
                            ? new BoundedFile(out, mostBytes)
                            : HttpResponse.BodySubscribers.discarding());
            try {
                requireOk(answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS));
                out.force(true);
            } catch (TimeoutException e) {
                throw new IOException("no whole answer within " + deadline.toSeconds() + " s", e);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
            } finally {
                answer.cancel(true);
            }
        }
        return FileChecksum.of(part);
    }

    /** All symbols that the archive has monthly files of. */
    SortedSet<String> symbols(MarketFolder market, ArchivedSeries series) throws IOException, InterruptedException {
        String prefix = RemoteFile.folder(market, "monthly", series);
        return listed(
                prefix,
                Optional.empty(),
                Pattern.compile("<Prefix>" + Pattern.quote(prefix) + "([\\p{L}\\p{N}_]{1,30})/</Prefix>"));
    }

    /**
     * The months or days, such as 2021-05, of which the archive has a file of one symbol.
     *
     * @param kind {@code monthly} or {@code daily}
     * @param after none of them and none before; empty for all
     */
    SortedSet<String> times(
            MarketFolder market, String kind, String symbol, ArchivedSeries series, Optional<String> after)
            throws IOException, InterruptedException {
        String prefix = RemoteFile.folder(market, kind, series) + series.below(symbol);
        String file = prefix + symbol + "-" + series.code() + "-";
        return listed(
                prefix,
                after.map(time -> file + time + ".zip~"),
                Pattern.compile("<Key>" + Pattern.quote(file) + "(\\d{4}-\\d{2}(?:-\\d{2})?)\\.zip</Key>"));
    }

    /** What {@code wanted} finds, as its first group, in all pages of the listing below {@code prefix}. */
    private SortedSet<String> listed(String prefix, Optional<String> begin, Pattern wanted)
            throws IOException, InterruptedException {
        SortedSet<String> found = new TreeSet<>();
        Optional<String> marker = begin;
        for (int page = 0; page < MOST_PAGES; page++) {
            String query = "?delimiter=/&prefix=" + encoded(prefix)
                    + marker.map(text -> "&marker=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
                            .orElse("");
            HttpRequest request = HttpRequest.newBuilder(URI.create(listUrl + query))
                    .timeout(deadline)
                    .build();
            HttpResponse<byte[]> answer = BoundedAnswer.of(client, request, deadline, MOST_LISTING);
            requireOk(answer);
            String text = new String(answer.body(), StandardCharsets.UTF_8);
            if (!text.stripTrailing().endsWith(END_OF_LISTING)) {
                throw new IOException("the listing does not end with " + END_OF_LISTING);
            }
            Matcher one = wanted.matcher(text);
            while (one.find()) {
                found.add(one.group(1));
            }
            Matcher next = NEXT.matcher(text);
            if (!next.find()) {
                return found;
            }
            marker = Optional.of(next.group(1));
        }
        throw new IOException("the listing has more than " + MOST_PAGES + " pages");
    }

    private static String encoded(String path) {
        return Arrays.stream(path.split("/", -1))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8))
                .collect(Collectors.joining("/"));
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(URI.create(url + "/" + encoded(path)))
                .timeout(deadline)
                .build();
    }

    private static void requireOk(HttpResponse<?> answer) throws IOException {
        int status = answer.statusCode();
        if (status == OK) {
            return;
        }
        String message = "it answers with status " + status;
        if (status == TOO_MANY || status == BANNED || status >= SERVER_FAULT) {
            throw new BusyException(message, pause(answer));
        }
        throw new IOException(message);
    }

    private static Duration pause(HttpResponse<?> answer) {
        Duration asked = answer.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("\\d{1,9}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(Duration.ZERO);
        return asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
    }
}
