{{/* The first part of the names of what all nodes share. */}}
{{- define "node-proxy.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{ .Values.fullnameOverride }}
{{- else if eq .Release.Name .Chart.Name -}}
{{ .Chart.Name }}
{{- else -}}
{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 45 | trimSuffix "-" }}
{{- end -}}
{{- end }}

{{/* (list context image) */}}
{{- define "node-proxy.image" -}}
{{- $image := last . -}}
{{- if $image.digest -}}
{{ $image.repository }}@{{ $image.digest }}
{{- else -}}
{{ $image.repository }}:{{ $image.tag | default (first .).Chart.AppVersion }}
{{- end -}}
{{- end }}

{{- define "node-proxy.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: nodecert
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* Labels by which pods are found: (list context component). */}}
{{- define "node-proxy.selector" -}}
app.kubernetes.io/name: {{ (first .).Chart.Name }}
app.kubernetes.io/instance: {{ (first .).Release.Name }}
app.kubernetes.io/component: {{ last . }}
{{- end }}

{{/* Those of a node's proxy: (list context node). */}}
{{- define "node-proxy.nodeSelector" -}}
{{ include "node-proxy.selector" (list (first .) "proxy") }}
nodecert.dev/node: {{ (last .).name }}
{{- end }}

{{/* What a node says over what all have, in YAML: (list over under). Unlike Sprig's mergeOverwrite it knows false, 0 and "" for words. */}}
{{- define "node-proxy.merge" -}}
{{- $over := first . -}}
{{- $merged := deepCopy (last .) -}}
{{- range $key, $value := $over -}}
{{- $below := get $merged $key -}}
{{- if and (kindIs "map" $value) (kindIs "map" $below) -}}
{{- $value = include "node-proxy.merge" (list $value $below) | fromYaml -}}
{{- end -}}
{{- $_ := set $merged $key $value -}}
{{- end -}}
{{ toYaml $merged }}
{{- end }}

{{/* A node with all that holds for it, in YAML, once it is without contradictions: (list context node). */}}
{{- define "node-proxy.node" -}}
{{- $context := first . -}}
{{- $node := include "node-proxy.merge" (list (last .) $context.Values.defaults) | fromYaml -}}
{{- $upstream := $node.upstream -}}
{{- if eq $context.Release.Namespace $context.Values.operator.namespace -}}
{{- fail "proxies are in another namespace than the operator, which makes no certificates in its own" -}}
{{- end -}}
{{- if not $upstream.host }}{{ fail (printf "node %s: upstream.host is missing" $node.name) }}{{ end -}}
{{- if and (eq $upstream.scheme "https") (not $upstream.insecureSkipVerify) (not $upstream.caConfigMap.name) -}}
{{- fail (printf "node %s: upstream.caConfigMap.name is missing, the ConfigMap with the CA of the node's own certificate; or say upstream.insecureSkipVerify" $node.name) -}}
{{- end -}}
{{- if and $upstream.passAuthorization $node.locks.basicAuth.secretName -}}
{{- fail (printf "node %s: upstream.passAuthorization would pass on the passwords of locks.basicAuth" $node.name) -}}
{{- end -}}
{{- if and $node.locks.gate $node.locks.forwardAuth.url -}}
{{- fail (printf "node %s: locks.gate and locks.forwardAuth exclude each other" $node.name) -}}
{{- end -}}
{{- if ne (eq $node.trustedProxies.header "None") (empty $node.trustedProxies.cidrs) -}}
{{- fail (printf "node %s: trustedProxies.header and trustedProxies.cidrs are needed together" $node.name) -}}
{{- end -}}
{{- if $node.workload.hostNetwork -}}
{{- if not (and $node.workload.hostPorts.http $node.workload.hostPorts.https) -}}
{{- fail (printf "node %s: workload.hostNetwork needs both of workload.hostPorts, where nginx is to listen" $node.name) -}}
{{- end -}}
{{- if $node.locks.gate -}}
{{- fail (printf "node %s: locks.gate lets in pods only, and with workload.hostNetwork the proxy comes from its machine's address; take workload.hostPorts alone" $node.name) -}}
{{- end -}}
{{- end -}}
{{ toYaml $node }}
{{- end }}

{{/* Not empty for an IP address. */}}
{{- define "node-proxy.isAddress" -}}
{{- if regexMatch "^[0-9.]+$|:" . }}true{{ end -}}
{{- end }}

{{/* Of an upstream, as in a URI. */}}
{{- define "node-proxy.authority" -}}
{{ contains ":" .host | ternary (printf "[%s]" .host) .host }}:{{ int .port }}
{{- end }}

{{/* The name in the certificate of a node's upstream. nginx compares names only, and Proxmox has the node's among them. */}}
{{- define "node-proxy.serverName" -}}
{{- .upstream.serverName | default (include "node-proxy.isAddress" .upstream.host | empty | ternary .upstream.host .name) -}}
{{- end }}

{{/* All that a node is called by, as nginx lists it. */}}
{{- define "node-proxy.names" -}}
{{- $names := list -}}
{{- range .domains }}{{ $names = append $names .domain }}{{ end -}}
{{ concat $names (.ipAddresses | default list) | join " " }}
{{- end }}

{{- define "node-proxy.gateName" -}}
{{ include "node-proxy.fullname" . }}-gate
{{- end }}

{{- define "node-proxy.secretName" -}}
{{- .certificate.secretName | default (printf "%s-tls" .name) -}}
{{- end }}

{{/* Where nginx listens: (list node http|https). In the machine's own network that is the machine's port. */}}
{{- define "node-proxy.port" -}}
{{- $workload := (first .).workload -}}
{{- if $workload.hostNetwork }}{{ int (get $workload.hostPorts (last .)) }}{{ else }}{{ get (dict "http" 8080 "https" 8443) (last .) }}{{ end -}}
{{- end }}

{{- define "node-proxy.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{- define "node-proxy.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
seccompProfile:
  type: RuntimeDefault
{{- end }}
