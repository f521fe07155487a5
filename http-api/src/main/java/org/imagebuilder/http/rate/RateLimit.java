package org.imagebuilder.http.rate;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.imagebuilder.http.errors.ApiException;
import org.imagebuilder.http.errors.FaultException;
import org.imagebuilder.http.rate.RequestRate.TenantRate;
import org.imagebuilder.http.requests.Tenants;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses what a tenant sends faster than it may. */
final class RateLimit implements HandlerInterceptor {

    /** Who was forgotten begins with a full bucket, which it would have by then anyway. */
    private static final Duration FORGET_AFTER = Duration.ofMinutes(10);

    private static final int MOST_TENANTS = 100_000;

    private final RequestRate rates;
    private final Tenants tenants;
    private final LoadingCache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MOST_TENANTS)
            .expireAfterAccess(FORGET_AFTER)
            .build(this::bucket);

    RateLimit(RequestRate rates, Tenants tenants) {
        this.rates = rates;
        this.tenants = tenants;
    }

    private Bucket bucket(String channel) {
        TenantRate rate = rates.of(channel);
        return Bucket.builder()
                .addLimit(
                        limit -> limit.capacity(rate.capacity()).refillGreedy(rate.perSecond(), Duration.ofSeconds(1)))
                .build();
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String channel;
        try {
            channel = tenants.channelOf(request).name();
        } catch (ApiException _) {
            return true; // it belongs to nobody, and is refused as such where that matters
        }
        TenantRate rate = rates.of(channel);
        if (rate.perSecond() > 0) {
            ConsumptionProbe probe = buckets.get(channel).tryConsumeAndReturnRemaining(1);
            if (!probe.isConsumed()) {
                Duration wait = Duration.ofNanos(probe.getNanosToWaitForRefill());
                throw FaultException.limit(
                        "no more than %d requests a second; the next one is possible in %d ms"
                                .formatted(
                                        rate.perSecond(),
                                        wait.plusNanos(999_999).toMillis()),
                        wait);
            }
        }
        return true;
    }
}
