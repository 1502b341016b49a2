/* A striking clock in a case of imbuia, on a wall. */
float dial(vec2 p, float r) {
  float d = length(p), ink = 0., a = atan(p.x, p.y);
  float minute = abs(fract(a / 6.2831853 * 60. + .5) - .5) / 60. * 6.2831853 * d, hour = abs(fract(a / 6.2831853 * 12. + .5) - .5) / 12. * 6.2831853 * d;
  ink = max(ink, smoothstep(.004, .002, minute) * step(abs(d - .9 * r), .022 * r));
  ink = max(ink, smoothstep(.018, .015, hour) * step(abs(d - .74 * r), .1 * r));
  ink = max(ink, smoothstep(.006, .003, abs(d - .935 * r)) + smoothstep(.006, .003, abs(d - .865 * r)));
  ink = max(ink, smoothstep(.005, .002, abs(d - .6 * r)) * .6);
  return clamp(ink, 0., 1.);
}
float hand(vec2 p, float a, float l, float w) { p *= turn(a); float y = clamp(p.y, -.12, l); return length(p - vec2(0, y)) - w * (1. - .55 * smoothstep(0., l, p.y)) - .022 * smoothstep(.06, .0, abs(p.y - l * .72)) ; }
vec2 map(vec3 p) {
  vec2 s = vec2(p.z + .62, 1.);
  vec3 q = p - vec3(0, 1.9, 0);
  float roof = max(box(q - vec3(0, .95, 0), vec3(1.02, .95, .55), .02), length(q.xy - vec2(0, .1)) - 1.32);
  float body = min(box(q - vec3(0, -.75, 0), vec3(.86, 1.6, .45), .03), roof);
  body = min(body, box(q - vec3(0, -2.38, .02), vec3(1.0, .1, .54), .04));
  body = min(body, box(q - vec3(0, -2.55, 0), vec3(.7, .12, .42), .05));
  body = min(body, box(q - vec3(0, .78, .05), vec3(1.0, .06, .56), .03));
  float side = min(capsule(vec3(abs(q.x), q.yz), vec3(.78, -2.2, .5), vec3(.78, .66, .5), .07), 9.);
  side += .018 * smoothstep(.9, 1., sin(q.y * 9.));
  body = min(body, side);
  vec3 w = q - vec3(0, -1.25, .3);
  float window = box(w, vec3(.56, .86, .5), .03);
  body = max(body, -window);
  vec3 f = q - vec3(0, .02, .45);
  body = max(body, -(length(f.xy) < 2. ? max(length(f.xy) - .62, -f.z - .08) : 9.));
  s = nearer(s, vec2(body, 2.));
  s = nearer(s, vec2(length(vec2(length(f.xy) - .66, f.z)) - .055, 3.));
  s = nearer(s, vec2(max(length(f.xy) - .63, abs(f.z + .03) - .01), 4.));
  float hands = min(hand(f.xy, .98, .34, .03), hand(f.xy, -1.12, .5, .022));
  s = nearer(s, vec2(max(hands, abs(f.z - .012) - .006), 5.));
  s = nearer(s, vec2(length(f - vec3(0, 0, .02)) - .03, 3.));
  vec3 b = q - vec3(.09, -1.75, .12);
  s = nearer(s, vec2(cylinder(b.xzy, .22, .025, .02), 3.));
  s = nearer(s, vec2(capsule(q, vec3(0, -.5, .12), vec3(.085, -1.6, .12), .014), 3.));
  for (float i = -1.; i < 2.; i += 2.) s = nearer(s, vec2(cylinder(q - vec3(i * .33, -1.3, .02), .075, .3, .02), 3.));
  s = nearer(s, vec2(ellipsoid(q - vec3(0, 1.5, .2), vec3(.1, .16, .1)), 3.));
  return s;
}
Material material(float id, vec3 p, inout vec3 n) {
  vec3 q = p - vec3(0, 1.9, 0);
  if (id < 1.5) { n = normalize(n + .03 * (vec3(fbm(p * 14.), fbm(p * 14. + 3.), .5) - .45)); return Material(vec3(.60, .60, .57) * (.96 + .06 * fbm(p * 3.)), .05, 0.); }
  if (id < 2.5) return Material(wood(q.zxy * 1.1 + vec3(3.1, .4, 0), vec3(.075, .028, .013), vec3(.27, .115, .05)), .62, 0.);
  if (id < 3.5) return Material(vec3(.78, .55, .22), .9, .95);
  if (id < 4.5) { float ink = dial((q - vec3(0, .02, 0)).xy, .62); return Material(mix(vec3(.80, .77, .68), vec3(.03), ink), .35, 0.); }
  return Material(vec3(.02), .5, 0.);
}
