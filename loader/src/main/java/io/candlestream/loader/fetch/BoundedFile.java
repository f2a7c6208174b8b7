package io.candlestream.loader.fetch;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** The body of one answer on its way into a file, up to a number of bytes. */
final class BoundedFile implements BodySubscriber<Void> {
    private final FileChannel file;
    private final long most;
    private final CompletableFuture<Void> whole = new CompletableFuture<>();
    private final CompletableFuture<Subscription> source = new CompletableFuture<>();
    private long size;

    BoundedFile(FileChannel file, long most) {
        this.file = file;
        this.most = most;
    }

    @Override
    public CompletionStage<Void> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        source.complete(subscription);
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        try {
            for (ByteBuffer part : parts) {
                size += part.remaining();
                if (size > most) {
                    throw new IOException("the file is longer than " + most + " bytes");
                }
                while (part.hasRemaining()) {
                    file.write(part);
                }
            }
        } catch (IOException e) {
            whole.completeExceptionally(e);
            var unused = source.thenAccept(Subscription::cancel);
        }
    }

    @Override
    public void onError(Throwable failure) {
        whole.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        whole.complete(null);
    }
}
