package io.candlestream.loader.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.candlestream.loader.archive.FileChecksum;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The public archive on the loopback: files with their checksums, a listing, and whatever can be wrong with an answer. */
final class ArchiveServer implements AutoCloseable {
    /** What an answer is spoilt by. */
    enum Spoilt {
        BUSY,
        CUT,
        SILENT,
        ENDLESS,
        OTHER_BYTES,
        REDIRECT,
        FORBIDDEN
    }

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, ConcurrentLinkedQueue<Spoilt>> faults = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Runnable> meanwhile = new ConcurrentHashMap<>();
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger downloads = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final HttpServer server;

    ArchiveServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Publishes a zip, such as {@code monthly/klines/BTCUSDT/1m/BTCUSDT-1m-2021-05}, with its checksum. */
    void publish(String name, String rows) throws IOException {
        String file = name.substring(name.lastIndexOf('/') + 1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(file + ".csv"));
            zip.write(rows.getBytes(StandardCharsets.US_ASCII));
        }
        Path temporary = Files.createTempFile("archive", ".zip");
        Files.write(temporary, bytes.toByteArray());
        String sum = FileChecksum.of(temporary);
        Files.delete(temporary);
        String path = "/data/spot/" + name + ".zip";
        files.put(path, bytes.toByteArray());
        files.put(path + ".CHECKSUM", (sum + "  " + file + ".zip\n").getBytes(StandardCharsets.UTF_8));
    }

    /** The next answers for a file are spoilt, one by each. */
    void spoil(String name, Spoilt... by) {
        faults.put("/data/spot/" + name, new ConcurrentLinkedQueue<>(List.of(by)));
    }

    /** Done once, when a file is asked for and before it is answered. */
    void meanwhile(String name, Runnable work) {
        meanwhile.put("/data/spot/" + name, work);
    }

    /** The same of the next answers for the listing. */
    void spoilListing(Spoilt... by) {
        faults.put("/listing", new ConcurrentLinkedQueue<>(List.of(by)));
    }

    /** The largest number of requests that were open at once. */
    int mostAtOnce() {
        return most.get();
    }

    /** How many zips were given out, whole or not. */
    int downloads() {
        return downloads.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        most.accumulateAndGet(now.incrementAndGet(), Math::max);
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            Optional.ofNullable(meanwhile.remove(path)).ifPresent(Runnable::run);
            Spoilt fault =
                    faults.getOrDefault(path, new ConcurrentLinkedQueue<>()).poll();
            if (path.equals("/listing") && fault == null) {
                answer(
                        exchange,
                        200,
                        listing(String.valueOf(exchange.getRequestURI().getQuery())));
            } else if (fault != null) {
                spoil(exchange, fault, files.getOrDefault(path, new byte[0]));
            } else if (files.containsKey(path)) {
                downloads.addAndGet(path.endsWith(".zip") ? 1 : 0);
                answer(exchange, 200, files.get(path));
            } else {
                answer(exchange, 404, "<Error><Code>NoSuchKey</Code></Error>".getBytes(StandardCharsets.US_ASCII));
            }
        } finally {
            now.decrementAndGet();
        }
    }

    private void spoil(HttpExchange exchange, Spoilt fault, byte[] body) throws IOException {
        switch (fault) {
            case BUSY -> {
                exchange.getResponseHeaders().set("Retry-After", "0");
                answer(exchange, 503, new byte[0]);
            }
            case CUT -> {
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body, 0, body.length / 2);
            }
            case SILENT -> untilClosed();
            case ENDLESS -> {
                exchange.sendResponseHeaders(200, 0);
                byte[] chunk = new byte[1 << 16];
                while (true) {
                    exchange.getResponseBody().write(chunk);
                }
            }
            case OTHER_BYTES -> {
                byte[] other = body.clone();
                other[other.length / 2] = (byte) (other[other.length / 2] ^ 1);
                answer(exchange, 200, other);
            }
            case REDIRECT -> {
                exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/elsewhere.zip");
                answer(exchange, 302, new byte[0]);
            }
            case FORBIDDEN -> answer(exchange, 403, new byte[0]);
        }
    }

    private void untilClosed() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    /** As S3 does, two entries a page: the files of the prefix, and once each folder below it. */
    private byte[] listing(String query) {
        String prefix = query.replaceFirst(".*prefix=([^&]*).*", "$1");
        TreeMap<String, String> entries = new TreeMap<>();
        for (String path : files.keySet()) {
            String key = path.substring(1);
            if (key.startsWith(prefix)) {
                int slash = key.indexOf('/', prefix.length());
                String entry = slash < 0 ? key : key.substring(0, slash + 1);
                entries.put(
                        entry,
                        slash < 0
                                ? "<Contents><Key>" + entry + "</Key></Contents>"
                                : "<CommonPrefixes><Prefix>" + entry + "</Prefix></CommonPrefixes>");
            }
        }
        String marker = query.contains("marker=") ? query.replaceFirst(".*marker=", "") : "";
        List<String> page =
                entries.tailMap(marker, false).keySet().stream().limit(2).toList();
        StringBuilder text =
                new StringBuilder("<?xml version=\"1.0\"?><ListBucketResult><Prefix>" + prefix + "</Prefix>");
        if (!page.isEmpty() && !entries.lastKey().equals(page.get(page.size() - 1))) {
            text.append("<NextMarker>").append(page.get(page.size() - 1)).append("</NextMarker>");
        }
        page.forEach(entry -> text.append(entries.get(entry)));
        return text.append("</ListBucketResult>").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What REST says of 24 hours: each symbol with its quote volume. */
    void traded(Map<String, String> volumes) {
        String pairs = volumes.entrySet().stream()
                .map(pair -> "{\"symbol\":\"" + pair.getKey() + "\",\"quoteVolume\":\"" + pair.getValue() + "\"}")
                .collect(Collectors.joining(","));
        files.put("/api/v3/ticker/24hr", ("[" + pairs + "]").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
