package org.imagebuilder.http.requests;

import jakarta.servlet.http.HttpServletRequest;

/** Tells whose request it is. */
@FunctionalInterface
public interface Tenants {

    /**
     * The tenant's channel.
     *
     * @throws org.imagebuilder.http.errors.ApiException if the sender belongs to no tenant
     */
    Channel channelOf(HttpServletRequest request);
}
