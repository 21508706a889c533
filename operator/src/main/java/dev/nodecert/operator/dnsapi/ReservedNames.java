package dev.nodecert.operator.dnsapi;

import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Variables that are never set for a script: they change how the shell, acme.sh or a program runs,
 * and some of them run a program.
 */
final class ReservedNames {

  /** The shell's own (Bash Reference Manual, 5; POSIX, Shell Command Language, 2.5.3). */
  private static final Set<String> SHELL =
      Set.of(
          ("CDPATH CHILD_MAX COLUMNS COPROC DIRSTACK ENV EUID EXECIGNORE FCEDIT FIGNORE FUNCNAME"
                  + " FUNCNEST GLOBIGNORE GLOBSORT GROUPS HOSTFILE HOSTNAME HOSTTYPE IFS IGNOREEOF"
                  + " INPUTRC INSIDE_EMACS LINENO LINES MACHTYPE MAIL MAILCHECK MAILPATH MAPFILE"
                  + " OLDPWD OPTARG OPTERR OPTIND OSTYPE PIPESTATUS POSIXLY_CORRECT PPID"
                  + " PROMPT_COMMAND PROMPT_DIRTRIM PWD RANDOM REPLY SECONDS SHELL SHELLOPTS SHLVL"
                  + " SRANDOM TIMEFORMAT TMOUT UID auto_resume histchars")
              .split(" "));

  /** The system's and those of the programs that scripts run. */
  private static final Set<String> SYSTEM =
      Set.of(
          ("HOME HOSTALIASES LOCALDOMAIN LOGNAME PAGER PATH RES_OPTIONS TEMP TERM TERMCAP TERMINFO"
                  + " TMP TMPDIR TZ TZDIR USER CURL_HOME CURL_CA_BUNDLE CURL_SSL_BACKEND SSLKEYLOGFILE"
                  + " DEBUG LOG_FILE HTTPS_INSECURE HTTP_HEADER")
              .split(" "));

  private static final Pattern FAMILIES =
      Pattern.compile(
          "BASH.*|COMP_.*|EPOCH.*|HIST.*|LC_.*|LANG.*|LD_.*|PS[0-9]|READLINE_.*|CA_.*|GCONV_.*"
              + "|GLIBC_.*|MALLOC_.*|NLS.*|OPENSSL_.*|SSL_CERT_.*|PERL.*|PYTHON.*|WGETRC|.*EDITOR"
              + "|(?i:.*_proxy)");

  private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*#.*$");
  private static final Pattern GLOBAL =
      Pattern.compile("(?m)(?:^|[\\s;(])([A-Za-z_][A-Za-z0-9_]*)=|\\$\\{?([A-Za-z_][A-Za-z0-9_]*)");

  private final Set<String> globals;

  private ReservedNames(Set<String> globals) {
    this.globals = Set.copyOf(globals);
  }

  /** With the variables that this version of acme.sh sets or reads. */
  static ReservedNames of(String acmeSh) {
    return new ReservedNames(
        GLOBAL
            .matcher(COMMENT.matcher(acmeSh).replaceAll(""))
            .results()
            .map(ReservedNames::name)
            .collect(Collectors.toSet()));
  }

  private static String name(MatchResult result) {
    return Stream.of(result.group(1), result.group(2))
        .filter(name -> name != null)
        .findFirst()
        .orElseThrow();
  }

  boolean contain(String name) {
    return name.startsWith("_")
        || SHELL.contains(name)
        || SYSTEM.contains(name)
        || globals.contains(name)
        || FAMILIES.matcher(name).matches();
  }
}
