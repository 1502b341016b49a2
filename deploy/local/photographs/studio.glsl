#version 300 es
/* The studio of the demo photographs: a camera, a table, one large lamp from the left, and white walls. Each scene says what stands on the table. */
precision highp float;
uniform vec2 size, jitter, lens;
uniform vec3 eye, aim;
uniform float zoom, aperture;
uniform sampler2D art;
out vec4 color;

struct Material { vec3 albedo; float gloss; float metal; };

float hash(vec3 p) { p = fract(p * .3183099 + .1); p *= 17.; return fract(p.x * p.y * p.z * (p.x + p.y + p.z)); }
float noise(vec3 x) {
  vec3 i = floor(x), f = fract(x);
  f = f * f * (3. - 2. * f);
  return mix(mix(mix(hash(i), hash(i + vec3(1, 0, 0)), f.x), mix(hash(i + vec3(0, 1, 0)), hash(i + vec3(1, 1, 0)), f.x), f.y),
    mix(mix(hash(i + vec3(0, 0, 1)), hash(i + vec3(1, 0, 1)), f.x), mix(hash(i + vec3(0, 1, 1)), hash(i + vec3(1, 1, 1)), f.x), f.y), f.z);
}
float fbm(vec3 p) { return .5 * noise(p) + .25 * noise(p * 2.03) + .125 * noise(p * 4.1) + .0625 * noise(p * 8.3); }

float box(vec3 p, vec3 b, float r) { vec3 q = abs(p) - b + r; return length(max(q, 0.)) + min(max(q.x, max(q.y, q.z)), 0.) - r; }
float box2(vec2 p, vec2 b) { vec2 q = abs(p) - b; return length(max(q, 0.)) + min(max(q.x, q.y), 0.); }
float cylinder(vec3 p, float r, float h, float e) { vec2 d = vec2(length(p.xz) - r, abs(p.y) - h) + e; return min(max(d.x, d.y), 0.) + length(max(d, 0.)) - e; }
float capsule(vec3 p, vec3 a, vec3 b, float r) { vec3 pa = p - a, ba = b - a; return length(pa - ba * clamp(dot(pa, ba) / dot(ba, ba), 0., 1.)) - r; }
float cone(vec3 p, float h, float r1, float r2) {
  vec2 q = vec2(length(p.xz), p.y);
  vec2 k1 = vec2(r2, h), k2 = vec2(r2 - r1, 2. * h), ca = vec2(q.x - min(q.x, q.y < 0. ? r1 : r2), abs(q.y) - h), cb = q - k1 + k2 * clamp(dot(k1 - q, k2) / dot(k2, k2), 0., 1.);
  return (cb.x < 0. && ca.y < 0. ? -1. : 1.) * sqrt(min(dot(ca, ca), dot(cb, cb)));
}
float ring(vec3 p, float r, float w) { return length(vec2(length(p.xz) - r, p.y)) - w; }
float ellipsoid(vec3 p, vec3 r) { float k0 = length(p / r), k1 = length(p / (r * r)); return k0 * (k0 - 1.) / k1; }
float smin(float a, float b, float k) { float h = max(k - abs(a - b), 0.) / k; return min(a, b) - h * h * k * .25; }
mat2 turn(float a) { float c = cos(a), s = sin(a); return mat2(c, -s, s, c); }
vec2 nearer(vec2 a, vec2 b) { return mix(b, a, float(a.x < b.x)); }

/* A wood by its rings, cut along z. */
vec3 wood(vec3 p, vec3 dark, vec3 light) {
  float rings = length(p.xy * vec2(1., 1.6) + .35 * vec2(noise(p * vec3(1., 1., .35)), noise(p * vec3(1., 1., .3) + 7.)));
  float grain = fbm(p * vec3(18., 18., 1.4));
  return mix(dark, light, smoothstep(.05, .95, (.5 + .5 * sin(rings * 26.)) * .34 + grain * .75)) * (.86 + .2 * noise(p * vec3(90., 90., 3.)));
}

