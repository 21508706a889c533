package dev.nodecert.testenv.provider;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * An operation of an API.
 *
 * @param path its groups are what varies
 * @param operation is given the request and these groups
 */
record Route(
    String method, Pattern path, BiFunction<ApiRequest, List<String>, ApiAnswer> operation) {

  static Route of(
      String method, String path, BiFunction<ApiRequest, List<String>, ApiAnswer> operation) {
    return new Route(method, Pattern.compile(path), operation);
  }

  /** The answer, when this is what is asked for. */
  Optional<ApiAnswer> answer(ApiRequest request) {
    var matcher = path.matcher(request.path());
    if (!method.equals(request.method()) || !matcher.matches()) {
      return Optional.empty();
    }
    var groups = IntStream.rangeClosed(1, matcher.groupCount()).mapToObj(matcher::group).toList();
    return Optional.of(operation.apply(request, groups));
  }
}
