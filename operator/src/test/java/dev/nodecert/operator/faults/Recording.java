package dev.nodecert.operator.faults;

import dev.nodecert.operator.faults.Row.Server;
import dev.nodecert.testenv.FaultPlan;
import dev.nodecert.testenv.Occasions;
import dev.nodecert.testenv.ProxiedRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The requests of a course that nothing disturbs. */
final class Recording {

  private final Course course;
  private final Occasions ca = new Occasions();
  private final Occasions api = new Occasions();

  Recording(Course course) {
    this.course = course;
  }

  FaultPlan ofCA() {
    return counting(ca, AcmeRequests::name);
  }

  FaultPlan ofApi() {
    return counting(api, request -> ApiRequest.of(request).map(ApiRequest::name));
  }

  private static FaultPlan counting(
      Occasions occasions, Function<ProxiedRequest, Optional<String>> naming) {
    return request -> {
      naming.apply(request).ifPresent(occasions::count);
      return Optional.empty();
    };
  }

  /** Events are written beside everything else. */
  boolean isComplete() {
    return api.seen().stream().anyMatch(it -> it.name().equals(course.last()));
  }

  /** A row for each request. */
  List<Row> rows() {
    return Stream.concat(rows(Server.CA, ca), rows(Server.API, api)).toList();
  }

  private static Stream<Row> rows(Server server, Occasions occasions) {
    var seen = occasions.seen();
    return IntStream.range(0, seen.size()).mapToObj(at -> new Row(server, at + 1, seen.get(at)));
  }
}
