package io.candlestream.runtime.metrics;

import io.candlestream.runtime.http.Connections;
import io.candlestream.runtime.program.Program;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers GET and HEAD by HTTP/1.1, one request a connection. Each connection has a thread, there are few of them, and none
 * lives long: slow clients are bounded by {@link Connections}.
 */
final class HttpListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);

    /** Prometheus, a supervisor and a dashboard need three at once. */
    private static final Connections.Limits LIMITS =
            new Connections.Limits(64, 16, Duration.ofSeconds(5), Duration.ofSeconds(10));

    /** A thread may live a little longer than its connection. */
    private static final int MOST_THREADS = 2 * 64;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ServerSocket server;
    private final Function<Request, Reply> answers;
    private final Connections<Socket> connections = new Connections<>(LIMITS, HttpListener::end);
    private final ExecutorService threads = new ThreadPoolExecutor(
            0, MOST_THREADS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), Program.daemons("metrics"));

    HttpListener(ServerSocket server, Function<Request, Reply> answers) {
        this.server = server;
        this.answers = answers;
    }

    void start() {
        Program.daemons("metrics-accept").newThread(this::accept).start();
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                take(server.accept());
            } catch (IOException e) {
                if (!server.isClosed()) { // such as too many open files, which passes
                    LOG.warn("Cannot take a connection for the metrics: {}", e.getMessage());
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        }
    }

    private void take(Socket socket) {
        if (!connections.enter(socket, socket.getInetAddress())) {
            end(socket);
            return;
        }
        try {
            threads.execute(() -> serve(socket));
        } catch (RejectedExecutionException e) {
            connections.left(socket);
            end(socket);
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Optional<Request> request = Request.read(new BufferedInputStream(socket.getInputStream()));
            connections.asked(socket);
            Reply reply =
                    request.map(this::answer).orElseGet(() -> Reply.text("400 Bad Request", "no request of HTTP/1.1"));
            socket.getOutputStream()
                    .write(reply.bytes(request.map(Request::method).orElse("")));
            socket.shutdownOutput();
        } catch (IOException e) {
            LOG.debug("a client left: {}", e.getMessage());
        } finally {
            connections.left(socket);
        }
    }

    private Reply answer(Request request) {
        if (!request.method().matches("GET|HEAD")) {
            return Reply.text("405 Method Not Allowed", "GET or HEAD");
        }
        try {
            return answers.apply(request);
        } catch (RuntimeException e) {
            LOG.error("Cannot answer {}", request.path(), e);
            return Reply.text("500 Internal Server Error", "an unexpected error, which the log tells");
        }
    }

    /** Wakes the thread that reads or writes there, too. */
    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("cannot close a connection: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            LOG.debug("cannot close the endpoint: {}", e.getMessage());
        }
        threads.shutdownNow();
        connections.close();
    }
}
