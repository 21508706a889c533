{{/* The servers that need a certificate: (list context node). Files are beside it, as `serve` of the image lays them. */}}
{{- define "node-proxy.https" -}}
{{- $context := first . -}}
{{- $node := last . -}}
{{- $locks := $node.locks -}}
http2 on;
ssl_protocols {{ eq $node.tls.minVersion "1.2" | ternary "TLSv1.2 " "" }}TLSv1.3;
ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305;
ssl_prefer_server_ciphers off;
ssl_session_cache shared:tls:10m;
ssl_session_timeout 1d;
ssl_session_tickets off;
{{- if $node.tls.stapling }}
ssl_stapling on;
{{- end }}

# Of IPv6 a client is a /64, for anyone has so many addresses; by its bytes, for as text one network has many beginnings. An IPv4 address
# stays one, also where a load balancer writes it as IPv6.
map $binary_remote_addr $client {
  default $binary_remote_addr;
  "~(?s)^\x00{10}\xff\xff(?<client_ipv4>.{4})\z" $client_ipv4;
  "~(?s)^(?<client_network>.{8}).{8}\z" $client_network;
}
limit_req_zone $client zone=clients:10m rate={{ int $node.rateLimit.requestsPerSecond }}r/s;

# Of all that a client may upgrade to, WebSockets only: what speaks HTTP/2 inside would pass every lock.
map $http_upgrade $websocket {
  default "";
  "~*^websocket$" websocket;
}
map $websocket $upgrade {
  default upgrade;
  "" "";
}
{{- if or $locks.gate $locks.forwardAuth.url }}

# Where a browser returns to. Not $uri: that is decoded, and a line break in it would end the header.
map $request_uri $wished {
  default /;
  "~^(?<wished_path>/[A-Za-z0-9._~/-]*)" $wished_path;
}
{{- end }}
{{- if $locks.gate }}

# The node is not to see the gate's sessions.
map $http_cookie $cookies {
  default $http_cookie;
  "~^__Host-nodecert-gate=[^;]*(; *(?<cookies_other>.*))?$" $cookies_other;
  "~^(?<cookies_before>.*); *__Host-nodecert-gate=[^;]*(?<cookies_after>.*)$" $cookies_before$cookies_after;
}
{{- end }}

upstream node {
  {{- if include "node-proxy.isAddress" $node.upstream.host }}
  server {{ include "node-proxy.authority" $node.upstream }};
  {{- else }}
  include node.servers;
  {{- end }}
  keepalive 16;
  # Less than pveproxy's 5 s, so that no request is sent into a connection that it is closing.
  keepalive_timeout 3s;
}
{{- if $locks.gate }}
upstream gate {
  include gate.servers;
  keepalive 16;
  # Less than the gate's 30 s.
  keepalive_timeout 10s;
}
{{- end }}
{{- if not $node.ipAddresses }}

# Who does not know the name learns nothing.
server {
  {{- include "node-proxy.listen" (list $node "https" "ssl default_server") | nindent 2 }}
  ssl_reject_handshake on;
}
{{- end }}

