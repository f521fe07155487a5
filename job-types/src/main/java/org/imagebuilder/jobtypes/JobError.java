package org.imagebuilder.jobtypes;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Why a job failed.
 *
 * @param id usually the number of a {@link JobErrorId}; newer workers may know more of them
 * @param reason one sentence
 * @param details any JSON; null for none
 */
public record JobError(int id, String reason, @Nullable JsonNode details) {

    public static JobError of(JobErrorId id, String reason) {
        return new JobError(id.number(), reason, null);
    }

    /** {@code {id, reason, details?}}, as it stands in results and in a compose's status. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id).put("reason", reason);
        if (details != null) {
            json.set("details", details);
        }
        return json;
    }

    /** A result that says nothing but this error, for jobs that fail without a worker's report. */
    public String toResult() {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.set("job_error", toJson());
        return result.toString();
    }
}
