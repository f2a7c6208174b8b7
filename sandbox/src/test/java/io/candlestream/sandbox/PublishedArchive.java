package io.candlestream.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** The exchange's public archive on the loopback: the files of a folder, each under its own name, wherever it is asked for. */
final class PublishedArchive implements AutoCloseable {
    private final HttpServer server;
    private final Path folder;

    private PublishedArchive(HttpServer server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    static PublishedArchive of(Path folder) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            PublishedArchive archive = new PublishedArchive(server, folder);
            server.createContext("/data/spot/", archive::answer);
            server.start();
            return archive;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Path file = folder.resolve(exchange.getRequestURI().getPath().replaceFirst(".*/", ""));
            byte[] body = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            exchange.sendResponseHeaders(Files.exists(file) ? 200 : 404, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
