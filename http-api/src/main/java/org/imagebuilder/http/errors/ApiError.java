package org.imagebuilder.http.errors;

import org.springframework.http.HttpStatus;

/** An error that an API can answer with. Each API lists its own in an enum. */
public interface ApiError {

    /** Unique within the API, and part of the contract with clients. */
    int number();

    HttpStatus status();

    /** One sentence for people; the same for every occurrence. */
    String reason();
}
