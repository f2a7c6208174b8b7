package io.candlestream.consumer.query;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.SparkJobInfo;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.SparkStatusTracker;
import org.apache.spark.sql.SparkSession;

/**
 * How far the running Spark jobs of one query have come.
 *
 * @param group the group in which Spark has put them, by the id of the query's run
 */
record TaskCount(SparkSession spark, String group) {
    /** Such as {@code 3 of 4 tasks done, 1 at work}. */
    String describe() {
        SparkStatusTracker tracker = spark.sparkContext().statusTracker();
        int[] active = tracker.getActiveJobIds();
        SparkStageInfo[] stages = Arrays.stream(tracker.getJobIdsForGroup(group))
                .filter(job -> IntStream.of(active).anyMatch(one -> one == job))
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
