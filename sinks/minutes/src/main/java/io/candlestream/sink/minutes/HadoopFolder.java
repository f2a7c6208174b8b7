package io.candlestream.sink.minutes;

import io.candlestream.minutes.MinuteFolder;
import io.candlestream.runtime.settings.FatalException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.EnumSet;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;

/**
 * A folder in HDFS, or in what else Hadoop has as a file system. A file is written beside its place, brought to the disks and then
 * renamed over the old one, which {@code FileSystem.rename} would refuse in silence.
 */
record HadoopFolder(FileContext files, Path root) implements MinuteFolder {
    /**
     * The folder {@code place}, by the settings of Hadoop that Spark has ({@code spark.hadoop.…}).
     *
     * @throws FatalException when Hadoop knows no such kind of place
     */
    static HadoopFolder open(String place, SparkConf conf) {
        Configuration settings = SparkHadoopUtil.get().newConfiguration(conf);
        try {
            return new HadoopFolder(FileContext.getFileContext(URI.create(place), settings), new Path(place));
        } catch (UnsupportedFileSystemException | RuntimeException e) { // also for one whose class is not there
            throw new FatalException(
                    "Cannot write to " + place
                            + ": a folder, s3://bucket/prefix or hdfs://namenode:8020/folder is needed: "
                            + e.getMessage(),
                    e);
        }
    }

    @Override
    public Optional<byte[]> read(String path) throws IOException {
        try (InputStream file = files.open(new Path(root, path))) {
            return Optional.of(file.readAllBytes());
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    @Override
    public void replace(String path, byte[] bytes) throws IOException {
        Path whole = new Path(root, path);
        Path part = new Path(whole.getParent(), "." + whole.getName() + ".part");
        try (FSDataOutputStream file = files.create(
                part, EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE), Options.CreateOpts.createParent())) {
            file.write(bytes);
            file.hsync();
        }
        files.rename(part, whole, Options.Rename.OVERWRITE);
    }

    @Override
    public void check() throws IOException {
        files.mkdir(root, FsPermission.getDirDefault(), true);
    }

    @Override
    public String at() {
        return root.toString();
    }

    @Override
    public void close() {
        // Hadoop's connections are shared with Spark.
    }
}
