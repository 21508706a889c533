package dev.nodecert.gate;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The users as a Secret has them; what is wrong is told with the place and never the value. */
final class UsersYaml {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");
  private static final Set<String> MEMBERS = Set.of("name", "password", "totpSecret");
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private UsersYaml() {}

  static Users parse(byte[] text) {
    var entries = tree(text);
    if (!entries.isArray() || entries.isEmpty()) {
      throw new IllegalArgumentException("no list of users: write - {name, password, totpSecret}");
    }
    var users = new ArrayList<User>();
    for (var entry : entries) {
      users.add(user(entry, users.size() + 1));
    }
    requireDistinct(users);
    return new Users(users);
  }

  private static JsonNode tree(byte[] text) {
    try {
      return YAML.readTree(text);
    } catch (IOException _) {
      // Its message may quote the text.
      throw new IllegalArgumentException("no YAML");
    }
  }

  private static User user(JsonNode entry, int number) {
    entry
        .fieldNames()
        .forEachRemaining(member -> {
          if (!MEMBERS.contains(member)) {
            throw new IllegalArgumentException(
                "entry %d has something beside name, password and totpSecret".formatted(number));
          }
        });
    return new User(
        member(entry, number, "name", UsersYaml::name),
        member(entry, number, "password", PasswordHash::new),
        member(entry, number, "totpSecret", TotpSecret::of));
  }

  private static <T> T member(JsonNode entry, int number, String name, Function<String, T> parse) {
    var value = entry.path(name);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(
          "entry %d has no %s that is a text; put it in quotes".formatted(number, name));
    }
    try {
      return parse.apply(value.textValue());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "entry %d, %s: %s".formatted(number, name, e.getMessage()), e);
    }
  }

  private static String name(String text) {
    if (!NAME.matcher(text).matches()) {
      throw new IllegalArgumentException("not 1 to 64 letters, digits and ._@-");
    }
    return text;
  }

  private static void requireDistinct(List<User> users) {
    var seen = new HashSet<String>();
    for (var user : users) {
      if (!seen.add(user.name())) {
        throw new IllegalArgumentException("entry %d has a name again".formatted(seen.size() + 1));
      }
    }
  }
}
