# Calls one function of one of acme.sh's dnsapi scripts, in its own process, session and folder.
#
#   bash --noprofile --norc -p driver.bash ACME_SH_HOME API ACTION NAME VALUE EXPORTS REDIRECTS MARK
#
# Standard input has the variables as `name NUL value NUL`, then a NUL, then the state that earlier calls left, likewise.
# Standard output gets the changes of that state as `+key NUL value NUL`; all that scripts print goes to standard error.
# Needs bash 4.4, GNU sed, curl and openssl. Our own names begin with __nodecert, which no setting does.
umask 077
ulimit -c 0 -f 65536
ulimit -x "$8" # by which the call's processes are found

mapfile -t -d '' __nodecert_input
exec {__nodecert_state}>&1 1>&2 </dev/null
__nodecert_home=$1 __nodecert_api=$2 __nodecert_function=dns_$2_$3
__nodecert_name=$4 __nodecert_value=$5 __nodecert_exports=$6 __nodecert_redirects=$7
set --

# acme.sh ends with `main "$@"`: as a library it is asked to do nothing.
. "$__nodecert_home/acme.sh" true

# What acme.sh would have set up for a script.
LE_WORKING_DIR=$HOME LE_CONFIG_HOME=$HOME CERT_HOME=$HOME HTTP_HEADER=$HOME/http.header
USER_AGENT=$DEFAULT_USER_AGENT ACME_OPENSSL_BIN=openssl NO_TIMESTAMP=1
ACCOUNT_CONF_PATH=account DOMAIN_CONF=domain
[[ $__nodecert_redirects == followed ]] || ACME_HTTP_NO_REDIRECTS=1

# ---- what scripts save and read, in memory ----

declare -A __nodecert_conf=()

# _save_conf account|domain KEY VALUE
_save_conf() {
  local __nodecert_key=$2
  [[ $1 == account ]] || __nodecert_key=$1.$2
  __nodecert_conf[$__nodecert_key]=$3
  printf '+%s\0%s\0' "$__nodecert_key" "$3" >&"$__nodecert_state"
}

_clear_conf() {
  _save_conf "$1" "$2" ''
}

_read_conf() {
  local __nodecert_key=$2
  [[ $1 == account ]] || __nodecert_key=$1.$2
  printf '%s' "${__nodecert_conf[$__nodecert_key]-}"
}

# ---- what would let a secret or a setting out of the script ----

# Children get no variable of a script's, unless its program reads them from there: their environment can be read.
export() {
  if [[ $__nodecert_exports == exported ]]; then
    builtin export "$@"
    return
  fi
  local __nodecert_word
  for __nodecert_word; do
    if [[ $__nodecert_word =~ ^[A-Za-z_][A-Za-z0-9_]*= ]]; then
      printf -v "${__nodecert_word%%=*}" '%s' "${__nodecert_word#*=}"
    fi
  done
}

# Bash computes what a variable says, commands in array subscripts included.
_math() {
  if [[ ! $* =~ ^[0-9[:space:]+*/%\(\)-]*$ ]]; then
    _err "Not a number: $*"
    return 1
  fi
  printf '%s' "$(($*))"
}

# Programs for sed may have settings in them, and could run commands or write files.
sed() {
  command sed --sandbox "$@"
}

