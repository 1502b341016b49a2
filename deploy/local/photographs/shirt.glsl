/* A football shirt with the team's signatures, laid out flat. It is drawn in x and z, the collar at negative z. */
float cloth(vec2 p) {
  p.x = abs(p.x);
  float body = box2(p - vec2(0, .35), vec2(1.05 + .06 * p.y, 1.45)) - .03;
  vec2 a = p - vec2(1.28, -.72); a *= turn(-.72);
  float sleeve = box2(a, vec2(.62, .42 - .1 * a.x)) - .03;
  float d = smin(body, sleeve, .16);
  d = max(d, -(p.y + 1.22 - .30 * p.x) * .9 - .05);
  return max(d, -(length(p * vec2(1., .8) - vec2(0, -1.05)) - .36));
}
float folds(vec2 p) { return .05 * fbm(vec3(p * vec2(2.6, .8) + 3., 1.)) + .10 * pow(noise(vec3(p.x * 1.2 + .5 * p.y, p.y * .55, 4.)), 2.) + .03 * smoothstep(.3, 0., abs(p.x * .6 + p.y - .25 + .25 * noise(vec3(p * 2., 2.)))) + .03 * smoothstep(.25, 0., abs(-p.x * .9 + p.y + .2)); }
vec2 map(vec3 p) {
  vec2 s = vec2(p.y, 1.);
  float d = cloth(p.xz); vec2 w = vec2(d, abs(p.y - .02) - .035 - folds(p.xz) * smoothstep(0., -.12, d));
  s = nearer(s, vec2((min(max(w.x, w.y), 0.) + length(max(w, 0.)) - .012) * .6, 2.));
  float c = abs(length(p.xz * vec2(1., .8) - vec2(0, -1.05)) - .37) - .05;
  if (p.z > -1.22 + .2 * abs(p.x)) s = nearer(s, vec2(length(max(vec2(c, abs(p.y - .10) - .03), 0.)) - .015, 3.));
  return s;
}
Material material(float id, vec3 p, inout vec3 n) {
  if (id < 1.5) return Material(wood(p.yxz * .6 + vec3(.3, floor(p.x * .8) * 1.9, 0), vec3(.50, .37, .24), vec3(.66, .52, .36)) * (1. - .45 * smoothstep(.014, 0., abs(fract(p.x * .8) - .5) - .49)), .3, 0.);
  n = normalize(n + .05 * (vec3(noise(p * 190.), .5, noise(p * 190. + 3.)) - .5));
  vec3 green = vec3(.015, .16, .085), white = vec3(.74, .74, .71);
  if (id > 2.5) return Material(green, .1, 0.);
  vec2 q = p.xz; bool sleeve = abs(q.x) > 1.08 + .06 * q.y;
  float stripe = step(.5, fract(q.x * 1.25 + .5 + .015 * noise(vec3(q * 3., 0.))));
  vec3 c = sleeve ? green : mix(white, green, stripe);
  vec4 ink = texture(art, vec2(.5 + q.x / 2.4, .5 + (q.y - .35) / 3.2));
  if (!sleeve) c = mix(c, ink.rgb * ink.rgb, ink.a);
  return Material(c * (.94 + .08 * noise(p * vec3(260., 1., 260.))), .1, 0.);
}
