package dev.microauth.web.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The routes of one port. Every answer leaves with a request id and the headers that no handler may forget.
///
/// Where a path matches two rows, the one with the leftmost literal wins: `/users/by-name/{name}` before
/// `/users/{id}/roles`. Two rows that match the same paths are refused when the router is made.
public final class Router {
    private static final System.Logger LOG = System.getLogger(Router.class.getName());

    private final List<Route<?>> routes;
    private final List<Fence> fences;
    private final Unrouted unrouted;
    private final CrossOrigin crossOrigin;
    private final Map<String, Place> literals = new HashMap<>();
    private final Map<Integer, List<Place>> patterns = new HashMap<>();

    /// The rows that share a path.
    private record Place(PathPattern path, Map<Method, Route<?>> rows) {
        String allow() {
            List<String> names = new ArrayList<>();
            for (Method method : rows.keySet()) {
                names.add(method.name());
                if (method == Method.GET) {
                    names.add("HEAD");
                }
            }
            names.add("OPTIONS");
            return String.join(", ", names);
        }
    }

    private record Match(Place place, Map<String, String> values) {}

    /// Makes the table of one port.
    ///
    /// @throws IllegalArgumentException when two routes have the same method and match the same paths
    public Router(List<Route<?>> routes) {
        this(routes, List.of());
    }

    /// The same with fences around parts of it.
    ///
    /// @throws IllegalArgumentException when two routes have the same method and match the same paths
    public Router(List<Route<?>> routes, List<Fence> fences) {
        this(routes, fences, Unrouted.NOTHING, CrossOrigin.NONE);
    }

    /// The same with something for the paths that no row has and no fence surrounds, and answers that scripts of other
    /// origins may read.
    ///
    /// @throws IllegalArgumentException when two routes have the same method and match the same paths
    public Router(
            List<Route<?>> routes, List<Fence> fences, Unrouted unrouted, CrossOrigin crossOrigin) {
        this.crossOrigin = crossOrigin;
        this.routes = List.copyOf(routes);
        this.fences = List.copyOf(fences);
        this.unrouted = unrouted;
        Map<String, Place> places = new HashMap<>();
        for (Route<?> route : routes) {
            Place place =
                    places.computeIfAbsent(
                            route.path().footprint(),
                            key -> new Place(route.path(), new EnumMap<>(Method.class)));
            if (place.rows().putIfAbsent(route.method(), route) != null) {
                throw new IllegalArgumentException(
                        "two routes for " + route.method() + " " + route.path());
            }
        }
        for (Place place : places.values()) {
            if (place.path().literal()) {
                literals.put(place.path().toString(), place);
            } else {
                patterns.computeIfAbsent(place.path().length(), length -> new ArrayList<>())
                        .add(place);
            }
        }
        patterns.values()
                .forEach(list -> list.sort(Comparator.comparing(place -> place.path().shape())));
    }

    /// The same without the rows of some paths.
    ///
    /// @param left says of a path, as it stands in the table, whether its rows are left out
    public Router without(Predicate<String> left) {
        List<Route<?>> kept = new ArrayList<>(routes);
        kept.removeIf(route -> left.test(route.path().toString()));
        return new Router(kept, fences, unrouted, crossOrigin);
    }

    /// Answers a request; never throws.
    public Response handle(Request request) {
        return StandardHeaders.on(
                opened(request, answer(request)), request.requestId(), request.secure());
    }

    private Response opened(Request request, Response answer) {
        try {
            return crossOrigin.on(request, answer);
        } catch (RuntimeException e) {
            // Who may read an answer is not worth losing it.
            LOG.log(System.Logger.Level.WARNING, "origin of " + request.requestId(), e);
            return answer;
        }
    }

    /// One line per route, `POST /token client`, sorted by path and method.
    public List<String> table() {
        return routes.stream()
                .sorted(
                        Comparator.comparing((Route<?> route) -> route.path().toString())
                                .thenComparing(Route::method))
                .map(Route::line)
                .collect(Collectors.toUnmodifiableList());
    }

    private Response answer(Request request) {
        try {
            Optional<Match> match = find(request.path());
            Optional<Route<?>> row =
                    match.flatMap(found ->
                            Optional.ofNullable(
                                    found.place().rows().get(served(request.method()))));
            if (match.isPresent() && row.isPresent()) {
                var values = match.get().values();
                return row.get()
                        .serve(values.isEmpty() ? request : request.withPathParameters(values));
            }
            // Nothing here reads the body: who may not enter learns neither what is here nor what
            // it takes.
            return outside(request)
                    .orElseGet(() ->
                            match.map(found -> withoutRow(request, found.place()))
                                    .or(() -> unrouted(request))
                                    .orElseGet(() -> notFound(request)));
        } catch (MalformedRequest e) {
            return problem(request, 400, "invalid_request", e.publicText());
        } catch (BodyRefused e) {
            return problem(request, e.status(), e.error(), String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "incident " + request.requestId(), e);
            return problem(
                    request,
                    500,
                    "server_error",
                    "Something went wrong here. Tell the operator the incident id "
                            + request.requestId()
                            + ".");
        }
    }

    private Optional<Response> unrouted(Request request) {
        return served(request.method()) == Method.GET && fence(request).isEmpty()
                ? unrouted.answer(request)
                : Optional.empty();
    }

    private Optional<Fence> fence(Request request) {
        return fences.stream().filter(fence -> fence.surrounds(request.path())).findFirst();
    }

    /// The refusal of the fence around the path.
    private Optional<Response> outside(Request request) {
        return fence(request)
                .flatMap(fence ->
                        switch (fence.guard().admit(request)) {
                            case Admission.Admitted<?> _ -> Optional.empty();
                            case Admission.Refused<?>(Response refusal) -> Optional.of(refusal);
                        });
    }

    private Response problem(Request request, int status, String code, String text) {
        return fence(request)
                .map(fence -> fence.problems().render(request, status, code, text))
                .orElseGet(() -> Response.error(status, code, text));
    }

    private Response withoutRow(Request request, Place place) {
        return request.method() == Method.OPTIONS
                ? Response.empty(204).with("allow", place.allow())
                : notAllowed(request, place.allow());
    }

    private Optional<Match> find(String path) {
        Optional<Place> literal = Optional.ofNullable(literals.get(path));
        if (literal.isPresent()) {
            return Optional.of(new Match(literal.get(), Map.of()));
        }
        List<String> segments = PathPattern.split(path).orElse(List.of());
        for (Place place : patterns.getOrDefault(segments.size(), List.of())) {
            Optional<Map<String, String>> values = place.path().match(segments);
            if (values.isPresent()) {
                return Optional.of(new Match(place, values.get()));
            }
        }
        return Optional.empty();
    }

    // RFC 9110 §9.3.2: HEAD is GET without the content.
    private static Method served(Method method) {
        return method == Method.HEAD ? Method.GET : method;
    }

    private Response notFound(Request request) {
        return problem(request, 404, "not_found", "There is nothing at this path.");
    }

    // RFC 9110 §15.5.6: the answer lists what the path does accept.
    private Response notAllowed(Request request, String allow) {
        return problem(request, 405, "method_not_allowed", "This path accepts " + allow + ".")
                .with("allow", allow);
    }
}
