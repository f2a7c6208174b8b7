package io.candlestream.sink.lake;

import io.candlestream.runtime.settings.Settings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.spark.SparkConf;

/**
 * Where a lake is and how one logs in: the properties of Iceberg's catalog, the secrets among them. In Spark's configuration they
 * stand behind a prefix with the sink's name: no task carries them.
 */
record LakeAddress(Map<String, String> properties) {
    /** The name of the catalog, by which other programs have to know it too: it is part of the catalog's rows. */
    static final String CATALOG = "candlestream";

    private static final Map<LakeAddress, FileIO> FILES = new ConcurrentHashMap<>();

    private static final String SINKS = "spark.candlestream.sinks.";
    private static final String SQLITE = "jdbc:sqlite:";
    private static final String FILE = "catalog.db";
    /** Iceberg loads all of them, whatever it does with S3. */
    private static final List<String> SDK = List.of(
            "software.amazon.awssdk.services.s3.S3Client",
            "software.amazon.awssdk.services.sts.StsClient",
            "software.amazon.awssdk.services.kms.KmsClient");

    /** Milliseconds for which a commit waits for that of another program. */
    private static final String BUSY = "30000";

    LakeAddress {
        properties = Map.copyOf(properties);
    }

    /** @throws io.candlestream.runtime.settings.SettingsException when the catalog is to be found but not named */
    static LakeAddress of(Settings block) {
        String warehouse = warehouse(block.text("warehouse"));
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(CatalogProperties.WAREHOUSE_LOCATION, warehouse);
        properties.put(CatalogProperties.URI, catalog(block, warehouse));
        properties.put(JdbcCatalog.PROPERTY_PREFIX + "schema-version", "V1");
        if (properties.get(CatalogProperties.URI).startsWith(SQLITE)) {
            properties.put(JdbcCatalog.PROPERTY_PREFIX + "busy_timeout", BUSY);
        }
        block.optional("catalog-username")
                .ifPresent(user -> properties.put(JdbcCatalog.PROPERTY_PREFIX + "user", user));
        block.optional("catalog-password")
                .ifPresent(password -> properties.put(JdbcCatalog.PROPERTY_PREFIX + "password", password));
        properties.put(CatalogProperties.FILE_IO_IMPL, files(warehouse));
        if (isS3(warehouse)) {
            requireSdk(block, LakeAddress.class.getClassLoader());
            properties.putAll(s3(block));
        }
        return new LakeAddress(properties);
    }

    private static String warehouse(String given) {
        return URI.create(given.replace(" ", "%20")).getScheme() == null
                ? "file://" + Path.of(given).toAbsolutePath().normalize()
                : given.replaceAll("/+$", "").replaceFirst("^s3a://", "s3://");
    }

    private static String catalog(Settings block, String warehouse) {
        return block.optional("catalog").orElseGet(() -> {
            if (!LocalFiles.isLocal(warehouse)) {
                throw block.refused("catalog", "must be named where the warehouse is no folder of this machine");
            }
            return SQLITE + LocalFiles.path(warehouse).resolve(FILE);
        });
    }

    private static String files(String warehouse) {
        if (LocalFiles.isLocal(warehouse)) {
            return LocalFiles.class.getName();
        }
        return isS3(warehouse) ? "org.apache.iceberg.aws.s3.S3FileIO" : "org.apache.iceberg.hadoop.HadoopFileIO";
    }

    static void requireSdk(Settings block, ClassLoader jars) {
        for (String client : SDK) {
            try {
                Class.forName(client, false, jars);
            } catch (ClassNotFoundException e) {
                throw block.refused(
                        "warehouse",
                        "needs more of version 2 of Amazon's SDK than the consumer brings: without " + client
                                + " (put its jars sts and kms, with what they need, on the class path)");
            }
        }
    }

    boolean isS3() {
        return isS3(properties.get(CatalogProperties.WAREHOUSE_LOCATION));
    }

    private static boolean isS3(String warehouse) {
        return warehouse.startsWith("s3://");
    }

    private static Map<String, String> s3(Settings block) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("client.region", block.text("s3.region"));
        properties.put("http-client.type", "urlconnection");
        properties.put("s3.path-style-access", String.valueOf(block.flag("s3.path-style")));
        block.optional("s3.endpoint").ifPresent(endpoint -> properties.put("s3.endpoint", endpoint));
        block.optional("s3.access-key").ifPresent(key -> {
            properties.put("s3.access-key-id", key);
            properties.put("s3.secret-access-key", block.text("s3.secret-key"));
        });
        block.optional("s3.session-token").ifPresent(token -> properties.put("s3.session-token", token));
        return properties;
    }

    /** As Spark's configuration takes it. */
    Map<String, String> conf(String sink) {
        Map<String, String> conf = new LinkedHashMap<>();
        properties.forEach((key, value) -> conf.put(SINKS + sink + "." + key, value));
        return conf;
    }

    static LakeAddress of(String sink, SparkConf conf) {
        Map<String, String> properties = new TreeMap<>();
        for (var property : conf.getAllWithPrefix(SINKS + sink + ".")) {
            properties.put(property._1(), property._2());
        }
        return new LakeAddress(properties);
    }

    /** What reads and writes its files; one for all tasks of a process, since it may hold connections. */
    FileIO files(Configuration hadoop) {
        return FILES.computeIfAbsent(this, address -> address.opened(hadoop));
    }

    private FileIO opened(Configuration hadoop) {
        return CatalogUtil.loadFileIO(properties.get(CatalogProperties.FILE_IO_IMPL), properties, hadoop);
    }

    /** Whether its folder and the file of its catalog are there; what is not on this machine is taken to be. */
    boolean isThere() {
        String warehouse = properties.get(CatalogProperties.WAREHOUSE_LOCATION);
        String catalog = properties.get(CatalogProperties.URI);
        return (!LocalFiles.isLocal(warehouse) || Files.isDirectory(LocalFiles.path(warehouse)))
                && (!catalog.startsWith(SQLITE) || Files.exists(Path.of(catalog.substring(SQLITE.length()))));
    }

    /** Connects to its catalog, whose tables are made where they are missing; the caller's to close. */
    JdbcCatalog catalog(Configuration hadoop) {
        LocalFiles.makeFolder(properties.get(CatalogProperties.WAREHOUSE_LOCATION));
        JdbcCatalog catalog = new JdbcCatalog();
        catalog.setConf(hadoop);
        catalog.initialize(CATALOG, properties);
        return catalog;
    }

    /** Warehouse and catalog, for messages. */
    String at() {
        return properties.get(CatalogProperties.WAREHOUSE_LOCATION) + " (catalog "
                + properties.get(CatalogProperties.URI) + ")";
    }

    @Override
    public String toString() {
        return at();
    }
}
