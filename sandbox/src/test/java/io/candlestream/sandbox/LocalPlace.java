package io.candlestream.sandbox;

import java.nio.file.Path;
import java.util.Map;

/** A folder of this machine, its catalog in it. */
record LocalPlace(Path lake) implements LakePlace {
    @Override
    public Map<String, String> environment() {
        return Map.of("CANDLESTREAM_LAKE_WAREHOUSE", lake.toString());
    }

    @Override
    public int batchMillis() {
        return 100;
    }

    @Override
    public Path files(Path folder) {
        return lake;
    }

    @Override
    public void close() {
        // Its folder is the test's.
    }
}
