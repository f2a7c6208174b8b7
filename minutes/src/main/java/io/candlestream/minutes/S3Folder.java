package io.candlestream.minutes;

import java.io.IOException;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * What begins with a prefix in a bucket of S3, where a PUT replaces an object in one step.
 *
 * @param prefix empty, or with a slash at its end
 */
record S3Folder(S3Client client, String bucket, String prefix) implements MinuteFolder {
    @Override
    public Optional<byte[]> read(String path) throws IOException {
        try {
            return Optional.of(
                    client.getObjectAsBytes(request -> request.bucket(bucket).key(prefix + path))
                            .asByteArray());
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw failed(e);
        }
    }

    @Override
    public void replace(String path, byte[] bytes) throws IOException {
        try {
            client.putObject(
                    request -> request.bucket(bucket).key(prefix + path).contentType("application/vnd.apache.parquet"),
                    RequestBody.fromBytes(bytes));
        } catch (SdkException e) {
            throw failed(e);
        }
    }

    @Override
    public void check() throws IOException {
        try {
            client.headBucket(request -> request.bucket(bucket));
        } catch (NoSuchBucketException e) {
            throw new IOException("there is no bucket " + bucket, e);
        } catch (SdkException e) {
            throw failed(e);
        }
    }

    /** Amazon's message, in one line. */
    private static IOException failed(SdkException e) {
        return new IOException(
                String.valueOf(e.getMessage()).lines().findFirst().orElse("S3 says nothing"), e);
    }

    @Override
    public String at() {
        return "s3://" + bucket + (prefix.isEmpty() ? "" : "/" + prefix.substring(0, prefix.length() - 1));
    }

    @Override
    public void close() {
        client.close();
    }
}