# __nodecert_quote TEXT: as a value in curl's configuration.
__nodecert_quote() {
  local text=$1
  text=${text//'\'/'\\'} text=${text//'"'/'\"'} text=${text//$'\n'/'\n'} text=${text//$'\r'/'\r'} text=${text//$'\t'/'\t'}
  text=${text//$'\v'/'\v'}
  printf '%s' "$text"
}

# Arguments can be read by others too, so curl gets them by its standard input. Headers and bodies are never files, and
# HTTPS_INSECURE=0 means what it says (acme.sh asks only whether it is set).
curl() {
  local configuration=$'show-error\nwrite-out = "%{stderr}%{redirect_url}"\n' option body= said status
  local -a others=()
  if [[ ${1-} == --help ]]; then
    echo --globoff # all that acme.sh wants to know
    return
  fi
  while (($#)); do
    option=$1
    shift
    case $option in
      -L | --location) [[ $__nodecert_redirects != followed ]] || configuration+=$'location\n' ;;
      --insecure) [[ ${HTTPS_INSECURE-} == 0 ]] || configuration+=$'insecure\n' ;;
      --silent | --globoff) configuration+=${option#--}$'\n' ;;
      -g) configuration+=$'globoff\n' ;;
      -I) configuration+=$'head\n' ;;
      --dump-header | --user-agent | --connect-timeout | --capath | --cacert)
        configuration+="${option#--} = \"$(__nodecert_quote "$1")\""$'\n'
        shift
        ;;
      -X)
        configuration+="request = \"$(__nodecert_quote "$1")\""$'\n'
        shift
        ;;
      -H)
        [[ ! $1 || $1 == @* ]] || configuration+="header = \"$(__nodecert_quote "$1")\""$'\n'
        shift
        ;;
      --data)
        body=$1
        configuration+=$'data-binary = "@/dev/fd/8"\n'
        shift
        ;;
      -*)
        others=("$option" "$@")
        break
        ;;
      *) configuration+="url = \"$(__nodecert_quote "$option")\""$'\n' ;;
    esac
  done
  {
    said=$(
      builtin export -n _H1 _H2 _H3 _H4 _H5
      command curl --config - "${others[@]}" 2>&1 >&9 8< <(printf '%s' "$body") < <(printf '%s' "$configuration")
    )
    status=$?
  } 9>&1
  case $said in
    '') ;;
    http://* | https://*) _err "The server redirects to $said, which is not followed." ;;
    *) printf '%s\n' "$said" >&2 ;;
  esac
  return "$status"
}

# _hmac HASH KEY_IN_HEX [hex]: of standard input (RFC 2104), without the key in an argument of openssl.
_hmac() {
  local hash=$1 key=${2//[[:space:]]/} block=64 inner= outer= i
  local -a form=(-binary)
  [[ $hash != sha384 && $hash != sha512 ]] || block=128
  if [[ ! $key =~ ^([0-9A-Fa-f]{2})+$ ]]; then
    _err "Not a key for HMAC."
    return 1
  fi
  ((${#key} <= 2 * block)) || key=$(printf '%b' "$(printf '%s' "$key" | command sed 's/../\\x&/g')" | openssl dgst "-$hash" -r | cut -d ' ' -f 1)
  for ((i = 0; i < block; i++)); do
    printf -v inner '%s\\x%02x' "$inner" $((16#0${key:2 * i:2} ^ 0x36))
    printf -v outer '%s\\x%02x' "$outer" $((16#0${key:2 * i:2} ^ 0x5c))
  done
  [[ ! ${3-} ]] || form=(-r)
  {
    printf '%b' "$outer"
    { printf '%b' "$inner" && cat; } | openssl dgst "-$hash" -binary
  } | openssl dgst "-$hash" "${form[@]}" | if [[ ${3-} ]]; then cut -d ' ' -f 1; else cat; fi
}

# oathtool --base32 --totp SECRET, all that scripts ask of it, without the secret in an argument (RFC 6238).
oathtool() {
  local key=${3//[[:space:]-]/} steps hash
  if [[ $# != 3 || $1 != --base32 || $2 != --totp ]]; then
    _err "Only --base32 --totp is known of oathtool."
    return 1
  fi
  key=${key%%=*}
  while ((${#key} % 8)); do key+==; done
  if ! key=$(set -o pipefail && printf '%s' "${key^^}" | base32 -d 2>/dev/null | od -An -v -tx1); then
    _err "Not a secret in base32."
    return 1
  fi
  printf -v steps '%016x' $(($(date -u +%s) / 30))
  hash=$(printf '%b' "$(printf '%s' "$steps" | command sed 's/../\\x&/g')" | _hmac sha1 "$key" hex) || return
  printf '%06d\n' $(((16#${hash:2 * 16#${hash: -1}:8} & 16#7fffffff) % 1000000))
}

# ---- the call ----

set -- "${__nodecert_input[@]}"
unset __nodecert_input
while [[ ${1-} ]]; do
  [[ $1 =~ ^[A-Za-z][A-Za-z0-9_]*$ ]] || exit 64 # a subscript would be evaluated
  printf -v "$1" '%s' "$2"
  [[ $__nodecert_exports != exported ]] || builtin export "$1"
  shift 2
done
shift
while (($#)); do
  __nodecert_conf[$1]=$2
  shift 2
done

. "$__nodecert_home/dnsapi/dns_$__nodecert_api.sh"
if ! declare -F "$__nodecert_function" >/dev/null; then
  _err "dns_$__nodecert_api.sh defines no $__nodecert_function."
  exit 64
fi
"$__nodecert_function" "$__nodecert_name" "$__nodecert_value"
exit
