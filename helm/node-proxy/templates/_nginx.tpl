{{/* nginx's configuration of a node: (list context node). All values in it keep a pattern of values.schema.json. */}}
{{- define "node-proxy.nginx" -}}
{{- $context := first . -}}
{{- $node := last . -}}
daemon off;
worker_processes {{ int $node.workload.workers }};
pid nginx.pid;
error_log stderr warn;

events {
  worker_connections 4096;
}

http {
  client_body_temp_path body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;

  # The name servers that the pod has.
  include resolver.conf;

  server_tokens off;
  absolute_redirect off;
  client_header_timeout 15s;
  reset_timedout_connection on;

  {{- if $node.accessLog }}
  # Without the query: Proxmox has tickets there.
  log_format requests escape=json '{"time":"$time_iso8601","client":"$remote_addr","user":"$remote_user","method":"$request_method",'
    '"host":"$host","path":"$uri","protocol":"$server_protocol","status":$status,"bytes":$bytes_sent,"seconds":$request_time,'
    '"upstream":"$upstream_status"}';
  access_log /dev/stdout requests;
  {{- else }}
  access_log off;
  {{- end }}
  {{- if ne $node.trustedProxies.header "None" }}

  {{- range $node.trustedProxies.cidrs }}
  set_real_ip_from {{ . }};
  {{- end }}
  real_ip_header {{ eq $node.trustedProxies.header "ProxyProtocol" | ternary "proxy_protocol" "X-Forwarded-For" }};
  real_ip_recursive on;
  {{- end }}

  # By whatever name or address a CA comes, it is answered; and nobody else.
  server {
    {{- include "node-proxy.listen" (list $node "http" "default_server") | nindent 4 }}
    {{- include "node-proxy.challenges" $context | nindent 4 }}
    location / {
      return 404;
    }
  }

  server {
    {{- include "node-proxy.listen" (list $node "http" "") | nindent 4 }}
    server_name {{ include "node-proxy.names" $node }};
    {{- include "node-proxy.challenges" $context | nindent 4 }}
    location / {
      return 308 https://$host{{ with int $node.workload.hostPorts.https }}{{ if ne . 443 }}:{{ . }}{{ end }}{{ end }}$request_uri;
    }
  }

  # It is there once there is a certificate.
  include https.con[f];
}
{{- end }}

{{/* The lines by which a server listens: (list node http|https words). */}}
{{- define "node-proxy.listen" -}}
{{- $node := index . 0 -}}
{{- $words := index . 2 -}}
{{- if eq $node.trustedProxies.header "ProxyProtocol" }}{{ $words = printf "%s proxy_protocol" $words }}{{ end -}}
{{- $port := include "node-proxy.port" (list $node (index . 1)) -}}
listen {{ $port }} {{ $words | trim }};
{{- if $node.ipv6 }}
listen [::]:{{ $port }} {{ $words | trim }};
{{- end }}
{{- end }}

{{/* To the solver, under this namespace, which no request can name. */}}
{{- define "node-proxy.challenges" -}}
location ~ "^/\.well-known/acme-challenge/[A-Za-z0-9_-]{22,128}$" {
  if ($request_method != GET) {
    return 404;
  }
  set $solver {{ .Values.solver.name }}.{{ .Values.operator.namespace }}.svc.{{ .Values.clusterDomain }}:{{ int .Values.solver.port }};
  proxy_pass http://$solver/{{ .Release.Namespace }}$uri;
  proxy_pass_request_headers off;
  proxy_pass_request_body off;
  proxy_connect_timeout 5s;
  proxy_read_timeout 15s;
}
{{- end }}
