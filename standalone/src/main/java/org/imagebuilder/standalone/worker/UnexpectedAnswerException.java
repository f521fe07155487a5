package org.imagebuilder.standalone.worker;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The API answered with a status that the caller has no use for. */
final class UnexpectedAnswerException extends RuntimeException {

    UnexpectedAnswerException(HttpRequest request, HttpResponse<String> answer) {
        super(request.method() + " " + request.uri() + " was answered with " + answer.statusCode() + " "
                + answer.body());
    }
}
