package org.imagebuilder.http.requests;

import jakarta.servlet.http.HttpServletRequest;

/** Tells whose request it is. A service without such a bean has one tenant: everybody. */
@FunctionalInterface
public interface Tenants {

    /**
     * The tenant's channel.
     *
     * @throws org.imagebuilder.http.errors.ApiException if the sender belongs to no tenant
     */
    Channel channelOf(HttpServletRequest request);
}
