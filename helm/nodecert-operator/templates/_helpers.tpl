{{/* The first part of every name. */}}
{{- define "nodecert.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{ .Values.fullnameOverride }}
{{- else if has .Release.Name (list "nodecert" .Chart.Name) -}}
{{ .Chart.Name }}
{{- else -}}
{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 45 | trimSuffix "-" }}
{{- end -}}
{{- end }}

{{- define "nodecert.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end }}

{{/* Labels of an object. */}}
{{- define "nodecert.labels" -}}
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
{{- define "nodecert.selector" -}}
{{- $context := first . -}}
app.kubernetes.io/name: {{ $context.Chart.Name }}
app.kubernetes.io/instance: {{ $context.Release.Name }}
app.kubernetes.io/component: {{ last . }}
{{- end }}

{{/* The operator as the API server knows it. */}}
{{- define "nodecert.user" -}}
system:serviceaccount:{{ .Release.Namespace }}:{{ include "nodecert.fullname" . }}
{{- end }}

{{/* The ConfigMap with roots for the scripts; empty where there is none. */}}
{{- define "nodecert.caBundle" -}}
{{- if .Values.caBundle.pem -}}
{{ include "nodecert.fullname" . }}-ca-bundle
{{- else -}}
{{ .Values.caBundle.configMapName }}
{{- end -}}
{{- end }}

{{- define "nodecert.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{- define "nodecert.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{/* What automountServiceAccountToken would bring, for one container only. */}}
{{- define "nodecert.tokenVolume" -}}
name: token
projected:
  defaultMode: 0444
  sources:
  - serviceAccountToken:
      path: token
      expirationSeconds: 3607
  - configMap:
      name: kube-root-ca.crt
      items:
      - key: ca.crt
        path: ca.crt
  - downwardAPI:
      items:
      - path: namespace
        fieldRef:
          fieldPath: metadata.namespace
{{- end }}

{{- define "nodecert.tokenMount" -}}
name: token
mountPath: /var/run/secrets/kubernetes.io/serviceaccount
readOnly: true
{{- end }}

{{- define "nodecert.probes" -}}
startupProbe:
  httpGet: {path: /healthz, port: management}
  periodSeconds: 1
  failureThreshold: 60
livenessProbe:
  httpGet: {path: /healthz, port: management}
  periodSeconds: 10
  timeoutSeconds: 5
readinessProbe:
  httpGet: {path: /readyz, port: management}
  periodSeconds: 5
  timeoutSeconds: 5
{{- end }}

{{/* Where the pods of a component run: (list context component its values). */}}
{{- define "nodecert.placement" -}}
{{- $context := index . 0 -}}
{{- $component := index . 1 -}}
{{- $values := index . 2 -}}
affinity:
{{- if $values.affinity }}
{{ toYaml $values.affinity | indent 2 }}
{{- else }}
  podAntiAffinity:
    preferredDuringSchedulingIgnoredDuringExecution:
    - weight: 100
      podAffinityTerm:
        topologyKey: kubernetes.io/hostname
        labelSelector:
          matchLabels:
{{ include "nodecert.selector" (list $context $component) | indent 12 }}
{{- end }}
topologySpreadConstraints:
{{- if $values.topologySpreadConstraints }}
{{ toYaml $values.topologySpreadConstraints }}
{{- else }}
- maxSkew: 1
  topologyKey: topology.kubernetes.io/zone
  whenUnsatisfiable: ScheduleAnyway
  labelSelector:
    matchLabels:
{{ include "nodecert.selector" (list $context $component) | indent 6 }}
{{- end }}
{{- with $values.nodeSelector }}
nodeSelector:
{{ toYaml . | indent 2 }}
{{- end }}
{{- with $values.tolerations }}
tolerations:
{{ toYaml . }}
{{- end }}
{{- with $values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- end }}

{{/* The JDK's own client and Kubernetes' are told of the proxy alike, so the API server is named as reached without it. */}}
{{- define "nodecert.proxyOptions" -}}
-Dhttps.proxyHost={{ .Values.proxy.host }} -Dhttps.proxyPort={{ .Values.proxy.port }} -Dhttp.proxyHost={{ .Values.proxy.host }} -Dhttp.proxyPort={{ .Values.proxy.port }} -Dhttp.nonProxyHosts=$(KUBERNETES_SERVICE_HOST)|localhost|127.*|[::1]|*.svc
{{- range .Values.proxy.noProxy }}|{{ . }}{{ end }}
{{- end }}

{{/*
What the ServiceAccount of that name may do: a Role and its binding, or where no namespace is given a ClusterRole and its own:
(dict "context" … "name" … "rules" … ["namespace" …] ["annotations" …]).
*/}}
{{- define "nodecert.rights" -}}
{{- $kind := ternary "Role" "ClusterRole" (hasKey . "namespace") -}}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: {{ $kind }}
metadata:
  {{- include "nodecert.rightsMetadata" . | nindent 2 }}
rules:
{{ .rules }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: {{ $kind }}Binding
metadata:
  {{- include "nodecert.rightsMetadata" . | nindent 2 }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: {{ $kind }}
  name: {{ .name }}
subjects:
- kind: ServiceAccount
  name: {{ .name }}
  namespace: {{ .context.Release.Namespace }}
{{- end }}

{{- define "nodecert.rightsMetadata" -}}
name: {{ .name }}
{{- with .namespace }}
namespace: {{ . }}
{{- end }}
labels:
  {{- include "nodecert.labels" .context | nindent 2 }}
{{- with .annotations }}
annotations:
  {{- . | nindent 2 }}
{{- end }}
{{- end }}
