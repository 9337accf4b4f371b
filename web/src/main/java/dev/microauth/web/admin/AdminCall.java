package dev.microauth.web.admin;

import dev.microauth.actor.Actor;
import dev.microauth.api.IdSet;
import dev.microauth.api.Listing;
import dev.microauth.api.WireFormat;
import dev.microauth.api.WireProblem;
import dev.microauth.page.Page;
import dev.microauth.page.PageRequest;
import dev.microauth.token.LiveToken;
import dev.microauth.web.http.Method;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.wire.ApiRefusal;
import dev.microauth.web.wire.Ids;
import dev.microauth.web.wire.JsonBody;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// One request of an administrator to one operation, with what it takes read and checked, and the answers that the
/// operation can give.
final class AdminCall {
    // RFC 9110 §8.8.3, without the weak form: ours are strong.
    private static final Pattern ETAG = Pattern.compile("\"[\\x21\\x23-\\x7e]*\"");

    private final Request request;
    private final Administrator administrator;
    private final Operation operation;
    private final String base;
    private final WireFormat format;
    private final Map<String, Object> query;

    /// Reads the address. Throws [WireProblem] naming every parameter that is unknown or wrong.
    AdminCall(
            Request request,
            Administrator administrator,
            Operation operation,
            String base,
            WireFormat format) {
        this.request = request;
        this.administrator = administrator;
        this.operation = operation;
        this.base = base;
        this.format = format;
        this.query = readQuery();
    }

    /// Who acts, from where, and with the permissions held now.
    public Actor actor() {
        return administrator.actor();
    }

    /// The token that was shown; its subject is the actor's id.
    public LiveToken token() {
        return administrator.token();
    }

    /// A segment of the path, decoded.
    public String path(String name) {
        return request.pathParameter(name);
    }

    /// A segment of the path that is a UUID; what is none names nothing, so that the answer is 404.
    public UUID id(String name) {
        return Ids.parse("thing with the id", path(name));
    }

    /// The record in the body. A body that is not there has no members.
    public <R extends Record> R body(Class<R> type) {
        return new JsonBody(request).read(type);
    }

    /// The body as it came; not a copy.
    public byte[] bytes() {
        return request.body();
    }

    /// The record that the body of a PATCH makes out of the current one (RFC 7396).
    public <R extends Record> R merged(Class<R> type, Record current) {
        return new JsonBody(request).merged(type, current);
    }

    /// The ids in the body, each as what it names.
    public <I> Set<I> ids(Function<UUID, I> kind) {
        return body(IdSet.class).ids().stream().map(kind).collect(Collectors.toSet());
    }

    /// What a patch leaves alone is not written back: it may have changed since it was read.
    static <T> void differs(T before, T after, Consumer<? super T> change) {
        if (!before.equals(after)) {
            change.accept(after);
        }
    }

    /// The version that the caller has seen, when they made it a condition: hand it to the engine, which refuses
    /// when it has passed. One that was never given matches none.
    public Optional<Long> ifMatch() {
        return request.header("if-match")
                .map(String::strip)
                .filter(tag -> !tag.equals("*"))
                .map(AdminCall::version);
    }

    private static long version(String tag) {
        if (!ETAG.matcher(tag).matches()) {
            throw new ApiRefusal(
                    400,
                    "malformed",
                    "Send one entity tag of ours in If-Match, with its quotation marks.");
        }
        String inner = tag.substring(1, tag.length() - 1);
        return inner.matches("[0-9]{1,18}") ? Long.parseLong(inner) : -1;
    }

    /// Which page is wanted, by `limit`, `after`, `q` and `sort`.
    public PageRequest page() {
        return new PageRequest(
                query("limit", Long.class).map(Long::intValue).orElse(PageRequest.DEFAULT_LIMIT),
                query("after"),
                query("q"),
                query("sort"));
    }

    /// A text in the address.
    public Optional<String> query(String name) {
        return query(name, String.class);
    }

    public Optional<Boolean> queryFlag(String name) {
        return query(name, Boolean.class);
    }

    public Optional<UUID> queryId(String name) {
        return query(name, UUID.class);
    }

    public Optional<Instant> queryMoment(String name) {
        return query(name, Instant.class);
    }

    /// 200 with a record.
    public Response ok(Record record) {
        return Response.json(200, format.bytes(record));
    }

    /// 200 with a record and its version as `ETag`.
    public Response ok(Record record, long version) {
        return tagged(ok(record), version);
    }

    /// 201 with a record.
    ///
    /// @param location below `/api/v1`, such as `/users/…`
    public Response created(String location, Record record) {
        return Response.json(201, format.bytes(record)).with("location", base + location);
    }

    /// 201 with a record and its version as `ETag`.
    public Response created(String location, Record record, long version) {
        return tagged(created(location, record), version);
    }

    /// 204.
    public Response noContent() {
        return Response.empty(204);
    }

    /// 200 with a page.
    public <T> Response page(Page<T> page, Function<? super T, ? extends Record> view) {
        return page(
                new Listing<>(
                        page.items().stream().<Record>map(view).toList(),
                        page.next(),
                        page.total(),
                        page.totalAtLeast()));
    }

    /// 200 with a page.
    public Response page(Listing<? extends Record> listing) {
        return Response.json(200, format.bytes(listing));
    }

    private static Response tagged(Response response, long version) {
        return response.with("etag", "\"" + version + "\"");
    }

    private <T> Optional<T> query(String name, Class<T> type) {
        return Optional.ofNullable(query.get(name)).map(type::cast);
    }

    private Map<String, Object> readQuery() {
        var known = new LinkedHashMap<String, QueryParameter>();
        operation.query().forEach(each -> known.put(each.name(), each));
        var read = new LinkedHashMap<String, Object>();
        var wrong = new LinkedHashMap<String, String>();
        var sent = request.query().refuseDuplicates();
        for (String name : sent.names()) {
            var parameter = Optional.ofNullable(known.get(name));
            if (parameter.isEmpty()) {
                wrong.put(
                        name,
                        known.isEmpty()
                                ? "is not known here; no parameters are"
                                : "is not known here; known are "
                                        + String.join(", ", known.keySet()));
            }
            parameter.ifPresent(each -> {
                try {
                    read.put(name, each.read(format, sent.find(name).orElse("")));
                } catch (WireProblem problem) {
                    wrong.putAll(problem.fields());
                }
            });
        }
        if (!wrong.isEmpty()) {
            throw new WireProblem(wrong);
        }
        return read;
    }

    /// Refuses a body where none is taken.
    void refuseBody() {
        if (request.method() != Method.GET
                && request.method() != Method.HEAD
                && operation.takes().isEmpty()
                && operation.takesBytes().isEmpty()
                && request.body().length > 0) {
            throw new ApiRefusal(400, "malformed", "This operation takes no body.");
        }
    }
}
