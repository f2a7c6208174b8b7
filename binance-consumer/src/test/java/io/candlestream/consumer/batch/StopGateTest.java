package io.candlestream.consumer.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class StopGateTest {
    private final StopGate gate = new StopGate();

    @Test
    void letsBatchesInAndOut() throws InterruptedException {
        gate.enter();
        assertThat(gate.batchInside()).isTrue();
        gate.leave();
        assertThat(gate.batchInside()).isFalse();
        gate.enter();
        assertThat(gate.batchInside()).isTrue();
    }

    @Test
    void lettingARunningBatchEndKeepsTheNextOneOutUntilItIsInterrupted() throws InterruptedException {
        gate.enter();
        gate.close();
        assertThat(gate.batchInside()).isTrue();
        gate.leave();

        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread next = new Thread(() -> interrupted.complete(enterInterrupted()));
        next.start();
        await().until(gate::batchWaiting);
        assertThat(interrupted).isNotDone();
        assertThat(gate.batchInside()).isFalse();

        next.interrupt();
        assertThat(interrupted.join()).isTrue();
        assertThat(gate.batchInside()).isFalse();
    }

    private boolean enterInterrupted() {
        try {
            gate.enter();
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }
}
