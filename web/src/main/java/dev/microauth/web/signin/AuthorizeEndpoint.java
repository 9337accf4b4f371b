package dev.microauth.web.signin;

import dev.microauth.authorize.Checked;
import dev.microauth.web.http.Anyone;
import dev.microauth.web.http.MalformedRequest;
import dev.microauth.web.http.Parameters;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// GET and POST /authorize (RFC 6749 §4.1.1, OpenID Connect Core §3.1.2.1).
final class AuthorizeEndpoint {
    static final String PATH = "/authorize";

    private final Passages passages;
    private final Onward onward;

    AuthorizeEndpoint(Passages passages, Onward onward) {
        this.passages = passages;
        this.onward = onward;
    }

    Response get(Request request, Anyone anyone) {
        try {
            Parameters query = request.query();
            Optional<String> sealed = query.find(Passages.GOAL);
            Optional<Goal> goal =
                    sealed.isPresent()
                            ? sealed.flatMap(passages::goal)
                            : Optional.of(new Goal.Authorization(asked(query)));
            return goal.map(found -> begin(request, found))
                    .orElseGet(() -> passages.lost().expired(request, Optional.empty()));
        } catch (MalformedRequest e) {
            return passages.lost().unsafe(request, Checked.Reason.MALFORMED);
        }
    }

    private Response begin(Request request, Goal goal) {
        return passages.begin(request, goal)
                .map(onward::go)
                .orElseGet(() -> passages.lost().unsafe(request, Checked.Reason.MALFORMED));
    }

    /// Security A11: a form that another site sent comes without cookies, so it is taken along to a request of this
    /// site, sealed, since it was not meant to stand in an address.
    Response post(Request request, Anyone anyone) {
        try {
            Optional<String> sealed = passages.seal(new Goal.Authorization(asked(request.form())));
            return sealed.map(goal -> Response.seeOther(passages.authorize(request, goal)))
                    .orElseGet(() -> passages.lost().unsafe(request, Checked.Reason.MALFORMED));
        } catch (MalformedRequest e) {
            return passages.lost().unsafe(request, Checked.Reason.MALFORMED);
        }
    }

    /// Security A10: what stands twice is refused; what is empty was not sent. RFC 8707 §2 lets `resource` stand more
    /// often.
    private static Map<String, String> asked(Parameters parameters) {
        parameters.refuseDuplicates("resource");
        var asked = new LinkedHashMap<String, String>();
        for (String name : parameters.names()) {
            if (!name.equals("resource")) {
                parameters.find(name).ifPresent(value -> asked.put(name, value));
            }
        }
        return asked;
    }
}
