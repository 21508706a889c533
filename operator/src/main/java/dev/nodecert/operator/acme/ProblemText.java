package dev.nodecert.operator.acme;

import dev.nodecert.operator.text.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.shredzone.acme4j.Identifier;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.toolbox.AcmeUtils;

/** A CA's problem document (RFC 7807, RFC 8555 section 6.7) as stable text for a condition. */
final class ProblemText {

  static final int MAX_TYPE = 64;
  static final int MAX_PROBLEM = 256;
  static final int MAX_TEXT = 1024;

  private ProblemText() {}

  static String type(Problem problem) {
    var type = problem.getType().toString();
    // acme4j gives null for a type of another namespace (RFC 7807 section 3.1).
    var acmeType = AcmeUtils.stripErrorPrefix(type);
    return VisibleText.line(acmeType == null ? type : acmeType, MAX_TYPE);
  }

  static String of(Problem problem) {
    var parts = new ArrayList<String>();
    parts.add(one(problem));
    problem.getSubProblems().forEach(sub -> parts.add(one(sub)));
    return join(parts);
  }

  static String join(List<String> problems) {
    return VisibleText.cut(String.join("; ", problems), MAX_TEXT);
  }

  private static String one(Problem problem) {
    var name = problem.getIdentifier().flatMap(ProblemText::domain).map(d -> d + ": ").orElse("");
    var detail = problem.getDetail().or(problem::getTitle).orElse("");
    return VisibleText.line(
        name + type(problem) + (detail.isBlank() ? "" : ": " + detail), MAX_PROBLEM);
  }

  private static Optional<String> domain(Identifier identifier) {
    return Optional.ofNullable(identifier.toMap().get("value")).map(Object::toString);
  }
}