server {
  {{- include "node-proxy.listen" (list $node "https" ($node.ipAddresses | empty | ternary "ssl" "ssl default_server")) | nindent 2 }}
  server_name {{ include "node-proxy.names" $node }};
  ssl_certificate ../tls/tls.crt;
  ssl_certificate_key ../tls/tls.key;
  add_header Strict-Transport-Security "max-age={{ int64 $node.tls.hsts.maxAge }}{{ if $node.tls.hsts.includeSubDomains }}; includeSubDomains{{ end }}" always;

  limit_req zone=clients burst={{ int $node.rateLimit.burst }} delay={{ max 1 (min (int $node.rateLimit.requestsPerSecond) (div (int $node.rateLimit.burst) 2)) }};
  limit_req_status 429;

  # Every lock is needed, and each location inherits them.
  satisfy all;
  {{- range $node.access.deny }}
  deny {{ . }};
  {{- end }}
  {{- with $node.access.allow }}
  {{- range . }}
  allow {{ . }};
  {{- end }}
  deny all;
  {{- end }}
  {{- if $locks.clientCertificates.secretName }}
  ssl_client_certificate ../client-ca/ca.crt;
  ssl_verify_client on;
  ssl_verify_depth {{ int $locks.clientCertificates.depth }};
  {{- end }}
  {{- if $locks.basicAuth.secretName }}
  auth_basic "Restricted";
  auth_basic_user_file ../htpasswd/htpasswd;
  auth_delay 1s;
  {{- end }}
  {{- if or $locks.gate $locks.forwardAuth.url }}
  set $auth_status "";
  auth_request /.nodecert/auth;
  auth_request_set $auth_status $upstream_status;
  auth_request_set $auth_location $upstream_http_location;
  error_page 401 = @sign-in;
  {{- end }}

  location / {
    proxy_pass {{ $node.upstream.scheme }}://node;
    {{- if eq $node.upstream.scheme "https" }}
    proxy_ssl_server_name on;
    proxy_ssl_name {{ include "node-proxy.serverName" $node }};
    {{- if $node.upstream.insecureSkipVerify }}
    proxy_ssl_verify off;
    {{- else }}
    proxy_ssl_verify on;
    proxy_ssl_verify_depth 3;
    proxy_ssl_trusted_certificate ../upstream-ca/ca.crt;
    {{- end }}
    {{- end }}
    proxy_http_version 1.1;
    proxy_redirect off;
    proxy_buffering off;
    proxy_request_buffering off;
    client_max_body_size 0;
    proxy_connect_timeout 10s;
    proxy_read_timeout 3600s;
    proxy_send_timeout 3600s;
    send_timeout 3600s;
    proxy_ignore_headers X-Accel-Redirect X-Accel-Expires X-Accel-Limit-Rate X-Accel-Buffering X-Accel-Charset;
    proxy_hide_header Strict-Transport-Security;
    proxy_hide_header X-Powered-By;
    proxy_hide_header Alt-Svc;
    {{- include "node-proxy.headers" "$host" | nindent 4 }}
    proxy_set_header Upgrade $websocket;
    proxy_set_header Connection $upgrade;
    {{- if not $node.upstream.passAuthorization }}
    proxy_set_header Authorization "";
    {{- end }}
    {{- if $locks.gate }}
    proxy_set_header Cookie $cookies;
    {{- end }}
  }
  {{- if $locks.gate }}
  {{- include "node-proxy.gateLocations" $context | nindent 2 }}
  {{- else if $locks.forwardAuth.url }}
  {{- include "node-proxy.forwardAuthLocations" $locks | nindent 2 }}
  {{- end }}
}
{{- end }}

{{/* What `serve` of the image looks up, `UPSTREAM NAME PORT` in each line: (list context node). A dot ends a name that is whole. */}}
{{- define "node-proxy.lookUps" -}}
{{- $context := first . -}}
{{- $upstream := (last .).upstream -}}
{{- if not (include "node-proxy.isAddress" $upstream.host) }}
node {{ $upstream.host }}. {{ int $upstream.port }}
{{- end }}
{{- if (last .).locks.gate }}
gate {{ printf "%s.%s.svc.%s" (include "node-proxy.gateName" $context) $context.Release.Namespace $context.Values.clusterDomain }}. 8088
{{- end }}
{{- end }}

{{/* What a client says of itself and of the proxies before us is replaced, or left out: (the header Host). */}}
{{- define "node-proxy.headers" -}}
proxy_set_header Host {{ . }};
proxy_set_header X-Real-IP $remote_addr;
proxy_set_header X-Forwarded-For $remote_addr;
proxy_set_header X-Forwarded-Host $host;
proxy_set_header X-Forwarded-Proto https;
{{- range list "Forwarded" "X-Forwarded-Port" "X-Forwarded-Uri" "X-Forwarded-Method" "X-Forwarded-Server" "X-Forwarded-Prefix" "X-Forwarded-Client-Cert" "X-Client-IP" "True-Client-IP" "CF-Connecting-IP"
  "X-Original-URI" "X-Original-URL" "X-Original-Method" "X-Rewrite-URL" "X-Remote-User" "X-Webauth-User" "Remote-User" "Remote-Groups" "Remote-Name" "Remote-Email"
  "X-Forwarded-User" "X-Forwarded-Email" "X-Forwarded-Groups" "X-Forwarded-Preferred-Username" "X-Forwarded-Access-Token"
  "X-Auth-Request-User" "X-Auth-Request-Email" "X-Auth-Request-Groups" "X-Auth-Request-Preferred-Username" "X-Auth-Request-Access-Token" }}
