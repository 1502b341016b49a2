/* A breakfast basket from the bakery. */
float loaf(vec3 p, vec3 r) { float d = ellipsoid(p, r); d += .018 * smoothstep(.75, 1., sin(p.x * 24. / r.x * .2 + p.z * 5.)) * step(0., p.y); return d + .006 * noise(p * 30.); }
vec2 map(vec3 p) {
  vec2 s = nearer(vec2(p.y, 1.), vec2(p.z + 4.2, 10.));
  float a = atan(p.z, p.x), r = length(p.xz), h = clamp((p.y) / 1.05, 0., 1.);
  float wall = 1.12 + .38 * h;
  if (r < 2.2 && p.y < 1.6) {
    float weave = .035 * sin(a * 34. + 3.14159 * floor(p.y * 9.5)) * abs(sin(p.y * 9.5 * 3.14159));
    float shell = max(abs(r - wall - weave) - .05, max(p.y - 1.0, -p.y)) * .6;
    shell = min(shell, max(r - wall, abs(p.y - .06) - .05));
    float rope = length(vec2(r - 1.5, p.y - 1.02)) - .085 - .02 * sin(a * 46. + 6. * atan(p.y - 1.02, r - 1.5));
    s = nearer(s, vec2(min(shell, rope * .7), 2.));
  } else s = nearer(s, vec2(max(r - 2.0, p.y - 1.4), 2.));
  vec3 q = p; q.xz *= turn(.5);
  float bread = loaf((p - vec3(-.62, 1.12, .5)), vec3(.62, .4, .45));
  bread = min(bread, loaf((p - vec3(.15, 1.22, .78)), vec3(.5, .36, .42)));
  bread = min(bread, loaf(p - vec3(.5, .98, .0), vec3(.6, .4, .5)));
  s = nearer(s, vec2(bread * .8, 3.));
  float stick = 9.;
  for (int i = 0; i < 2; i++) {
    vec3 b = p - vec3(-.35 + .42 * float(i), 1.35, -.45 - .12 * float(i)); b.xy *= turn(.42 - .14 * float(i)); b.y -= .0;
    float score = .022 * smoothstep(.55, 1., sin(b.y * 11. + b.x * 9.)) * step(0., b.z);
    stick = min(stick, ellipsoid(b, vec3(.21, 1.15, .21)) + score + .005 * noise(b * 32.));
  }
  s = nearer(s, vec2(stick * .7, 3.));
  vec3 j = p - vec3(.86, 1.28, -.42);
  s = nearer(s, vec2(cylinder(j, .33, .38, .09), 4.));
  s = nearer(s, vec2(cylinder(j - vec3(0, .45, 0), .32, .08, .03), 5.));
  s = nearer(s, vec2(max(abs(length(j.xz) - .332) - .004, abs(j.y) - .17), 8.));
  float fruit = length(p - vec3(1.95, .42, .95)) - .42;
  fruit = min(fruit, length(p - vec3(1.2, .40, 1.62)) - .40);
  s = nearer(s, vec2(fruit, 6.));
  vec3 c = p - vec3(-1.75, 0, 1.35);
  float cup = max(abs(length(c.xz) - .40 - .06 * c.y) - .022, abs(c.y - .42) - .36); cup = min(cup, cylinder(c - vec3(0, .09, 0), .36, .03, .02));
  vec3 e = c - vec3(-.45, .42, .12); cup = smin(cup, length(vec2(length(e.xy) - .18, e.z)) - .042, .05); cup = min(cup, cylinder(c - vec3(0, .025, 0), .68 , .022, .02));
  s = nearer(s, vec2(cup, 7.));
  s = nearer(s, vec2(cylinder(c - vec3(0, .56, 0), .42, .06, .01), 9.));
  return s;
}
Material material(float id, vec3 p, inout vec3 n) {
  if (id < 1.5) return Material(wood(p.yxz * vec3(.9, .9, .6) + vec3(.5, .2 + floor(p.x * .7) * 3.7, floor(p.x * .7)), vec3(.33, .22, .14), vec3(.58, .43, .29)) * (1. - .5 * smoothstep(.012, .0, abs(fract(p.x * .7) - .5) - .49)), .25, 0.);
  if (id < 2.5) return Material(mix(vec3(.36, .19, .07), vec3(.62, .38, .17), noise(p * vec3(9., 30., 9.))), .3, 0.);
  if (id < 3.5) { float bake = smoothstep(.3, .8, fbm(p * 2.6) + .35 * n.y); vec3 c = mix(vec3(.62, .33, .11), vec3(.40, .16, .045), bake); return Material(mix(c, vec3(.85, .78, .66), .5 * smoothstep(.6, .75, fbm(p * 9.)) * max(n.y, 0.)), .3, 0.); }
  if (id < 4.5) return Material(vec3(.33, .012, .02), .85, 0.);
  if (id < 5.5) return Material(vec3(.80, .78, .72), .4, 0.);
  if (id < 6.5) { n = normalize(n + .10 * (vec3(noise(p * 46.), noise(p * 46. + 9.), noise(p * 46. + 5.)) - .5)); return Material(vec3(.86, .32, .02), .5, 0.); }
  if (id < 7.5) return Material(vec3(.82, .83, .82), .8, 0.);
  if (id < 8.5) return Material(vec3(.84, .80, .70), .2, 0.);
  if (id < 9.5) return Material(vec3(.035, .014, .006), .85, 0.);
  return Material(vec3(.42, .45, .43) * (.96 + .06 * fbm(p * 2.)), .02, 0.);
}