vec2 map(vec3 p);
Material material(float id, vec3 p, inout vec3 n);

SCENE

vec3 normalOf(vec3 p) {
  vec2 e = vec2(1, -1) * .0006;
  return normalize(e.xyy * map(p + e.xyy).x + e.yyx * map(p + e.yyx).x + e.yxy * map(p + e.yxy).x + e.xxx * map(p + e.xxx).x);
}
vec2 march(vec3 o, vec3 d, float far) {
  float t = .02;
  for (int i = 0; i < 150; i++) {
    vec2 h = map(o + d * t);
    if (h.x < .0004 * t) return vec2(t, h.y);
    t += h.x * .8;
    if (t > far) break;
  }
  return vec2(-1);
}
float shadow(vec3 o, vec3 d, float k) {
  float s = 1., t = .02;
  for (int i = 0; i < 60; i++) {
    float h = map(o + d * t).x;
    s = min(s, .5 + .5 * k * h / t);
    if (s < 0.) break;
    t += clamp(h, .015, .25);
    if (t > 9.) break;
  }
  s = max(s, 0.);
  return s * s * (3. - 2. * s);
}
float occlusion(vec3 p, vec3 n) {
  float o = 0., w = 1.;
  for (int i = 1; i <= 6; i++) {
    float h = .02 + .11 * float(i * i) / 6.;
    o += (h - map(p + n * h).x) * w;
    w *= .68;
  }
  return clamp(1. - .9 * o, 0., 1.);
}
/* What a mirror would see of the studio: a large soft box on the left, a strip on the right, a bright ceiling. */
vec3 walls(vec3 d) {
  vec3 c = mix(vec3(.30, .29, .28), vec3(.72, .73, .75), smoothstep(-.3, 1., d.y));
  c += 2.6 * vec3(1., .97, .93) * smoothstep(.62, .86, dot(d, normalize(vec3(-.75, .55, .45))));
  c += 1.1 * vec3(.9, .95, 1.) * smoothstep(.86, .95, dot(d, normalize(vec3(.9, .25, .25))));
  return c;
}
vec3 light(vec3 o, vec3 d) {
  vec2 hit = march(o, d, 40.);
  if (hit.x < 0.) return walls(d);
  vec3 p = o + d * hit.x, n = normalOf(p);
  Material m = material(hit.y, p, n);
  vec3 l = normalize(vec3(-.62, .85, .5)), h = normalize(l - d);
  float ao = occlusion(p, n), key = max(dot(n, l), 0.);
  if (key > 0.) key *= shadow(p + n * .004, l, 4.);
  float facing = max(dot(n, -d), 0.), fresnel = pow(1. - facing, 5.);
  vec3 diffuse = m.albedo * (1. - m.metal) * (key * vec3(2.25, 2.16, 2.03) + ao * (.5 + .5 * n.y) * vec3(.62, .65, .7) + ao * (.5 - .5 * n.y) * vec3(.26, .25, .24) + ao * max(dot(n, normalize(vec3(.9, .2, .4))), 0.) * vec3(.16, .17, .19));
  vec3 tint = mix(vec3(.04), m.albedo, m.metal);
  vec3 mirror = walls(reflect(d, n)) * mix(ao, 1., .25);
  float sheen = pow(max(dot(n, h), 0.), exp2(2. + 8. * m.gloss)) * m.gloss * 2.2;
  return diffuse + (tint + (1. - tint) * fresnel * m.gloss) * mirror * mix(.12, 1., m.gloss * m.gloss) + tint * sheen * key * 3.;
}
void main() {
  vec2 uv = (2. * (gl_FragCoord.xy + jitter) - size) / size.y;
  vec3 f = normalize(aim - eye), r = normalize(cross(f, vec3(0, 1, 0))), u = cross(r, f);
  float far = length(aim - eye);
  vec3 point = eye + far * (f + (uv.x * r + uv.y * u) / zoom) ;
  vec3 from = eye + aperture * (lens.x * r + lens.y * u);
  color = vec4(min(light(from, normalize(point - from)), 6.), 1);
}