proxy_set_header {{ . }} "";
{{- end }}
{{- end }}

{{/* How an endpoint of auth_request is asked; nothing but a 2xx of it lets pass. */}}
{{- define "node-proxy.question" -}}
internal;
proxy_http_version 1.1;
proxy_pass_request_body off;
# The question is as large as the upload that it is about.
client_max_body_size 0;
proxy_connect_timeout 5s;
proxy_read_timeout 10s;
proxy_set_header Connection "";
proxy_set_header Content-Length "";
{{- end }}

{{/* What an endpoint that may be anyone's is told of the request. */}}
{{- define "node-proxy.requestHeaders" -}}
proxy_set_header Host $proxy_host;
proxy_set_header Upgrade "";
proxy_set_header X-Real-IP $remote_addr;
proxy_set_header X-Forwarded-For $remote_addr;
proxy_set_header X-Forwarded-Host $host;
proxy_set_header X-Forwarded-Proto https;
proxy_set_header X-Forwarded-Method $request_method;
proxy_set_header X-Forwarded-Uri $request_uri;
proxy_set_header X-Original-Method $request_method;
proxy_set_header X-Original-URI $request_uri;
proxy_set_header X-Original-URL https://$host$request_uri;
proxy_set_header Forwarded "";
{{- end }}

{{/* The gate's own pages; all other locks hold for them. It sees what it reads, and nothing else of a request. */}}
{{- define "node-proxy.gateLocations" -}}
location = /.nodecert/auth {
  {{- include "node-proxy.question" . | nindent 2 }}
  proxy_pass http://gate/auth;
  proxy_pass_request_headers off;
  proxy_set_header Cookie $http_cookie;
}
location @sign-in {
  # Another lock said 401, and the gate was not asked.
  if ($auth_status = "") {
    return 401;
  }
  return 302 /gate/login?to=$wished;
}
{{- range list "login" "logout" }}
location = /gate/{{ . }} {
  auth_request off;
  proxy_pass http://gate;
  proxy_pass_request_headers off;
  proxy_http_version 1.1;
  proxy_set_header Connection "";
  proxy_redirect off;
  proxy_connect_timeout 5s;
  client_max_body_size 8k;
  # The form's Origin is compared with it.
  proxy_set_header Host $http_host;
  proxy_set_header Origin $http_origin;
  proxy_set_header Sec-Fetch-Site $http_sec_fetch_site;
  proxy_set_header Content-Type $http_content_type;
  proxy_set_header Cookie $http_cookie;
  proxy_set_header X-Forwarded-For $remote_addr;
}
{{- end }}
{{- end }}

{{/* Another's endpoint: (locks). */}}
{{- define "node-proxy.forwardAuthLocations" -}}
location = /.nodecert/auth {
  {{- include "node-proxy.question" . | nindent 2 }}
  {{- include "node-proxy.requestHeaders" . | nindent 2 }}
  {{- if .basicAuth.secretName }}
  proxy_set_header Authorization "";
  {{- end }}
  set $endpoint {{ .forwardAuth.url }};
  proxy_pass $endpoint;
}
location @sign-in {
  # Another lock said 401, and the endpoint was not asked.
  if ($auth_status = "") {
    return 401;
  }
  {{- with .forwardAuth.signInURL }}
  return 302 {{ . }}?rd=https://$host$wished;
  {{- else }}
  if ($auth_location = "") {
    return 401;
  }
  return 302 $auth_location;
  {{- end }}
}
{{- end }}
