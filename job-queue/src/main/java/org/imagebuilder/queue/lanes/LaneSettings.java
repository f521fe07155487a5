package org.imagebuilder.queue.lanes;

import java.time.Duration;

/**
 * How a gateway takes part in lanes.
 *
 * @param membersPerLane share-group members per lane and gateway at most; a member hands out some 100 jobs a second,
 *     and a group has room for 200 members
 * @param workersPerMember waiting workers that another member needs at least to be worth its while, and how many
 *     records members beyond the first two take at a time
 * @param extraMembers members of all lanes together, beyond the first of each; a member costs two threads and about
 *     half a megabyte
 * @param idleAfter a member that has brought nothing for so long leaves; the last of a lane stays while workers wait
 */
public record LaneSettings(int membersPerLane, int workersPerMember, int extraMembers, Duration idleAfter) {}
