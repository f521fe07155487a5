package org.imagebuilder.queue.lanes;

import java.time.Duration;

/**
 * How a gateway takes part in lanes.
 *
 * @param membersPerLane share-group members per lane and gateway at most; a group has room for 200 members
 * @param workersPerMember records that the second member takes at a time, while the first takes one; each further member
 *     takes the square of it
 * @param extraMembers members of all lanes together, beyond the first of each; a member costs two threads and about
 *     half a megabyte
 * @param idleAfter a member that has brought nothing for so long leaves; the last of a lane stays while workers wait
 */
public record LaneSettings(int membersPerLane, int workersPerMember, int extraMembers, Duration idleAfter) {}
