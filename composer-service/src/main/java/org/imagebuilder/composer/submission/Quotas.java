package org.imagebuilder.composer.submission;

import java.time.Duration;
import java.util.Map;
import org.imagebuilder.queue.TenantLimits;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many composes each tenant may have; see {@link TenantLimits}.
 *
 * @param composes submitted within the window; 0 for any number
 * @param unfinishedComposes at the same time; 0 for any number
 * @param tenants what is different for the tenants of these channels
 */
@ConfigurationProperties("imagebuilder.quotas")
record Quotas(
        @DefaultValue("0") int composes,
        @DefaultValue("24h") Duration window,
        @DefaultValue("0") int unfinishedComposes,
        @DefaultValue Map<String, TenantQuotas> tenants) {

    Quotas {
        TenantLimits usual = new TenantLimits(composes, window, unfinishedComposes);
        tenants.values().forEach(own -> own.insteadOf(usual));
        tenants = Map.copyOf(tenants);
    }

    TenantLimits of(String channel) {
        TenantLimits usual = new TenantLimits(composes, window, unfinishedComposes);
        TenantQuotas own = tenants.get(channel);
        return own == null ? usual : own.insteadOf(usual);
    }

    /** As in {@link Quotas}; what is missing is as for all. */
    record TenantQuotas(
            @Nullable Integer composes,
            @Nullable Duration window,
            @Nullable Integer unfinishedComposes) {

        TenantLimits insteadOf(TenantLimits usual) {
            return new TenantLimits(
                    composes == null ? usual.composes() : composes,
                    window == null ? usual.window() : window,
                    unfinishedComposes == null ? usual.unfinished() : unfinishedComposes);
        }
    }
}
