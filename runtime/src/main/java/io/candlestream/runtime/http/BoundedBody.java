package io.candlestream.runtime.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** The body of one answer, in memory up to a number of bytes; {@link #cancel} ends one that does not. */
public final class BoundedBody implements BodySubscriber<byte[]> {
    private final int most;
    private final Longer longer;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private final CompletableFuture<Subscription> source = new CompletableFuture<>();

    public BoundedBody(int most, Longer longer) {
        this.most = most;
        this.longer = longer;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        source.complete(subscription);
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        for (ByteBuffer part : parts) {
            byte[] read = new byte[Math.min(part.remaining(), most - bytes.size())];
            boolean over = part.remaining() > read.length;
            part.get(read);
            bytes.writeBytes(read);
            if (over) {
                end();
                return;
            }
        }
    }

    private void end() {
        if (longer == Longer.CUT) {
            whole.complete(bytes.toByteArray());
        } else {
            whole.completeExceptionally(new IOException("the answer is longer than " + most + " bytes"));
        }
        cancel();
    }

    @Override
    public void onError(Throwable failure) {
        whole.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        whole.complete(bytes.toByteArray());
    }

    /** Ends the connection, now or once there is one. Any thread may call it. */
    public void cancel() {
        var unused = source.thenAccept(Subscription::cancel);
    }

    /** What becomes of a body that is longer. */
    public enum Longer {
        CUT,
        REFUSED
    }
}
