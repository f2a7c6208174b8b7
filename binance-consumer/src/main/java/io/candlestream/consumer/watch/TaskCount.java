package io.candlestream.consumer.watch;

import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.spark.SparkJobInfo;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.SparkStatusTracker;
import org.apache.spark.sql.SparkSession;

/** How far the running Spark jobs have come. */
public record TaskCount(SparkSession spark) {
    /** Such as {@code 3 of 4 tasks done, 1 at work}. */
    public String words() {
        SparkStatusTracker tracker = spark.sparkContext().statusTracker();
        SparkStageInfo[] stages = Arrays.stream(tracker.getActiveJobIds())
                .mapToObj(tracker::getJobInfo)
                .flatMap(job -> job.isDefined() ? Stream.<SparkJobInfo>of(job.get()) : Stream.empty())
                .flatMapToInt(job -> Arrays.stream(job.stageIds()))
                .mapToObj(tracker::getStageInfo)
                .flatMap(stage -> stage.isDefined() ? Stream.<SparkStageInfo>of(stage.get()) : Stream.empty())
                .toArray(SparkStageInfo[]::new);
        return Arrays.stream(stages).mapToInt(SparkStageInfo::numCompletedTasks).sum() + " of "
                + Arrays.stream(stages).mapToInt(SparkStageInfo::numTasks).sum() + " tasks done, "
                + Arrays.stream(stages).mapToInt(SparkStageInfo::numActiveTasks).sum() + " at work";
    }
}
