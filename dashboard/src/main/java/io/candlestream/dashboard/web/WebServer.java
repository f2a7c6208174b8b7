package io.candlestream.dashboard.web;

import io.candlestream.dashboard.chart.ChartPages;
import io.candlestream.dashboard.chart.LiveFeeds;
import io.candlestream.dashboard.chart.TableUnavailableException;
import io.candlestream.dashboard.chart.Watchlist;
import io.candlestream.dashboard.health.PipelineHealth;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.settings.FatalException;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.staticfiles.Location;
import io.javalin.json.JavalinJackson;
import io.javalin.util.JavalinBindException;
import java.util.Map;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the page and what it asks for. Read-only: there is nothing but GET. */
public final class WebServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WebServer.class);

    /** For what is answered at once, beside all that one address can hold. */
    private static final int THREADS = 24;

    private final WebSettings settings;
    private final LiveFeeds feeds;
    private final Javalin javalin;
    private final ClientConnections connections;

    /** @param feeds are closed together with the server, which would else wait for their viewers */
    public WebServer(
            WebSettings settings, ChartPages market, LiveFeeds feeds, Watchlist watchlist, PipelineHealth health) {
        this.settings = settings;
        this.feeds = feeds;
        this.connections = new ClientConnections(settings.limits());
        Clients clients = new Clients(settings.limits(), System::nanoTime);
        ChartApi charts = new ChartApi(market, watchlist, settings.note());
        Download download = new Download(market);
        HostCheck guard = new HostCheck(settings);
        LiveApi live = new LiveApi(market, feeds, clients, connections);
        this.javalin = Javalin.create(config -> {
            configure(config);
            config.routes
                    .before(connections::asked)
                    .before(guard::check)
                    .before(clients::count)
                    .get("/api/assets", charts::assets)
                    .get("/api/watchlist", charts::watchlist)
                    .get("/api/candles", charts::candles)
                    .get("/api/candles.csv", download::csv)
                    .get("/api/candles.parquet", download::parquet)
                    .get("/api/gaps", charts::gaps)
                    .get("/api/days", charts::days)
                    .get("/api/health", context -> context.json(health.report()))
                    .get("/api/health/trend", context -> context.json(Map.of("points", health.trend())))
                    .get("/api/live", live::live)
                    .exception(
                            HttpResponseException.class, (e, context) -> refuse(context, e.getStatus(), e.getMessage()))
                    .exception(
                            TableUnavailableException.class,
                            (e, context) -> refuse(context, HttpStatus.SERVICE_UNAVAILABLE.getCode(), e.getMessage()))
                    .exception(Exception.class, WebServer::fail);
        });
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.startupWatcherEnabled = false;
        int viewers = settings.limits().viewers();
        config.jetty.threadPool = new QueuedThreadPool(viewers + ClientLimits.OTHERS_PER_ADDRESS + THREADS);
        config.jetty.addConnector(this::connector);
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        config.requestLogger.http((context, millis) -> connections.answered(context));
        config.router.javaLangErrorHandler((response, error) -> {
            throw Program.end(error);
        });
        config.jsonMapper(new JavalinJackson(JsonBody.MAPPER, false));
        config.staticFiles.add("/page", Location.CLASSPATH);
    }

    private Connector connector(Server server, HttpConfiguration http) {
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.addBean(connections);
        return connector;
    }

    /** Begins to serve; the address for a browser on this machine. */
    public String start() {
        try {
            javalin.start();
        } catch (JavalinBindException e) {
            throw new FatalException(
                    "Cannot listen at " + settings.host() + ":" + settings.port()
                            + ": the port is taken (set CANDLESTREAM_DASHBOARD_PORT, 0 for any that is free)",
                    e);
        }
        String host = settings.host().matches("0\\.0\\.0\\.0|::") ? "127.0.0.1" : settings.host();
        return "http://" + host + ":" + javalin.port();
    }

    private static void refuse(Context context, int status, String reason) {
        context.status(status).json(Map.of("error", reason));
    }

    private static void fail(Exception e, Context context) {
        log.error("Cannot answer {}: {}", context.path(), e.toString());
        refuse(context, HttpStatus.INTERNAL_SERVER_ERROR.getCode(), "An unexpected error, which the log tells");
    }

    @Override
    public void close() {
        feeds.close();
        javalin.stop();
        connections.close();
    }
}
