package org.imagebuilder.queue.lanes;

/**
 * How a gateway takes part in lanes.
 *
 * @param membersPerLane share-group members per lane and gateway at most; a member hands out some 100 jobs a second,
 *     and a group has room for 200 members
 * @param workersPerMember waiting workers that make another member worth its while
 */
public record LaneSettings(int membersPerLane, int workersPerMember) {}
