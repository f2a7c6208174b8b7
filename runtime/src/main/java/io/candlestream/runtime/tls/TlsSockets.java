package io.candlestream.runtime.tls;

import io.candlestream.runtime.settings.KeyFile;
import io.candlestream.runtime.settings.Tls;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * Opens the driver's sockets by the JDK's own TLS: with files in PKCS12 or JKS, as all of our programs have them, and with the
 * JDK's check of the host's name. The driver makes it from the connection's properties.
 */
public final class TlsSockets extends SSLSocketFactory {
    private static final String CHECK_HOST = "candlestream.check-host";
    private static final String TRUSTED = "candlestream.truststore";
    private static final String OWN = "candlestream.keystore";
    private static final String PASSWORD = "-password";

    private final SSLSocketFactory sockets;
    private final boolean checked;

    /** Called by the driver. */
    public TlsSockets(Properties connection) throws GeneralSecurityException, IOException {
        KeyManagerFactory own = null;
        if (connection.containsKey(OWN)) {
            own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            own.init(store(connection, OWN), password(connection, OWN));
        }
        TrustManagerFactory trusted = null;
        if (connection.containsKey(TRUSTED)) {
            trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(store(connection, TRUSTED));
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                own == null ? null : own.getKeyManagers(), trusted == null ? null : trusted.getTrustManagers(), null);
        this.sockets = context.getSocketFactory();
        this.checked = Boolean.parseBoolean(connection.getProperty(CHECK_HOST));
    }

    /** TLS as {@code tls} says, under the driver's names and ours. */
    public static Map<String, String> properties(Tls tls) {
        Map<String, String> properties = new TreeMap<>();
        properties.put("sslmode", "require");
        properties.put("sslfactory", TlsSockets.class.getName());
        properties.put(CHECK_HOST, String.valueOf(tls.hostCheck() == Tls.HostCheck.REQUIRED));
        tls.trusted().ifPresent(file -> put(properties, TRUSTED, file));
        tls.own().ifPresent(file -> put(properties, OWN, file));
        return properties;
    }

    private static void put(Map<String, String> properties, String name, KeyFile file) {
        properties.put(name, file.path().toString());
        properties.put(name + PASSWORD, file.password());
    }

    private static KeyStore store(Properties connection, String name) throws GeneralSecurityException, IOException {
        return KeyStore.getInstance(new File(connection.getProperty(name)), password(connection, name));
    }

    private static char[] password(Properties connection, String name) {
        return connection.getProperty(name + PASSWORD, "").toCharArray();
    }

    private Socket checked(Socket socket) {
        if (checked && socket instanceof SSLSocket tls) {
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            tls.setSSLParameters(parameters);
        }
        return socket;
    }

    @Override
    public Socket createSocket(Socket plain, String host, int port, boolean autoClose) throws IOException {
        return checked(sockets.createSocket(plain, host, port, autoClose));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return checked(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        return checked(sockets.createSocket(host, port, from, fromPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return checked(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        return checked(sockets.createSocket(host, port, from, fromPort));
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return sockets.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return sockets.getSupportedCipherSuites();
    }
}
