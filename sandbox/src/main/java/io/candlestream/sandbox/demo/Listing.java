package io.candlestream.sandbox.demo;

import java.util.List;

/** The pairs that the made-up market trades: large ones of the real exchange. */
final class Listing {
    static final List<String> SYMBOLS =
            List.of(("BTCUSDT ETHUSDT BNBUSDT SOLUSDT XRPUSDT DOGEUSDT ADAUSDT TRXUSDT AVAXUSDT LINKUSDT "
                            + "DOTUSDT TONUSDT SHIBUSDT BCHUSDT LTCUSDT NEARUSDT UNIUSDT APTUSDT SUIUSDT PEPEUSDT "
                            + "ICPUSDT ETCUSDT XLMUSDT HBARUSDT FILUSDT ATOMUSDT ARBUSDT OPUSDT VETUSDT INJUSDT "
                            + "IMXUSDT RENDERUSDT GRTUSDT ALGOUSDT AAVEUSDT MKRUSDT FTMUSDT THETAUSDT RUNEUSDT SANDUSDT "
                            + "MANAUSDT AXSUSDT EGLDUSDT FLOWUSDT XTZUSDT EOSUSDT NEOUSDT CHZUSDT SNXUSDT CRVUSDT "
                            + "LDOUSDT STXUSDT SEIUSDT TIAUSDT JUPUSDT WIFUSDT BONKUSDT FLOKIUSDT ORDIUSDT ENAUSDT")
                    .split(" "));

    private Listing() {}
}
