package io.candlestream.simulator;

import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.program.StopLine;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.simulator.exchange.Pace;
import io.candlestream.simulator.market.SeededMarket;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Plays a made-up market at the clock's pace, with or without listeners, until the process is ended. */
@Command(name = "exchange", description = "The simulated exchange alone, at the clock's pace, until Ctrl-C.")
public final class ExchangeCommand extends MarketOptions implements Callable<Integer> {
    @Option(
            names = "--symbols",
            split = ",",
            paramLabel = "SYMBOL",
            description = "which pairs (default: ten large ones)")
    private List<String> symbols = SeededMarket.MAJORS;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "where to listen; 0.0.0.0 is everywhere (default: this machine's loopback)")
    private InetAddress host = InetAddress.getLoopbackAddress();

    @Option(names = "--stream-port", paramLabel = "PORT", description = "port of the socket (default: 9443)")
    private int streamPort = 9443;

    @Option(names = "--rest-port", paramLabel = "PORT", description = "port of REST (default: 8443)")
    private int restPort = 8443;

    @Override
    public Integer call() {
        SeededMarket market =
                new SeededMarket(seed, symbols, interval, Instant.now().toEpochMilli());
        Exchange.Options options =
                Exchange.Options.defaults().streams(streams).at(host).onPorts(streamPort, restPort);
        try (Exchange exchange = new Exchange(market, Pace.times(1), options)) {
            exchange.start();
            exchange.open();
            return StopLine.usual(System.out, () -> "Exchange stopped.").during(() -> {
                System.out.println("Exchange: " + exchange.streamUrl() + "  " + exchange.restUrl());
                exchange.finished().join();
                return Program.OK;
            });
        } catch (IllegalStateException | UncheckedIOException e) {
            System.err.println(e.getMessage() + " (--stream-port and --rest-port choose others, 0 any free one)");
            return Program.CANNOT;
        }
    }
}
