package org.imagebuilder.http.rate;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many requests each replica of a service takes from a tenant.
 *
 * @param perSecond on average; 0 for any number
 * @param burst at once, after a pause; as many as in a second unless given
 * @param tenants the same for the tenants of these channels, where it is another number
 */
@ConfigurationProperties("imagebuilder.request-rate")
public record RequestRate(
        @DefaultValue("0") int perSecond,
        @Nullable Integer burst,
        @DefaultValue Map<String, TenantRate> tenants) {

    public RequestRate {
        var _ = new TenantRate(perSecond, burst);
        tenants = Map.copyOf(tenants);
    }

    TenantRate of(String channel) {
        return tenants.getOrDefault(channel, new TenantRate(perSecond, burst));
    }

    boolean isUnlimited() {
        return perSecond == 0 && tenants.values().stream().allMatch(rate -> rate.perSecond() == 0);
    }

    /** As in {@link RequestRate}. */
    public record TenantRate(
            @DefaultValue("0") int perSecond, @Nullable Integer burst) {

        public TenantRate {
            if (perSecond < 0 || (burst != null && burst < 1)) {
                throw new IllegalArgumentException("per-second must be 0 or more, and burst positive");
            }
        }

        long capacity() {
            return burst == null ? perSecond : burst;
        }
    }
}
