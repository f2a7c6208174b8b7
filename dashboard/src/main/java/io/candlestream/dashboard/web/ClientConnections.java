package io.candlestream.dashboard.web;

import io.candlestream.runtime.http.Connections;
import io.javalin.http.Context;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;

/**
 * Who is connected: Jetty by itself takes any number, and waits as long for a request as a byte comes now and then. The
 * connection of a request is found by the client's address and port, which no header can change.
 */
final class ClientConnections implements Connection.Listener, AutoCloseable {
    private final Connections<EndPoint> connections;
    private final Map<InetSocketAddress, EndPoint> byAddress = new ConcurrentHashMap<>();

    ClientConnections(ClientLimits limits) {
        this.connections = new Connections<>(limits.connections(), EndPoint::close);
    }

    @Override
    public void onOpened(Connection connection) {
        EndPoint client = connection.getEndPoint();
        address(client).ifPresent(address -> {
            if (connections.enter(client, address.getAddress())) {
                byAddress.put(address, client);
            } else {
                client.close();
            }
        });
    }

    @Override
    public void onClosed(Connection connection) {
        EndPoint client = connection.getEndPoint();
        connections.left(client);
        byAddress.values().remove(client);
    }

    private static Optional<InetSocketAddress> address(EndPoint client) {
        return client.getRemoteSocketAddress() instanceof InetSocketAddress address
                ? Optional.of(address)
                : Optional.empty();
    }

    /** A request has come whole. */
    void asked(Context request) {
        of(request, Connections::asked);
    }

    /** Its answer is a stream. */
    void stays(Context request) {
        of(request, Connections::stays);
    }

    /** It is answered. */
    void answered(Context request) {
        of(request, Connections::answered);
    }

    private void of(Context request, BiConsumer<Connections<EndPoint>, EndPoint> change) {
        var address =
                new InetSocketAddress(Clients.address(request), request.req().getRemotePort());
        Optional.ofNullable(byAddress.get(address)).ifPresent(client -> change.accept(connections, client));
    }

    @Override
    public void close() {
        connections.close();
    }
}
